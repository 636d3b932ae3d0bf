"""Handing a case on to another unit."""

from __future__ import annotations

from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.acting.tasks import give_back
from kitei.office.cases.models import Case, HandedOn, Task
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit


class SameUnit(OfficeError):
    """A case handed on to the unit that has it."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} は既にその部署が担当しています。別の部署を選んでください",
            en=f"{case.number} is with that unit already; choose another",
        )


def transfer(
    *,
    case: Case,
    unit: Unit,
    reason: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Hand a case on to another unit of the institution; whoever it was given to no longer has it.

    The unit that had it keeps that it was handed on, and reads the file as it was then; it can do nothing in it.

    Raises:
        ReasonMissing: a reason in writing is needed.
        SameUnit: the unit has it already.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.transferred", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, unit=unit, reason=reason)
    if not reason.strip():
        raise ReasonMissing("他部署への移送", "Transfer to another unit")

    def make(now: Case) -> Made:
        if now.unit_id == unit.pk:
            raise SameUnit(now)
        said = {"from": now.unit.code, "to": unit.code, "reason": reason.strip()}
        kept = HandedOn(id=deed.new_id(), case=now, unit=now.unit, to=unit, on=deed.day, at=deed.at)
        tasks = list(Task.objects.filter(case=now, done_at__isnull=True))
        now.unit, now.assigned = unit, None
        now.turn += 1
        for each in tasks:
            each.unit = unit
            give_back(each)
        return Made(now, [now, *tasks, kept], said)

    return act_on(case, deed, request, Case, make, seen=seen)
