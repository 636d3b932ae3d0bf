"""What is open on a day: by kind and age, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from kitei.office.cases.models import Case
from kitei.office.cases.numbering import KINDS
from kitei.office.people import access
from kitei.office.people.access import Powers

AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 14), (15, 30), (31, 90), (91, None))
"""Ages of open cases in days since they were opened, both ends inclusive; the last has no end."""
SOON = 7
"""Days ahead within which a due day counts as near."""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """Open cases of one kind.

    Attributes:
        counts: by age, in the order of `AGES`.
        oldest: the day on which the oldest was opened.
    """

    kind: str
    counts: tuple[int, ...]
    oldest: date

    @property
    def total(self) -> int:
        """How many are open."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class LateRow:
    """Open cases of one kind, by their due day.

    Attributes:
        late: past it. soon: due today or within a week. later: due after that. without: no day is counted.
        stopped: the clock stands still. worst: how many days the latest is late.
    """

    kind: str
    late: int
    soon: int
    later: int
    without: int
    stopped: int
    worst: int


def open_by_age(powers: Powers, on: date) -> tuple[AgeRow, ...]:
    """Open cases by kind and age.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    aged = {f"age{place}": Count("id", filter=_aged(on, *age)) for place, age in enumerate(AGES)}
    rows = _running(on).values_list("kind").annotate(oldest=Min("opened_on"), **aged)
    found = {kind: AgeRow(kind, tuple(counts), oldest) for kind, oldest, *counts in rows}
    return tuple(found[kind] for kind in in_order(found))


def lateness(powers: Powers, on: date) -> tuple[LateRow, ...]:
    """Open cases by kind and how far off their due day is.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    soon = on + timedelta(days=SOON)
    rows = (
        _running(on)
        .values("kind")
        .annotate(
            late=Count("id", filter=Q(due_on__lt=on)),
            soon=Count("id", filter=Q(due_on__gte=on, due_on__lte=soon)),
            later=Count("id", filter=Q(due_on__gt=soon)),
            without=Count("id", filter=Q(due_on__isnull=True)),
            stopped=Count("id", filter=Q(stopped_since__isnull=False)),
            first=Min("due_on"),
        )
    )
    found = {
        row["kind"]: LateRow(
            kind=row["kind"],
            late=row["late"],
            soon=row["soon"],
            later=row["later"],
            without=row["without"],
            stopped=row["stopped"],
            worst=max((on - row["first"]).days, 0) if row["first"] is not None else 0,
        )
        for row in rows
    }
    return tuple(found[kind] for kind in in_order(found))


def last_opened(powers: Powers) -> date | None:
    """The day on which a case was last opened.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    found: date | None = Case.objects.aggregate(last=Max("opened_on"))["last"]
    return found


def in_order(kinds: Mapping[str, object] | Iterable[str]) -> list[str]:
    """Kinds in the order in which the office numbers them; others after them, by name."""
    known = list(KINDS)
    return sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), kind))


def _running(on: date) -> QuerySet[Case]:
    return Case.objects.filter(state__in=Case.RUNNING, opened_on__lte=on)


def _aged(on: date, youngest: int, oldest: int | None) -> Q:
    found = Q(opened_on__lte=on - timedelta(days=youngest))
    return found if oldest is None else found & Q(opened_on__gte=on - timedelta(days=oldest))
