"""Days found in running text, in any of the ways in which a Japanese document writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kitei.calendar import DayError, parse_day
from kitei.regulations.importing.wording.folding import fold
from kitei.regulations.importing.wording.numerals import number_of

_NUMBER = r"(?:[0-9][0-9 ]{0,4}|[〇一二三四五六七八九十元][〇一二三四五六七八九十 ]{0,5}|元)"
_ERA = r"(?:明\s*治|大\s*正|昭\s*和|平\s*成|令\s*和|[MTSHR](?=[0-9]))"
_WESTERN = r"(?:[12][0-9 ]{3,6}|[一二][〇一二三四五六七八九]{3})"
DAY = re.compile(
    rf"(?:{_ERA}\s*{_NUMBER}\s*[年.]|(?:西暦\s*)?{_WESTERN}[年./-])\s*{_NUMBER}\s*[月./-]\s*{_NUMBER}\s*日?"
)
_KANJI = re.compile("[〇一二三四五六七八九十]+")


def days_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Each day named in the text with the place where it begins and ends; impossible days are passed over."""
    folded = fold(text)
    for found in DAY.finditer(folded):
        day = _day(found.group())
        if day is not None:
            yield found.start(), found.end(), day


def first_day(text: str) -> date | None:
    """The first day named in the text, if any."""
    return next((day for _, _, day in days_in(text)), None)


def _day(written: str) -> date | None:
    compact = _KANJI.sub(lambda found: str(number_of(found[0])), written.replace(" ", "").removeprefix("西暦"))
    try:
        return parse_day(compact)
    except DayError:
        return None
