"""Every case as a row, for a spreadsheet: numbers, days and outcomes; no name, no content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kitei.office.cases.models import Case
from kitei.office.people import access
from kitei.office.people.access import Powers

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case without anything personal.

    Attributes:
        unit: the code of the unit in charge. effect: granted, partly, refused; empty while undecided.
    """

    number: str
    kind: str
    procedure: str
    unit: str
    state: str
    effect: str
    origin: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    stopped_days: int


def case_rows(powers: Powers, since: date, until: date) -> Iterator[CaseRow]:
    """Cases opened in a period, oldest first, in flat memory.

    Args:
        since, until: both inclusive.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    columns = (
        "number", "kind", "procedure", "unit__code", "state", "outcome_effect", "origin",
        "opened_on", "due_on", "closed_on", "stopped_days",
    )  # fmt: skip
    found = Case.objects.filter(opened_on__gte=since, opened_on__lte=until).order_by("opened_on", "id")
    return (CaseRow(*row) for row in found.values_list(*columns).iterator(chunk_size=_CHUNK))
