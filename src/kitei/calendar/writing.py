"""A day as text: Western and wareki dates, read and written.

Read: ``2026-05-11``, ``2026/5/11``, ``2026.5.11``, ``2026年5月11日``, ``令和8年5月11日``, ``令和元年5月1日``,
``R8.5.11``, ``令和八年五月十一日``; in full-width or half-width characters, with blanks between the parts.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date

from kitei.calendar.day_error import DayError

_ECHO = 40  # characters of the user's text that a message repeats


class NotADay(DayError):
    """The text has none of the forms in which days are written."""

    def __init__(self, text: str) -> None:
        super().__init__(
            ja=f"{_quoted(text)} は日付として読めません。2026-05-11 や 令和8年5月11日 のように書いてください",
            en=f"{_quoted(text)} is not a day; expected a day such as 2026-05-11 or 令和8年5月11日",
        )


class NoSuchDay(DayError):
    """The form is right, but the calendar has no such day, such as 30 February."""

    def __init__(self, text: str, *, ja: str, en: str) -> None:
        super().__init__(ja=f"{_quoted(text)} という日はありません。{ja}", en=f"{_quoted(text)}: no such day, {en}")


class NotInEra(NoSuchDay):
    """The day exists, but not in the era named: 平成32年, 令和元年4月1日."""


@dataclass(frozen=True, slots=True)
class _Era:
    """An era name (元号) and the days that may carry it, both ends inclusive."""

    name: str
    letter: str
    first: date
    last: date

    def western(self, year: int) -> int:
        """The Western year of a year of the era; year 1 is the year in which the era began."""
        return self._before + year

    def year_of(self, day: date) -> int:
        """The year of the era in which a day falls, 1 for 元年."""
        return day.year - self._before

    @property
    def _before(self) -> int:
        # Meiji alone is not read from its year 1 on: its first days were counted by the old lunar calendar.
        return 1867 if self.letter == "M" else self.first.year - 1


# INVARIANT: newest first. 1912-07-30 and 1926-12-25 carry two names; documents of those days show both.
# Source: 元号法 and the orders naming each era; Japan counts by the Gregorian calendar since 1873-01-01 (明治6年).
_ERAS = (
    _Era("令和", "R", date(2019, 5, 1), date.max),
    _Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    _Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    _Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    _Era("明治", "M", date(1873, 1, 1), date(1912, 7, 30)),
)
_ERA_BY_SIGN = {sign: era for era in _ERAS for sign in (era.name, era.letter)}

_KANJI = {sign: digit for digit, sign in enumerate("一二三四五六七八九", 1)}
_TENS = {"": 1, **_KANJI}  # 十 alone is ten
_ONES = {"": 0, **_KANJI}
_COUNT = "[0-9]{1,2}|[一二三四五六七八九十]{1,4}"
_KANJI_SIGNS = rf"年\s*(?P<month>{_COUNT})\s*月\s*(?P<day>{_COUNT})\s*日"
_PLAIN_SIGNS = r"\s*(?P<sign>[-/.])\s*(?P<month>[0-9]{1,2})\s*(?P=sign)\s*(?P<day>[0-9]{1,2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>[0-9]{{4}}){_PLAIN_SIGNS}",
        rf"(?P<year>[0-9]{{4}})\s*{_KANJI_SIGNS}",
        rf"(?P<era>令和|平成|昭和|大正|明治)\s*(?P<year>元|[0-9]{{3,4}}|{_COUNT})\s*{_KANJI_SIGNS}",
        rf"(?P<era>[RHSTMrhstm])\s*(?P<year>[0-9]{{1,4}}){_PLAIN_SIGNS}",
    )
)


def parse_day(text: str) -> date:
    """Read a day as a person writes it; never guess.

    Raises:
        NotADay: the text has no form in which days are written (a two-digit Western year has none either).
        NoSuchDay: the calendar has no such day: 令和元年2月30日, 2026-13-01.
        NotInEra: the era named does not have the day: 平成32年5月1日; the message names the right year.
    """
    # NFKC turns full-width digits into plain ones, and the one-character era signs (㋿, ㍻) into two characters.
    plain = unicodedata.normalize("NFKC", text).strip()
    match = next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None)
    if match is None:
        raise NotADay(text)
    parts = match.groupdict()
    era = _ERA_BY_SIGN[parts["era"].upper()] if "era" in parts else None
    year, month, day = (_number(parts[name]) for name in ("year", "month", "day"))
    if year < 1:
        raise NoSuchDay(text, ja="年は1(元年)から数えます", en="years are counted from 1 (元年)")
    found = _day(text, era.western(year) if era else year, month, day)
    if era:
        _require_in_era(text, era, found)
    return found


def wareki(day: date) -> str:
    """Write a day by its era: 令和8年5月11日, 令和元年5月1日.

    Raises:
        NotInEra: the day is before 1873, when Japan counted by another calendar.
    """
    era = _era_of(day)
    if era is None:
        first = _ERAS[-1].first
        raise NotInEra(day.isoformat(), ja=f"和暦は {first} からです", en=f"wareki dates are known from {first} on")
    year = era.year_of(day)
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def fiscal_year(day: date) -> int:
    """The fiscal year (年度) of a day: the Western year in which its April falls, 2026 for 2027-03-31."""
    return day.year if day.month >= 4 else day.year - 1


def _day(text: str, year: int, month: int, day: int) -> date:
    if year > MAXYEAR:
        raise NoSuchDay(text, ja=f"暦は{MAXYEAR}年までです", en=f"the calendar ends with the year {MAXYEAR}")
    if not 1 <= month <= 12:
        raise NoSuchDay(text, ja="月は1から12までです", en="months run from 1 to 12")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NoSuchDay(text, ja=f"{year}年{month}月は{days}日までです", en=f"{year}-{month:02} has {days} days")
    return date(year, month, day)


def _require_in_era(text: str, era: _Era, day: date) -> None:
    if era.first <= day <= era.last:
        return
    if day < era.first:
        ja, en = f"{era.name}は {era.first} からです", f"{era.name} begins on {era.first}"
    else:
        ja, en = f"{era.name}は {era.last} までです", f"{era.name} ended on {era.last}"
    if _era_of(day):
        ja, en = f"{ja}。その日は{wareki(day)}です", f"{en}; that day is {wareki(day)}"
    raise NotInEra(text, ja=ja, en=en)


def _era_of(day: date) -> _Era | None:
    return next((era for era in _ERAS if era.first <= day), None)


def _number(written: str) -> int:
    """Read ``11``, ``元`` or a kanji number below 100, ``十一``; 0 for one that is not well formed, ``十十``."""
    if written.isdigit():
        return int(written)
    if written == "元":
        return 1
    tens, ten, ones = written.rpartition("十")
    try:
        return (10 * _TENS[tens] if ten else 0) + _ONES[ones]
    except KeyError:
        return 0


def _quoted(text: str) -> str:
    # The message is one line on a terminal, whatever was typed: line ends and control characters become a mark.
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:_ECHO])
    return f"`{shown}`" if len(text) <= _ECHO else f"`{shown}…`"
