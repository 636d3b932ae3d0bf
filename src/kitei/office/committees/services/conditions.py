"""A condition that was attached to a decision is seen to be met."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kitei.office.cases.models import Task
from kitei.office.cases.services.aside.conditions import meet_condition as meet_in_case
from kitei.office.committees.models import Condition
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import write


class ConditionMet(OfficeError):
    """A condition that was met before."""

    def __init__(self) -> None:
        super().__init__(
            ja="この付帯条件は、すでに満たされたものとして記録されています",
            en="this condition was met before",
        )


@transaction.atomic
def meet_condition(*, condition: Condition, actor: Actor, powers: Powers, at: datetime) -> None:
    """Take down that a condition is met. Of a case it is the case's task that is done, else the condition itself.

    Raises:
        NotPermitted: of a case, whoever may not act in it; else neither chair nor secretariat.
        ConditionMet: it was met before.
    """
    if condition.case is not None:
        task = Task.objects.select_related("case").get(case=condition.case, kind=Task.Kind.CONDITION, ref=condition.id)
        if task.done_at is not None:
            raise ConditionMet
        meet_in_case(task=task, actor=actor, powers=powers, at=at)
        return
    meeting = condition.motion.item.meeting
    access.require(powers, "meeting.condition_met", body=meeting.body, unit=meeting.unit_id)
    fresh = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    if fresh.met_on is not None:
        raise ConditionMet
    fresh.met_on = day_of(at)
    payload = {"condition": str(fresh.id)}
    write(act="meeting.condition_met", actor=actor, at=at, payload=payload, case=None, rows=(fresh,))
