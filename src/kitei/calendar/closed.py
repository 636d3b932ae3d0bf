"""Public holidays, and the days on which the authorities are closed.

Source: 国民の祝日に関する法律 (holidays, substitute holidays, days between two holidays);
行政機関の休日に関する法律 art. 1 (Saturdays, Sundays, holidays, 29 December to 3 January).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from jpholiday import JPHoliday

from kitei.calendar.day_error import DayError

# Saturdays are all closed only since May 1992; the formula of the equinoxes is trusted until 2099.
FIRST_YEAR = 1993
LAST_YEAR = 2099

_SATURDAY = 5
_book = JPHoliday()  # our own: nobody else's holidays are registered in it


class HolidaysUnknown(DayError):
    """A year whose holidays are not known: an answer would be a guess."""

    def __init__(self, day: date) -> None:
        super().__init__(
            ja=f"`{day}` の年の祝日は分かりません。分かるのは{FIRST_YEAR}年から{LAST_YEAR}年までです",
            en=f"`{day}`: holidays are known from {FIRST_YEAR} to {LAST_YEAR} only",
        )


@cache  # at most one entry a day of the known years
def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday (国民の祝日・休日).

    Not modelled: holidays that a later Act may move; the equinoxes of coming years are
    announced each February for the year after and have never differed from the formula.

    Raises:
        HolidaysUnknown: the year is before 1993 or after 2099.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise HolidaysUnknown(day)
    return _book.is_holiday(day)


def is_closed(day: date) -> bool:
    """Whether the authorities are closed: Saturday, Sunday, holiday, or 29 December to 3 January.

    Raises:
        HolidaysUnknown: the year is before 1993 or after 2099.

    Source: 行政機関の休日に関する法律 art. 1(1).
    """
    holiday = is_holiday(day)  # asked first, so that a day of an unknown year is refused whatever its weekday
    return holiday or day.weekday() >= _SATURDAY or _in_year_end(day)


def next_open(day: date) -> date:
    """The first day on or after ``day`` on which the authorities are open.

    Raises:
        HolidaysUnknown: the search leaves the years 1993 to 2099.

    Source: 行政機関の休日に関する法律 art. 2.
    """
    while is_closed(day):
        day += timedelta(days=1)
    return day


def _in_year_end(day: date) -> bool:
    return (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
