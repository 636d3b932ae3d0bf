"""Giving a case, or one task of it, to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import give_back
from kitei.office.cases.models import Case, Task
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Person
from kitei.procedures.procedure import REQUESTER


class NotAtWork(OfficeError):
    """Somebody to whom nothing can be given: no longer of the institution."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            ja=f"{person.name} さんは在籍していません。別の人を選んでください",
            en=f"{person.name} no longer works here; choose somebody else",
        )


class NotTheirs(OfficeError):
    """Somebody who could do nothing with the case: no role of theirs reaches it."""

    def __init__(self, case: Case, person: Person) -> None:
        super().__init__(
            ja=f"{person.name} さんの役割では {case.number} を扱えません。"
            "担当の部署の人を選ぶか、任命を確かめてください",
            en=f"no role of {person.name} reaches {case.number}; choose somebody of the unit in charge, "
            "or have the appointment checked",
        )


def assign(
    *,
    case: Case,
    person: Person | None,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    task: Task | None = None,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Give a case to a person, with every task of it that the office has; or take it back.

    Args:
        person: `None` gives it back to the unit.
        task: only this task.

    Raises:
        NotAtWork: the person has left. NotTheirs: no role of theirs reaches the case.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.assigned", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, person=person, task=task)
    if person is not None and not person.works_on(deed.day):
        raise NotAtWork(person)

    def make(now: Case) -> Made:
        if person is not None:
            theirs = replace(access.sight(now), person=person.pk)
            if not access.may(access.powers(person, deed.day), "case.read", theirs):
                raise NotTheirs(now, person)
        open_tasks = Task.objects.filter(case=now, done_at__isnull=True).exclude(actor=REQUESTER)
        tasks = list(open_tasks.filter(pk=task.pk) if task else open_tasks)
        if task is None:
            now.assigned = person
        for each in tasks:
            if person is None:
                give_back(each)
            else:
                each.person = person
        said = {"person": person.pseudonym if person else None, "steps": [each.step for each in tasks]}
        return Made(now, [now, *tasks], said)

    return act_on(case, deed, request, Case, make, seen=seen)
