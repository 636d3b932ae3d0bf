"""The two ways in which periods are counted, and no third.

``ppc``: reports to the Personal Information Protection Commission. The day of knowing is day 1 and every
calendar day counts. ``civil``: everything else. The first day does not count unless the text says 起算して;
months and years go by the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from kitei.calendar.closed import next_open
from kitei.calendar.day_error import BeyondCalendar, DayError


class NoSuchPeriod(DayError):
    """A period that cannot be counted: empty, negative, or in days and months at once."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term; both days are inclusive."""

    raw: date  # the last day as counted
    due: date  # the last day on which it can be done, moved off closed days where the rule moves


def ppc_due(known_on: date, nth_day: int, *, moves: bool) -> Due:
    """The due day of a report to the Commission: the ``nth_day`` day, the day of knowing being day 1.

    Args:
        known_on: the day on which any unit of the institution came to know.
        nth_day: 1 or more; 30 or 60 for the final report, 5 for the preliminary one.
        moves: whether a last day on a closed day becomes the next open day. The preliminary
            report's does not: its 5 days are a guideline's yardstick for 速やかに.

    Raises:
        NoSuchPeriod: ``nth_day`` is below 1.
        HolidaysUnknown: the term moves and its end falls outside the years whose holidays are known.
        BeyondCalendar: the term leaves the calendar.

    Source: APPI Rules art. 8(1) and (2); guideline 3-5-3-3 and 3-5-3-4; 行政機関の休日に関する法律 art. 2.
    """
    if nth_day < 1:
        raise NoSuchPeriod(
            ja=f"期間の `{nth_day}` 日目はありません。知った日が1日目です",
            en=f"a term has no day `{nth_day}`; the day of knowing is day 1",
        )
    raw = _plus(known_on, nth_day - 1)
    return Due(raw=raw, due=next_open(raw) if moves else raw)


def civil_end(start: date, *, days: int = 0, months: int = 0, years: int = 0, include_first: bool = False) -> date:
    """The last day, inclusive, of a period counted by the Civil Code. It does not move off closed days.

    Args:
        start: the day of the event from which the period runs.
        days: the length in days; or
        months: in months, and
        years: in years, which go by the calendar.
        include_first: the text says 起算して, so ``start`` itself counts.

    Raises:
        NoSuchPeriod: the length is zero or negative, or mixes days with months or years.
        BeyondCalendar: the count leaves the calendar.

    Source: Civil Code art. 140 (the first day does not count), 141 (it ends with the end of the last day),
    143 (it ends on the day before the corresponding day, or at the end of the last month if there is none).

    Not modelled: art. 142, under which a last day may move where business is customarily not done on it.
    """
    _require_countable(days, months + 12 * years)
    if days:
        return _plus(start, days - 1 if include_first else days)
    first = start if include_first else _plus(start, 1)
    year, month = divmod(12 * first.year + first.month - 1 + months + 12 * years, 12)
    if year > MAXYEAR:
        raise BeyondCalendar(start)
    last_of_month = monthrange(year, month + 1)[1]
    if first.day > last_of_month:  # no corresponding day
        return date(year, month + 1, last_of_month)
    return date(year, month + 1, first.day) - timedelta(days=1)


def _require_countable(days: int, months: int) -> None:
    if days and months:
        raise NoSuchPeriod(
            ja="期間は、日数か、月数・年数のどちらか一方で数えます",
            en="a period is counted in days, or in months and years, not in both",
        )
    if days + months < 1:
        raise NoSuchPeriod(
            ja=f"長さ `{days + months}` の期間は数えられません。1以上で指定してください",
            en=f"a period of `{days + months}` cannot be counted; expected 1 or more",
        )


def _plus(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise BeyondCalendar(day) from error
