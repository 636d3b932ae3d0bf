"""What every error of the calendar has in common."""

from __future__ import annotations

from datetime import MAXYEAR, date


class DayError(ValueError):
    """A day that cannot be read or counted.

    The tree::

        DayError
        ├─ NotADay          the text has no form in which days are written
        ├─ NoSuchDay        the form is right, the calendar has no such day
        ├─ NotInEra         the day exists, but not under that era name
        ├─ NoSuchPeriod     a period that cannot be counted
        ├─ HolidaysUnknown  a year whose holidays are not known
        └─ BeyondCalendar   a count that leaves the calendar

    Attributes:
        ja: what is wrong and what was expected, one sentence for the person who wrote it, in Japanese.
        en: the same in English; also the exception's own text.
    """

    def __init__(self, *, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja = ja
        self.en = en


class BeyondCalendar(DayError):
    """A count that runs past the last year that dates can have; 9999-12-31 often stands for "no end"."""

    def __init__(self, start: date) -> None:
        super().__init__(
            ja=f"`{start}` から期間を数えると、暦の終わり({MAXYEAR}年)を超えます",
            en=f"`{start}`: a period from this day runs past the end of the calendar, the year {MAXYEAR}",
        )
