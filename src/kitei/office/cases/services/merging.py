"""Putting a request that came twice together with the first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.acting.tasks import close_tasks
from kitei.office.cases.models import Case
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import Powers


class CannotMerge(OfficeError):
    """Two cases that cannot be put together."""

    def __init__(self, case: Case, into: Case) -> None:
        super().__init__(
            ja=f"{case.number} を {into.number} に併合できません。"
            "同じ種類の手続で、どちらも進行中の別の事案を選んでください",
            en=f"{case.number} cannot be merged into {into.number}; "
            "both must be running, different, and of one procedure",
        )


def merge(
    *,
    case: Case,
    into: Case,
    reason: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Merge a duplicate into the case that goes on; its papers stay where they are and are shown in both.

    Raises:
        ReasonMissing: a reason in writing is needed.
        CannotMerge: they are not two running cases of one procedure.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.merged", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, into=into, reason=reason)
    if not reason.strip():
        raise ReasonMissing("併合", "Merging")

    def make(now: Case) -> Made:
        other = Case.objects.get(pk=into.pk)
        if other.pk == now.pk or not other.running or other.procedure != now.procedure:
            raise CannotMerge(now, other)
        deed.require(other)
        rows = close_tasks(now, deed)
        now.state, now.merged_into, now.closed_on = Case.State.MERGED, other, deed.day
        now.turn += 1
        return Made(now, [now, *rows], {"into": other.number, "reason": reason.strip()})

    with transaction.atomic():
        # Both are held, always in the same order: neither ends meanwhile, and two merges of the same pair do not lock
        # each other out.
        list(Case.objects.select_for_update().filter(pk__in=(case.pk, into.pk)).order_by("pk").values("pk"))
        return act_on(case, deed, request, Case, make, seen=seen)
