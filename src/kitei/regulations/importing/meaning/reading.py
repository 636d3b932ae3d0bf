"""Tokens of legal references: articles, paragraphs, items, relative words, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from kitei.regulations.importing.wording.folding import fold
from kitei.regulations.importing.wording.numerals import number_of

_N = r"(?:[0-9]{1,4}|[一二三四五六七八九十百千〇]{1,8})"
_PATTERN = rf"""
  (?P<rel>前各|前|次|同|本|この|当該)(?P<reln>{_N})?(?P<relunit>条|項|号|章|節)(?:の{_N}(?=第))?
 |(?P<supp>附則)(?=第{_N}[条項])
 |(?P<app>別表|別記様式|別紙様式|様式|別紙|別添|別記)第?(?P<appn>{_N})(?:号|(?![0-9条項]))(?:様式)?(?P<more>(?:(?:[・、,]|及び|又は|から)第?{_N}号?(?![0-9条項章節者回年月日]))*)
 |(?P<lone>別表|別記様式|別紙様式|様式|別紙|別添|別記)(?=の|に|を|に|と|、|。|\)|によ)
 |第(?P<nstyle>{_N})号様式
 |第(?P<n>{_N})(?P<unit>条|項|号|章|節)(?P<branch>(?:の{_N}(?!年|月|日|名|人|分|つ))*)
 |(?P<nol>{_N})(?P<nolunit>項|号|条)(?!目)
 |(?P<each>各[号項])
 |(?P<sub>(?<=号)(?:[ア-ン①-⑳]|\([ア-ンa-z0-9]{{1,2}}\))+(?=に|の|か|及|又|若|、|を|ま|と|\)|。|$))
"""
_SUB = re.compile(r"[ア-ン①-⑳]|[a-z0-9]{1,2}")
_TAIL = re.compile(r"(?:本文|ただし書き?|但書|前段|後段|柱書)")
_JOINT = re.compile(
    r"(?:、|及び|又は|若しくは|並びに|または|および|もしくは|ならびに|から|まで|・|,|~|-|と|並びに附則)+"
)


class Level(IntEnum):
    """How deep a token points."""

    OTHER = 0
    ARTICLE = 1
    PARAGRAPH = 2
    ITEM = 3
    SUBITEM = 4


_UNITS = {"条": Level.ARTICLE, "項": Level.PARAGRAPH, "号": Level.ITEM}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a reference.

    Attributes:
        start, end: its place in the compact text.
        level: what it points at.
        relative: 前, 次, 同, 本, 前各, or empty.
        number: its number as id piece (`18-2`), or the count in 前2項.
        each: 各号, 各項.
        other: for what is no article: `supp`, `table`, `form`, `annex`, `ch`, `s`.
    """

    start: int
    end: int
    level: Level
    relative: str = ""
    number: str = ""
    each: bool = False
    other: str = ""
    more: tuple[str, ...] = ()  # 別表第1・第2: the numbers after the first
    bare: bool = False  # 3項 without 第: counts only after another reference


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(_PATTERN, re.VERBOSE)


def compact(text: str) -> tuple[str, list[int] | None]:
    """The folded text without spaces, and where each character stands in the printed text."""
    folded = fold(text)
    if " " not in folded:
        return folded, None
    places = [place for place, sign in enumerate(folded) if sign != " "]
    return "".join(folded[place] for place in places), places


def tokens(text: str) -> list[Token]:
    """Every word of a reference in a compact text, in order."""
    found = []
    for match in _tokens().finditer(text):
        token = _token(match)
        if token is not None:
            found.append(token)
    return found


def _token(match: re.Match[str]) -> Token | None:
    start, end = match.span()
    groups = match.groupdict()
    if groups["rel"]:
        return _relative(start, end, groups)
    if groups["supp"]:
        return Token(start, end, Level.OTHER, other="supp")
    if groups["lone"]:
        return Token(start, end, Level.OTHER, other=_appendix(groups["lone"]))
    if groups["app"] or groups["nstyle"]:
        other = _appendix(groups["app"] or "様式")
        more = tuple(str(number_of(each)) for each in re.findall(_N, groups["more"] or ""))
        return Token(
            start,
            end,
            Level.OTHER,
            number=str(number_of(groups["appn"] or groups["nstyle"] or "")),
            other=other,
            more=more,
        )
    if groups["each"]:
        return Token(start, end, Level.ITEM if groups["each"].endswith("号") else Level.PARAGRAPH, each=True)
    if groups["sub"]:
        return Token(start, end, Level.SUBITEM, number=")(".join(_SUB.findall(groups["sub"])))
    number, unit = groups["n"] or groups["nol"], groups["unit"] or groups["nolunit"]
    if unit in {"章", "節"}:
        return Token(start, end, Level.OTHER, number=str(number_of(number or "")), other="ch" if unit == "章" else "s")
    pieces = [str(number_of(part)) for part in (groups["branch"] or "").split("の") if part]
    return Token(
        start,
        end,
        _UNITS[unit or "条"],
        number="-".join([str(number_of(number or "")), *pieces]),
        bare=bool(groups["nol"]),
    )


def _appendix(name: str) -> str:
    return "table" if name == "別表" else "form" if "様式" in name else "annex"


def _relative(start: int, end: int, groups: dict[str, str | None]) -> Token | None:
    unit = groups["relunit"] or ""
    word = groups["rel"] or ""
    if unit in {"章", "節"}:
        return Token(start, end, Level.OTHER, word, other="ch" if unit == "章" else "s")
    count = str(number_of(groups["reln"])) if groups["reln"] else ""
    word = "本" if word in {"この", "当該"} else word
    if word != "前" and count:
        return None
    return Token(start, end, _UNITS[unit], word, count)


def tail_end(text: str, end: int) -> int:
    """Where 本文, ただし書, 前段 or 後段 after a reference ends."""
    found = _TAIL.match(text, end)
    return found.end() if found else end


def joint(text: str, start: int, end: int) -> str | None:
    """What joins two references, if nothing but a joint stands between them."""
    between = text[start:end]
    if not between:
        return ""
    bare = re.sub(r"\([^()]*\)", "", between)
    return bare if not bare or _JOINT.fullmatch(bare) else None
