"""Word's own numbering: 第１条 or (1) that stands in no text, only in the paragraph's list settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kitei.regulations.importing.wording.numerals import kanji_of

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PLACE = re.compile(r"%([1-9])")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written


def _sign(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)] if number > 0 else ""


def _written(form: str, number: int) -> str:
    """A number in one of Word's formats; unknown formats are written plainly."""
    if form in {"bullet", "none"}:
        return ""
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(number).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    if form.startswith("decimalEnclosed"):
        return f"({number})" if "Paren" in form else _sign(_CIRCLED, number)
    if form.startswith(("japanese", "ideographDigital", "ideographTraditional", "chinese", "taiwanese")):
        return kanji_of(number)
    signs = {
        "aiueo": _AIUEO,
        "iroha": _IROHA,
        "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
        "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    }
    if form.removesuffix("FullWidth") in signs:
        return _sign(signs[form.removesuffix("FullWidth")], number)
    if form.endswith("Roman"):
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    return str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


def _value(element: _Element | None, default: str) -> str:
    return default if element is None else element.get(f"{W}val") or default


def _level(element: _Element) -> _Level:
    start = _value(element.find(f"{W}start"), "1")
    return _Level(
        _value(element.find(f"{W}numFmt"), "decimal"),
        _value(element.find(f"{W}lvlText"), ""),
        int(start) if start.isdigit() else 1,
    )


@dataclass(slots=True)
class Numbering:
    """The lists of a Word document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """From the parts `numbering.xml` and `styles.xml`."""
        made = cls()
        if numbering is None:
            return made
        for abstract in numbering.iter(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId") or ""
            for level in abstract.findall(f"{W}lvl"):
                made.levels[name, int(level.get(f"{W}ilvl") or 0)] = _level(level)
        for number in numbering.findall(f"{W}num"):
            made.lists[number.get(f"{W}numId") or ""] = _value(number.find(f"{W}abstractNumId"), "")
        for style in styles.findall(f"{W}style") if styles is not None else ():
            found = _settings(style.find(f"{W}pPr"))
            if found is not None:
                made.styles[style.get(f"{W}styleId") or ""] = found
        return made

    def label(self, properties: _Element | None) -> str:
        """The number that Word prints before a paragraph with these properties, counting on; empty if none."""
        style = _value(properties.find(f"{W}pStyle") if properties is not None else None, "")
        found = _settings(properties) or self.styles.get(style)
        if found is None or found[0] not in self.lists:
            return ""
        abstract, depth = self.lists[found[0]], found[1]
        level = self.levels.get((abstract, depth))
        if level is None:
            return ""
        self._counts[abstract, depth] = self._counts.get((abstract, depth), level.start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > depth]:
            del self._counts[deeper]
        return (
            _PLACE.sub(lambda place: self._part(abstract, int(place[1]) - 1), level.text)
            if level.form != "bullet"
            else ""
        )

    def _part(self, abstract: str, depth: int) -> str:
        level = self.levels.get((abstract, depth))
        return _written(level.form, self._counts.get((abstract, depth), level.start)) if level else ""


def _settings(properties: _Element | None) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    depth = _value(found.find(f"{W}ilvl"), "0")
    return _value(found.find(f"{W}numId"), ""), int(depth) if depth.isdigit() else 0
