"""The calendar: what is due, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kitei.office.cases.models import Case, Task
from kitei.office.cases.queries.sight import visible_to
from kitei.office.cases.queries.todo import SIZE, Todo, tasks_for, todo_of
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.procedures.procedure import Label

MOST = 2_000
SOON = 3  # days before a last day on which it is called to mind


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due.

    Attributes:
        task: stable: the same thing keeps it when its day moves.
        on: the last day, inclusive.
        moves: the clock stands still; the day will move.
    """

    task: UUID
    on: date
    number: str
    title: Any
    step: str
    says: Label
    unit: Label
    late_on: date | None
    moves: bool


def calendar(powers: Powers, since: date, until: date) -> tuple[Due, ...]:
    """What is due in the cases that a person may see, from one day to another, both inclusive; at most `MOST`."""
    law = current()
    cases = visible_to(powers).filter(state__in=Case.RUNNING, due_on__isnull=False)
    tasks = (
        Task.objects.filter(case__in=cases.values("pk"), done_at__isnull=True, due_on__gte=since, due_on__lte=until)
        .select_related("case", "unit")
        .defer("case__facts", "case__contact", "case__tokens")
        .order_by("due_on", "id")
    )
    found: list[Due] = []
    for task in tasks[:MOST]:
        procedure = law.procedures.get(task.case.procedure)
        step = procedure.steps.get(task.step) if procedure and task.kind == Task.Kind.STEP else None
        if task.due_on is None:
            continue
        found.append(
            Due(
                task=task.pk,
                on=task.due_on,
                number=task.case.number,
                title=task.case.title,
                step=task.step,
                says=step.title if step else Label(task.step, task.step),
                unit=Label(task.unit.title_ja, task.unit.title_en),
                late_on=task.late_on,
                moves=task.case.stopped_since is not None,
            )
        )
    return tuple(found)


def newly_late(on: date) -> tuple[Case, ...]:
    """The cases with a task whose last day has passed and of which that is not yet noted; for the office's clock."""
    late = Task.objects.filter(done_at__isnull=True, late_on__isnull=True, due_on__lt=on)
    return tuple(Case.objects.filter(pk__in=late.values("case"), stopped_since__isnull=True).order_by("due_on", "id"))


def pressing(powers: Powers, on: date) -> tuple[Todo, ...]:
    """What a person should be reminded of: what is late, or due within `SOON` days; the most urgent first."""
    until = date.fromordinal(on.toordinal() + SOON)
    tasks = tasks_for(powers).filter(due_on__lte=until, case__stopped_since__isnull=True)
    law = current()
    rows = tasks.select_related("case", "unit").order_by("due_on", "id")[:SIZE]
    return tuple(todo_of(law, task, on, powers.person) for task in rows)


@dataclass(frozen=True, slots=True)
class Running:
    """A step or a condition that waits, with its last day; nothing personal.

    Attributes:
        due_on: inclusive. late_on: the day on which it was noted as late.
        clauses: on which the step rests; none for a condition.
    """

    task: UUID
    number: str
    step: str
    due_on: date
    late_on: date | None
    clauses: tuple[str, ...]


def running_out(since: date, until: date) -> tuple[Running, ...]:
    """Everything in the office whose last day lies between two days, both inclusive; for the office's clock.

    What stands still is left out: its day will move.
    """
    return _running(Task.objects.filter(due_on__gte=since, due_on__lte=until))


def fallen_late(since: date, until: date) -> tuple[Running, ...]:
    """Everything in the office that was noted as late between two days, both inclusive; for the office's clock."""
    return _running(Task.objects.filter(late_on__gte=since, late_on__lte=until, due_on__isnull=False))


def _running(tasks: QuerySet[Task]) -> tuple[Running, ...]:
    law = current()
    waiting = tasks.filter(done_at__isnull=True, case__state__in=Case.RUNNING, case__stopped_since__isnull=True)
    rows = waiting.order_by("due_on", "id").values_list(
        "id", "case__number", "step", "due_on", "late_on", "kind", "case__procedure"
    )
    found = []
    for task, number, step, due_on, late_on, kind, procedure in rows.iterator(chunk_size=MOST):
        if due_on is None:  # nothing runs out without a last day
            continue
        known = law.procedures.get(procedure) if kind == Task.Kind.STEP else None
        named = known.steps.get(step) if known is not None else None
        found.append(Running(task, number, step, due_on, late_on, tuple(named.clauses) if named is not None else ()))
    return tuple(found)
