"""Ends that no decision makes: the person dies, or the representative's power ends."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kitei.calendar import wareki
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.services.corresponding import add_note
from kitei.office.cases.services.withdrawing import withdraw
from kitei.office.ground.actors import Actor
from kitei.office.people.access import Powers


def requester_died(
    *,
    case: Case,
    died_on: date,
    told_by: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    goes_on: bool = False,
    seen: int | None = None,
) -> StepDone | None:
    """Note that whoever asked has died.

    The right to ask about oneself belongs to a living person (`appi:2(1)`): the case ends without a decision, unless
    whoever decides finds that it goes on, because the information is also that of an heir who takes it up.

    Args:
        told_by: who told of it, and how it was proved. goes_on: the case is not ended.

    Raises:
        NotWithdrawable, SomebodyWasFaster, NotRunning, Erased, NotPermitted, WithoutPowers: see `withdrawing`.
    """
    said = f"請求者死亡 {wareki(died_on)}（{died_on.isoformat()}）。{told_by}"
    with transaction.atomic():
        add_note(case=case, body=said, actor=actor, powers=powers, at=at)
        if goes_on:
            return None
        return withdraw(case=case, actor=actor, powers=powers, at=at, reason=said, seen=seen)
