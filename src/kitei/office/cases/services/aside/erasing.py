"""Erasing a case: its key is destroyed, and with it everything personal; number, dates and leaves stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kitei.office.cases.acting.locking import locked
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.models import Case
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import Powers
from kitei.office.record.services import destroy_key as destroy


class StillRunning(OfficeError):
    """A case that is not finished; its key is still needed."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} は進行中です。終わってから消去してください",
            en=f"{case.number} is running; erase it when it is closed",
        )


def destroy_key(
    *,
    case: Case,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    clauses: tuple[str, ...] = (),
    reason: str,
) -> Case:
    """Destroy a case's key once it need not be kept any longer: nobody reads it again, and the record still verifies.

    The case stays in the list as erased (消去済み), with its number, its dates and how it ended. It is no longer
    found by name.

    Args:
        clauses: those on keeping and disposal.

    Raises:
        ReasonMissing: a reason is needed: which period ended, or who ordered it.
        StillRunning: the case is not closed.
        Erased, NotPermitted, NotYours, WithoutPowers: it was erased before, or not by this actor.
    """
    deed = Deed(act="case.key_destroyed", actor=actor, powers=powers, at=at)
    if not reason.strip():
        raise ReasonMissing("消去", "Erasing")
    with transaction.atomic():
        now = locked(case, running=False)
        deed.require(now)
        if now.running:
            raise StillRunning(now)
        now.erased_on, now.tokens, now.secret_digest = deed.day, [], ""
        now.turn += 1
        destroy(key=now.key, case=now.number, actor=actor, at=at, clauses=clauses, rows=[now])
    return now
