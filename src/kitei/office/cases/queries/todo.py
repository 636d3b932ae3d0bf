"""What a person must do, by when, under which clause, and what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kitei.office.cases.models import Case, Task
from kitei.office.cases.queries import terms
from kitei.office.lawbook import Law, current
from kitei.office.people.access import Powers, Reach
from kitei.office.people.access.checking import applies
from kitei.procedures.procedure import REQUESTER, Label

SIZE = 50
COUNTED = 1_000
"""Where counting stops of what is not one's own to do: nobody reads 23,417 differently from more than a thousand."""
SOON = 7  # days

STEP = "case.step_taken"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do.

    Attributes:
        role: whose step it is. clauses: what asks for it.
        due_on: the last day, inclusive; `word` is the time word of the text, where no day is counted.
        days_left: from the day asked about; negative if late; `None` without a day, or while the clock stands still.
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
        late, today, soon, undated: how many. waiting: for whoever asked, counted up to `COUNTED`.
    """

    todo: tuple[Todo, ...]
    more: bool
    late: int
    today: int
    soon: int
    undated: int
    waiting: int


def home(powers: Powers, on: date, size: int = SIZE) -> Home:
    """What a person must do on a day."""
    mine = tasks_for(powers)
    dated = mine.filter(due_on__isnull=False)
    undated = mine.filter(due_on__isnull=True)
    rows = list(_with_case(dated).order_by("due_on", "id")[: size + 1])
    if len(rows) <= size:
        rows += list(_with_case(undated).order_by("id")[: size + 1 - len(rows)])
    law = current()
    counts = mine.aggregate(**_counted(on))
    return Home(
        todo=tuple(todo_of(law, task, on, powers.person) for task in rows[:size]),
        more=len(rows) > size,
        waiting=_waiting(powers)[:COUNTED].count(),
        **counts,
    )


def _counted(on: date) -> dict[str, Count]:
    """What is counted: late, due today, due soon; not where the clock stands still. And what has no day."""
    runs = Q(case__stopped_since__isnull=True)
    soon = date.fromordinal(on.toordinal() + SOON)
    return {
        "late": Count("pk", filter=runs & Q(due_on__lt=on)),
        "today": Count("pk", filter=runs & Q(due_on=on)),
        "soon": Count("pk", filter=runs & Q(due_on__gt=on, due_on__lte=soon)),
        "undated": Count("pk", filter=Q(due_on__isnull=True)),
    }


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
        stopped=stopped,
        maybe=task.maybe,
        mine=person is not None and task.person_id == person,
        unit=Label(task.unit.title_ja, task.unit.title_en),
    )


def _with_case(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("case", "unit").defer("case__facts", "case__contact", "case__tokens")


def _parts(powers: Powers) -> Iterator[Q]:
    """For each role held: its steps, in its units."""
    steps: dict[tuple[str, frozenset[UUID] | None], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for holding in powers.holdings:
        for grant in powers.table.of(holding.role, STEP):
            own = grant.reach is not Reach.OWN and applies(holding, grant) and grant.actor and grant.step
            if own and grant.actor and grant.procedure and grant.step:
                steps[grant.actor, holding.units][grant.procedure].add(grant.step)
    for (actor, units), procedures in steps.items():
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
