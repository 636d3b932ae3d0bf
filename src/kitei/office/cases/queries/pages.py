"""The list of cases, page by page: a page costs the same wherever it lies, and however many cases there are."""

from __future__ import annotations

import base64
import binascii
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from kitei.office.cases.models import Case, Task
from kitei.office.cases.queries import terms
from kitei.office.cases.queries.sight import parts_visible_to
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.people.access import Powers
from kitei.procedures.procedure import Label

SIZE = 50
MOST = 200
Order = Literal["newest", "due"]
SHOWN = (
    "id", "key", "number", "kind", "procedure", "title", "name", "state", "outcome_effect", "opened_on", "closed_on",
    "due_on", "stopped_since", "erased_on",
)  # fmt: skip
"""The columns that a list shows."""


class BadCursor(OfficeError):
    """A mark of a place in the list that this office did not give out."""

    def __init__(self) -> None:
        super().__init__(
            ja="一覧の位置を表す印が読めません。一覧の最初から見てください",
            en="the mark of the place in the list cannot be read; begin at the start of the list",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which cases to list.

    Attributes:
        states: empty for all; `running` stands for open and waiting.
        since, until: the day of opening, both inclusive.
        late_on: only what is late on that day.
        mine: only what is given to this person.
        closed_until: only what ended by that day, inclusive, and is not erased: what need not be kept any longer.
    """

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unit: UUID | None = None
    since: date | None = None
    until: date | None = None
    late_on: date | None = None
    mine: UUID | None = None
    effect: str = ""
    closed_until: date | None = None
    order: Order = "newest"


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list.

    Attributes:
        now: the steps that can be taken, by their titles.
        erased: its key was destroyed; title and name are gone.
    """

    id: UUID
    number: str
    kind: str
    procedure: Label
    title: Any
    name: Any
    state: str
    effect: str
    unit: Label
    assigned: str
    opened_on: date
    closed_on: date | None
    due_on: date | None
    stopped_since: date | None
    now: tuple[Label, ...]
    erased: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list.

    Attributes:
        next: the mark of the next page; `None` on the last.
    """

    lines: tuple[Line, ...]
    next: str | None


def list_page(powers: Powers, filters: Filters | None = None, after: str | None = None, size: int = SIZE) -> Page:
    """A page of the cases that a person may see.

    Args:
        after: the mark that the page before gave; `None` for the first page.

    Raises:
        BadCursor: it is no such mark.
    """
    asked = filters or Filters()
    size = max(1, min(size, MOST))
    parts = [_filtered(part, asked) for part in parts_visible_to(powers, "case.search")]
    if after:
        parts = [_after(part, asked.order, after) for part in parts]
    found = first_of(parts, asked.order, size + 1)
    shown = found[:size]
    return Page(lines(shown), _mark(shown[-1], asked.order) if len(found) > size else None)


def first_of(parts: Sequence[QuerySet[Case]], order: Order, size: int) -> list[Case]:
    """The first rows of several parts, each once, in order.

    Each part is walked by the index that fits it; one condition for all would walk the whole register.
    """
    by = ("-opened_on", "-id") if order == "newest" else ("due_on", "id")
    found = [light(part).order_by(*by)[:size] for part in parts]
    if len(found) <= 1:
        return [row for part in found for row in part]
    return list(found[0].union(*found[1:]).order_by(*by)[:size])


def light(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Rows with what a list shows, and nothing heavier: a page of fifty makes no rows of other tables."""
    return rows.only(*SHOWN).annotate(
        unit_ja=F("unit__title_ja"), unit_en=F("unit__title_en"), assigned_name=F("assigned__name")
    )


def lines(cases: Sequence[Case], law: Law | None = None) -> tuple[Line, ...]:
    """Cases, as `light` fetches them, as a list shows them; what is to do now is fetched for all at once."""
    law = law or current()
    now = _now(law, cases)
    return tuple(_line(law, case, now.get(case.pk, ())) for case in cases)


def _filtered(rows: QuerySet[Case], asked: Filters) -> QuerySet[Case]:
    states = [each for name in asked.states for each in (Case.RUNNING if name == "running" else (name,))]
    wanted = {
        "state__in": states,
        "kind__in": asked.kinds,
        "unit": asked.unit,
        "opened_on__gte": asked.since,
        "opened_on__lte": asked.until,
        "outcome_effect": asked.effect,
        "closed_on__lte": asked.closed_until,
        "assigned": asked.mine,
        "due_on__lt": asked.late_on,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.closed_until:
        rows = rows.filter(erased_on__isnull=True)
    if asked.late_on:
        rows = rows.filter(state__in=Case.RUNNING, stopped_since__isnull=True)
    if asked.order == "due":
        rows = rows.filter(due_on__isnull=False, state__in=Case.RUNNING)
    return rows


def _after(rows: QuerySet[Case], order: Order, mark: str) -> QuerySet[Case]:
    day, last = _read_mark(mark, order)
    if order == "newest":
        return rows.filter(_beyond(TupleLessThan, "opened_on", day, last))
    return rows.filter(_beyond(TupleGreaterThan, "due_on", day, last))


def _beyond(lookup: type[Any], column: str, day: date, last: UUID) -> Q:
    """Rows beyond a place, said so that an index walks there at once: `(day, id) < (…)`."""
    return Q(lookup((F(column), F("id")), (day, last)))


def _mark(row: Case, order: Order) -> str:
    day = row.opened_on if order == "newest" else row.due_on
    text = json.dumps([order[0], day.isoformat() if day else "", row.pk.hex])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_mark(mark: str, order: Order) -> tuple[date, UUID]:
    try:
        kind, day, last = json.loads(base64.urlsafe_b64decode(mark[:200] + "=" * (-len(mark) % 4)))
        found = date.fromisoformat(day), UUID(last)
    except (binascii.Error, ValueError, TypeError, AttributeError) as error:
        raise BadCursor from error
    if kind != order[0]:
        raise BadCursor
    return found


def _now(law: Law, cases: Iterable[Case]) -> Mapping[UUID, tuple[Label, ...]]:
    running = {case.pk: case for case in cases if case.running}
    found: dict[UUID, list[Label]] = defaultdict(list)
    tasks = Task.objects.filter(case__in=list(running), done_at__isnull=True).order_by("id")
    for case_id, kind, step in tasks.values_list("case_id", "kind", "step"):
        procedure = law.procedures.get(running[case_id].procedure)
        known = procedure.steps.get(step) if procedure and kind == Task.Kind.STEP else None
        found[case_id].append(known.title if known else Label(step, step))
    return {case_id: tuple(titles) for case_id, titles in found.items()}


def _line(law: Law, case: Any, now: tuple[Label, ...]) -> Line:
    procedure = law.procedures.get(case.procedure)
    erased = case.erased_on is not None
    return Line(
        id=case.pk,
        number=case.number,
        kind=case.kind,
        procedure=procedure.title if procedure else Label(case.procedure, case.procedure),
        title=terms.ERASED.ja if erased else case.title,
        name="" if erased else case.name,
        state=case.state,
        effect=case.outcome_effect,
        unit=Label(case.unit_ja, case.unit_en),
        assigned=case.assigned_name or "",
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        due_on=case.due_on,
        stopped_since=case.stopped_since,
        now=now,
        erased=erased,
    )
