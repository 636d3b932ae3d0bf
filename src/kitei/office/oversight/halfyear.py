"""The half-yearly report (半期報告): April to September, October to March."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from kitei.calendar import fiscal_year
from kitei.office.cases.models import Case, Task
from kitei.office.cases.numbering import KINDS
from kitei.office.oversight.standing import in_order
from kitei.office.people import access
from kitei.office.people.access import Powers


@dataclass(frozen=True, slots=True)
class KindRow:
    """Cases of one kind in the half-year.

    Attributes:
        received, closed: in the period. open, late: on its last day, or on the day of the report if that is earlier.
    """

    kind: str
    received: int
    closed: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class HalfYear:
    """One half-year.

    Attributes:
        first, last: its first and last day, inclusive.
        on: the day as of which open and late cases are counted.
    """

    first: date
    last: date
    on: date
    rows: tuple[KindRow, ...]


def period_of(day: date) -> tuple[date, date]:
    """The half of the fiscal year in which a day falls."""
    year = fiscal_year(day)
    if 4 <= day.month <= 9:
        return date(year, 4, 1), date(year, 9, 30)
    return date(year, 10, 1), date(year + 1, 3, 31)


def half_year(powers: Powers, day: date, on: date) -> HalfYear:
    """The figures of the half-year in which a day falls.

    Args:
        on: the day of the report; nothing later is counted.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    first, last = period_of(day)
    until = min(last, on)
    still = Q(opened_on__lte=until) & (Q(closed_on__isnull=True) | Q(closed_on__gt=until))
    not_done = Task.objects.filter(Q(done_at__isnull=True) | Q(done_at__date__gt=until), case=OuterRef("pk"))
    rows = (
        Case.objects.filter(opened_on__lte=until)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first))
        .annotate(behind=Exists(not_done.filter(due_on__lt=until)))
        .values("kind")
        .annotate(
            received=Count("id", filter=Q(opened_on__gte=first)),
            closed=Count("id", filter=Q(closed_on__gte=first, closed_on__lte=until)),
            open=Count("id", filter=still),
            late=Count("id", filter=still & Q(behind=True)),
        )
    )
    found = {row["kind"]: KindRow(**row) for row in rows}
    return HalfYear(first, last, until, tuple(found[kind] for kind in in_order(found)))


def report_values(figures: HalfYear, *, made_on: date, officer: str, lang: str, summary: str = "") -> dict[str, Any]:
    """What is filled in on `office:half-yearly-report`.

    Args:
        officer: who signs it.
        summary: in the officer's own words; the sums, if there is none.
    """
    incidents = next((row for row in figures.rows if row.kind == "incident"), None)
    values: dict[str, Any] = {
        "date": made_on.isoformat(),
        "period_from": figures.first.isoformat(),
        "period_to": figures.last.isoformat(),
        "summary": summary or _sums(figures, lang),
        "figures": [
            {
                "item": _kind(row.kind, lang),
                "received": str(row.received),
                "closed": str(row.closed),
                "open": str(row.open),
                "late": str(row.late),
            }
            for row in figures.rows
        ]
        or [{"item": "–", "received": "0", "closed": "0", "open": "0", "late": "0"}],
        "officer": officer,
    }
    if incidents is not None:
        said = f"受付{incidents.received}件、完了{incidents.closed}件、継続中{incidents.open}件"
        en = f"{incidents.received} received, {incidents.closed} closed, {incidents.open} open"
        values["incidents"] = said if lang == "ja" else en
    return values


def _sums(figures: HalfYear, lang: str) -> str:
    received = sum(row.received for row in figures.rows)
    closed = sum(row.closed for row in figures.rows)
    left = sum(row.open for row in figures.rows)
    late = sum(row.late for row in figures.rows)
    if lang == "ja":
        return f"受付{received}件、完了{closed}件、継続中{left}件(うち期限超過{late}件)。"
    return f"{received} received, {closed} closed, {left} open, {late} of them overdue."


def _kind(kind: str, lang: str) -> str:
    known = KINDS.get(kind)
    return kind if known is None else known.ja if lang == "ja" else known.en
