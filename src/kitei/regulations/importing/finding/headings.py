"""Headings of articles and larger divisions: which lines could be one, and how much each looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.model import Line
from kitei.regulations.importing.wording.joining import runs_on
from kitei.regulations.importing.wording.numerals import number_of

Key = tuple[int, ...]
_BRANCH = re.compile(r" ?の ?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![0-9一二三四五六七八九十]*[年月日名人つ])")
_DIVISION_BRANCH = r"(?: ?の ?(?P<b>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?= |$))?"
_RANGE = re.compile(r" ?(?P<joint>から|及び|~|-|、|・|―|ないし|乃至) ?第")
_QUOTATION = re.compile(
    r"第 ?[0-9一二三四五六七八九十]+ ?[項号](?!の規定により)|の規定|に規定|に定める|に掲げる|"
    r"(?:から|及び|又は|並びに)第"
)
_UPTO = re.compile(r" ?ま ?で")
_SHORT = 45  # the longest title of a chapter

ALONE, SPACED, TIGHT, QUOTED = 8.0, 5.0, 2.0, -9.0
MID_SENTENCE = -6.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may begin an article.

    Attributes:
        at: index of the line among the blocks.
        key: (18,) for 第18条, (18, 2) for 第18条の2.
        until: the last article where a range is deleted (第3条から第5条まで 削除), else the key itself.
        label: as printed.
        before: a caption printed in front of the number on the same line.
        body: where what follows the number begins.
        weight: how much it looks like a heading; below zero like a quotation.
    """

    at: int
    key: Key
    until: Key
    label: str
    before: str
    body: int
    weight: float


@cache
def _number() -> str:
    return str(table("headings")["number"])


@cache
def _article() -> re.Pattern[str]:
    caption = r"(?P<caption>[(\[【<][^()\[\]【】<>]{1,40}[)\]】>] ?)?"
    return re.compile(rf"(?:[-*・#]+ ?)?{caption}第 ?(?P<n>{_number()}) ?条")


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(table("headings")["reference_after"])


@cache
def _body() -> re.Pattern[str]:
    return re.compile(table("headings")["body_after"])


def article(line: Line, at: int, before: str) -> Heading | None:
    """The article that the line may begin.

    Args:
        line: the line.
        at: its index.
        before: the folded text of the line above, empty if there is none or a gap stands between.
    """
    found = _article().match(line.folded)
    number = number_of(found["n"]) if found else None
    if found is None or number is None:
        return None
    key, end = _with_branches((number,), line.folded, found.end())
    until, end = _until(key, line.folded, end)
    weight = _weight(line.folded, end)
    if weight > QUOTED and before and runs_on(before):
        weight += MID_SENTENCE
    caption = found["caption"] or ""
    start = found.start("n") - 1
    while line.folded[start] != "第":
        start -= 1
    return Heading(
        at=at,
        key=key,
        until=until,
        label=line.text[start:end].strip(),
        before=line.text[found.start("caption") : found.end("caption")].strip() if caption else "",
        body=end + len(line.folded[end:]) - len(line.folded[end:].lstrip(" :・")),
        weight=weight,
    )


def _with_branches(key: Key, folded: str, end: int) -> tuple[Key, int]:
    while branch := _BRANCH.match(folded, end):
        number = number_of(branch[1])
        if number is None:
            break
        key, end = (*key, number), branch.end()
    return key, end


def _until(key: Key, folded: str, end: int) -> tuple[Key, int]:
    """The end of a range of deleted articles: 第3条から第5条まで 削除, 第3条及び第4条 削除."""
    joint = _RANGE.match(folded, end)
    if joint is None or not folded.rstrip("。 ])").endswith(("削除", "削 除")):
        return key, end
    other = _article().match(folded, joint.end() - 1)
    number = number_of(other["n"]) if other else None
    if other is None or number is None:
        return key, end
    until, last = _with_branches((number,), folded, other.end())
    upto = _UPTO.match(folded, last)
    if upto:
        last = upto.end()
    return until, last


def _weight(folded: str, end: int) -> float:
    rest = folded[end:]
    if not rest.strip():
        return ALONE
    if rest.lstrip().startswith(("削除", "削 除", "[削", "(削")):
        return SPACED
    if rest[0] in "([【<":
        return _after_bracket(rest)
    if rest[0] in " :・":
        return QUOTED if _quotation(rest.lstrip(" :・")) else SPACED
    if _reference().match(rest) and not _body().match(rest):
        return QUOTED
    return TIGHT


def _after_bracket(rest: str) -> float:
    """A caption after the number is followed by a space, the body or nothing; a remark by a particle."""
    close = {"(": ")", "[": "]", "【": "】", "<": ">"}[rest[0]]
    end = rest.find(close)
    if end < 0:
        return TIGHT
    tail = rest[end + 1 :]
    return QUOTED if tail[:1] not in {"", " "} and _reference().match(tail) and not _body().match(tail) else SPACED


def _quotation(rest: str) -> bool:
    """After a space hardly anything is a quotation: only 第2項 …, の規定 … and the like."""
    return bool(_QUOTATION.match(rest))


@dataclass(frozen=True, slots=True)
class Division:
    """A chapter or the like: its level (0 = 編), number, printed label and title."""

    at: int
    level: int
    kind: str
    number: int
    branch: int
    label: str
    title: str


@cache
def _divisions() -> tuple[tuple[re.Pattern[str], int, str], ...]:
    return tuple(
        (
            re.compile(rf"(?:[-*#]+ ?)?第 ?(?P<n>{_number()}) ?{row['sign']}{_DIVISION_BRANCH}(?P<t>.*)$"),
            level,
            row["kind"],
        )
        for level, row in enumerate(table("headings")["levels"])
    )


def division(line: Line, at: int) -> Division | None:
    """The part, chapter or section that the line may begin."""
    if "第" not in line.folded[:6] or len(line.folded) > _SHORT + 12:
        return None
    for pattern, level, kind in _divisions():
        found = pattern.match(line.folded)
        number = number_of(found["n"]) if found else None
        if found is None or number is None:
            continue
        title = found["t"]
        if title and title[0] != " " and (_reference().match(title) or not _titled(title)):
            return None
        if title.rstrip().endswith(("。", "、", ",")) or re.match(r" ?(?:の規定|に定める|に規定)", title):
            return None
        cut = found.start("t")
        start = line.folded.index("第")
        branch = number_of(found["b"]) if found["b"] else None
        return Division(
            at, level, kind, number, branch or 0, line.text[start:cut].strip(), line.text[cut:].strip(" 　:：")
        )
    return None


def _titled(title: str) -> bool:
    return not re.match(r"[0-9]", title)
