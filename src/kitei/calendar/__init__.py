"""Days as Japanese law writes and counts them. The only place that knows how days are counted.

- `writing`: a day as text, Western or wareki, read and written; the fiscal year.
- `closed`: public holidays and the days on which the authorities are closed.
- `counting`: the two counters, `ppc` (reports to the Commission) and `civil` (the Civil Code).

All functions are pure: which day it is today is for the door to say, never for this package.
"""

from kitei.calendar.closed import HolidaysUnknown, is_closed, is_holiday, next_open
from kitei.calendar.counting import Due, NoSuchPeriod, civil_end, ppc_due
from kitei.calendar.day_error import BeyondCalendar, DayError
from kitei.calendar.writing import NoSuchDay, NotADay, NotInEra, fiscal_year, parse_day, wareki

__all__ = [
    "BeyondCalendar",
    "DayError",
    "Due",
    "HolidaysUnknown",
    "NoSuchDay",
    "NoSuchPeriod",
    "NotADay",
    "NotInEra",
    "civil_end",
    "fiscal_year",
    "is_closed",
    "is_holiday",
    "next_open",
    "parse_day",
    "ppc_due",
    "wareki",
]
