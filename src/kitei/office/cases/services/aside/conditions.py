"""Conditions: what a body asks for beside the steps of the procedure."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import renew, steps_of
from kitei.office.cases.models import Case, Task
from kitei.office.ground.actors import Actor
from kitei.office.lawbook import current
from kitei.office.people.access import Powers


def add_condition(
    *,
    case: Case,
    name: str,
    role: str,
    ref: UUID,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    due_on: date | None = None,
    word: str = "none",
    idempotency_key: str | None = None,
) -> Task:
    """Set a condition: a task beside the steps. The case stays open until it is met.

    Args:
        name: a short name, no personal data. role: who must meet it.
        ref: the row of the domain that set it; what it says stands there.
        due_on: the last day, inclusive.

    Raises:
        NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.condition_set", actor=actor, powers=powers, at=at, permission="case.step_taken")
    request = Request(actor, idempotency_key, deed.act, case=case, name=name, ref=ref, due_on=due_on)

    def make(now: Case) -> Made:
        task = Task(
            id=deed.new_id(),
            case=now,
            kind=Task.Kind.CONDITION,
            step=name[:64],
            ref=ref,
            actor=role,
            unit_id=now.unit_id,
            due_on=due_on,
            word=word,
            opened_at=at,
        )
        if due_on is not None:
            now.due_on = min(due_on, now.due_on or due_on)
        now.state = Case.State.OPEN
        return Made(task, [now, task], {"condition": name, "role": role, "due_on": due_on})

    return act_on(case, deed, request, Task, make)


def meet_condition(
    *,
    task: Task,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    idempotency_key: str | None = None,
) -> Task:
    """Note that a condition is met; a case in which nothing else is left is closed.

    Raises:
        NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.condition_met", actor=actor, powers=powers, at=at, permission="case.step_taken")
    request = Request(actor, idempotency_key, deed.act, task=task)

    def make(now: Case) -> Made:
        row = Task.objects.get(pk=task.pk, case=now, kind=Task.Kind.CONDITION)
        said = {"condition": row.step}
        if row.done_at is not None:
            return Made(row, [], said, nothing=True)
        row.done_at = at
        renewed = renew(current(), now, steps_of(now), deed, met=row)
        return Made(row, [*renewed.rows, row], said)

    return act_on(task.case, deed, request, Task, make)
