"""A month as weeks of days, with what falls due on each."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kitei.calendar import HolidaysUnknown, is_closed, wareki
from kitei.office.cases.queries import Due
from kitei.web.look.words import say, t

WEEK = calendar.Calendar(firstweekday=calendar.SUNDAY)


@dataclass(frozen=True, slots=True)
class DueTask:
    """Something that falls due.

    Attributes:
        key: stays the same when the day moves.
        number: of the case. title: what is to do. unit: whose it is.
        moves: the clock stands still, so the day will move.
    """

    key: str
    day: date
    number: str
    title: str
    unit: str
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the page.

    Attributes:
        inside: it belongs to the month; the days around it fill up the weeks.
        closed: the authorities are closed.
    """

    day: date
    inside: bool
    closed: bool
    due: tuple[DueTask, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One month, with its neighbours."""

    first: date
    title: str
    weeks: tuple[tuple[Day, ...], ...]
    before: date
    after: date

    @property
    def empty(self) -> bool:
        """Whether nothing falls due in the month itself."""
        return not any(day.due for week in self.weeks for day in week if day.inside)


def tasks(found: Iterable[Due]) -> tuple[DueTask, ...]:
    """What is due, in the language of the page."""
    return tuple(
        DueTask(str(each.task), each.on, each.number, say(each.says), say(each.unit), each.moves) for each in found
    )


def late(due: Iterable[DueTask], today: date) -> int:
    """How many of them are late."""
    return sum(each.day < today and not each.moves for each in due)


def span(first: date) -> tuple[date, date]:
    """The first and the last day that the page of a month shows."""
    days = list(WEEK.itermonthdates(first.year, first.month))
    return days[0], days[-1]


def month(first: date, due: Iterable[DueTask]) -> Month:
    """A month with what falls due."""
    by_day: dict[date, list[DueTask]] = {}
    for each in due:
        by_day.setdefault(each.day, []).append(each)
    weeks = tuple(
        tuple(_day(day, first, by_day) for day in week) for week in WEEK.monthdatescalendar(first.year, first.month)
    )
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    era = wareki(first).partition("年")[0]
    return Month(
        first,
        t(
            f"{era}年{first.month}月（{first.year}-{first.month:02}）",
            f"{calendar.month_name[first.month]} {first.year}",
        ),
        weeks,
        before=(first - timedelta(days=1)).replace(day=1),
        after=last + timedelta(days=1),
    )


def _day(day: date, first: date, by_day: Mapping[date, list[DueTask]]) -> Day:
    return Day(day, day.month == first.month, _closed(day), tuple(by_day.get(day, ())))


def _closed(day: date) -> bool:
    try:
        return is_closed(day)
    except HolidaysUnknown:
        return day.weekday() >= calendar.SATURDAY
