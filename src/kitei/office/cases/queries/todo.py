"""What a person must do, by when, under which clause, and what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kitei.office.cases.models import Case, Task
from kitei.office.cases.queries import mine, terms
from kitei.office.ground.days import day_of
from kitei.office.lawbook import Law, current
from kitei.office.people.access import Powers, Reach
from kitei.office.vault.fields import join_peers
from kitei.procedures.procedure import REQUESTER, Label

SIZE = 50
COUNTED = 100
"""Where counting stops: nobody acts on 23,417 otherwise than on more than ninety-nine."""
SOON = 7  # days


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do.

    Attributes:
        role: whose step it is. clauses: what asks for it.
        due_on: the last day, inclusive; `word` is the time word of the text, where no day is counted.
        days_left: from the day asked about; negative if late; `None` without a day, or while the clock stands still.
        waited: how many days ago the step came.
        mine: it is given to this very person.
    """

    task: UUID
    case: UUID
    number: str
    kind: str
    title: Any
    name: Any
    step: str
    says: Label
    role: Label
    clauses: tuple[str, ...]
    due_on: date | None
    word: Label
    days_left: int | None
    waited: int
    stopped: bool
    maybe: bool
    mine: bool
    unit: Label

    @property
    def late(self) -> bool:
        """Whether the last day has passed."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class Home:
    """The first page of a person.

    Attributes:
        todo: the most urgent first; `more` if there are others.
        late, today, soon: how many to do. waiting: for whoever asked. All counted up to `COUNTED`.
    """

    todo: tuple[Todo, ...]
    more: bool
    late: int
    today: int
    soon: int
    waiting: int


def home(powers: Powers, on: date, size: int = SIZE) -> Home:
    """What a person must do on a day."""
    found = mine.find(powers, on, size=size + 1, soon=SOON, most=COUNTED)
    rows = {row.pk: row for row in _with_case(Task.objects.filter(pk__in=found.first))}
    join_peers(rows.values())
    law = current()
    return Home(
        todo=tuple(todo_of(law, rows[pk], on, powers.person) for pk in found.first[:size] if pk in rows),
        more=len(found.first) > size,
        late=found.late,
        today=found.today,
        soon=found.soon,
        waiting=_waiting(powers)[:COUNTED].count(),
    )


def tasks_for(powers: Powers) -> QuerySet[Task]:
    """The open tasks that a person can take: given to him, or to nobody and his by role and unit."""
    found = Q(person=powers.person) if powers.person else Q(pk__in=[])
    for part in _parts(powers):
        found |= Q(person__isnull=True) & part
    return Task.objects.filter(found, done_at__isnull=True)


def todo_of(law: Law, task: Task, on: date, person: UUID | None) -> Todo:
    """A task as a page shows it."""
    case = task.case
    procedure = law.procedures.get(case.procedure)
    step = procedure.steps.get(task.step) if procedure and task.kind == Task.Kind.STEP else None
    stopped = case.stopped_since is not None
    clauses = (*step.clauses, *(step.clock.clauses if step.clock else ())) if step else ()
    return Todo(
        task=task.pk,
        case=case.pk,
        number=case.number,
        kind=case.kind,
        title=case.title,
        name=case.name,
        step=task.step,
        says=step.title if step else Label(task.step, task.step),
        role=terms.role(law, task.actor),
        clauses=tuple(dict.fromkeys(clauses)),
        due_on=task.due_on,
        word=terms.due_word(law, task.word),
        days_left=(task.due_on - on).days if task.due_on and not stopped else None,
        waited=max((on - day_of(task.opened_at)).days, 0),
        stopped=stopped,
        maybe=task.maybe,
        mine=person is not None and task.person_id == person,
        unit=Label(task.unit.title_ja, task.unit.title_en),
    )


def _with_case(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("case", "unit").defer("case__facts", "case__contact", "case__tokens")


def _parts(powers: Powers) -> Iterator[Q]:
    """For each role held: its steps, in its units."""
    for actor, units, procedures in mine.steps_of(powers):
        part = Q(actor=actor) & _in_steps(procedures)
        yield part if units is None else part & Q(unit__in=sorted(units))


def _in_steps(procedures: Mapping[str, set[str]]) -> Q:
    """Steps by procedure; procedures that share their steps' names are said together."""
    together: dict[frozenset[str], list[str]] = defaultdict(list)
    for procedure, steps in procedures.items():
        together[frozenset(steps)].append(procedure)
    found = Q(pk__in=[])
    for shared, names in together.items():
        found |= Q(step__in=sorted(shared), case__procedure__in=sorted(names))
    return found


def _waiting(powers: Powers) -> QuerySet[Task]:
    """Tasks of whoever asked, in the units of the roles that run cases."""
    found = Q(pk__in=[])
    for holding in powers.holdings:
        if any(grant.reach is Reach.IN_CHARGE for grant in powers.table.of(holding.role, "case.read")):
            found |= Q() if holding.units is None else Q(unit__in=sorted(holding.units))
            if holding.units is None:
                found = Q(pk__isnull=False)
                break
    return Task.objects.filter(found, actor=REQUESTER, done_at__isnull=True, case__state=Case.State.WAITING)
