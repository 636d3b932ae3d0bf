"""Captions of articles: in brackets or bare, on the line above, before the number or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.finding.headings import Heading, division
from kitei.regulations.importing.finding.landmarks import text_at
from kitei.regulations.importing.finding.markers import is_deleted, markers
from kitei.regulations.importing.model import Block, Line
from kitei.regulations.importing.wording.folding import width
from kitei.regulations.importing.wording.joining import ends_sentence

_BARE_WIDTH = 44
_MOST = 0.6  # the share of articles that makes a manner of setting captions the document's manner
_LONGEST = 90
_LINES = 3


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and the lines it takes up."""

    text: str
    lines: tuple[int, ...] = ()
    body: int = 0  # where the wording begins on the heading's own line


@cache
def _brackets() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in table("headings")["captions"]}


def captions(blocks: Sequence[Block], headings: Sequence[Heading], taken: frozenset[int]) -> list[Caption]:
    """The caption of every article, found in the manner in which this document sets them."""
    above = [_bracketed_above(blocks, heading.at, taken) for heading in headings]
    after = [_bracketed_after(blocks, heading) for heading in headings]
    bare = [_bare_above(blocks, heading.at, taken) for heading in headings]
    beside = [_bare_after(blocks, heading) for heading in headings]
    bracketed = sum(1 for one, two, heading in zip(above, after, headings, strict=True) if one or two or heading.before)
    use_bare = bracketed < len(headings) / 3 and _mostly(bare)
    use_beside = bracketed < len(headings) / 3 and not use_bare and _mostly(beside)
    found = []
    for place, heading in enumerate(headings):
        caption = above[place] or after[place]
        if heading.before:
            caption = Caption(_inner(heading.before), (), heading.body)
        if caption is None and use_bare:
            caption = bare[place]
        if caption is None and use_beside:
            caption = beside[place]
        found.append(caption or Caption("", (), heading.body))
    return found


def _mostly(found: Sequence[Caption | None]) -> bool:
    return sum(1 for caption in found if caption) >= max(2, _MOST * len(found))


def _inner(text: str) -> str:
    return spaceless(text.strip()[1:-1].strip())


def _bracketed_above(blocks: Sequence[Block], at: int, taken: frozenset[int]) -> Caption | None:
    """(目的) on the line above; it may itself be broken over two or three lines."""
    text, lines = "", []
    for up in range(1, _LINES + 1):
        line = text_at(blocks, at - up)
        if line is None or at - up in taken or (markers(line) and not line.folded.startswith(tuple(_brackets()))):
            return None
        text = line.text.strip() + text
        lines.append(at - up)
        folded = Line(text, line.number).folded
        opening = folded[:1]
        if up == 1 and folded[-1:] not in _brackets().values():
            return None
        if (
            opening in _brackets()
            and folded.endswith(_brackets()[opening])
            and _one_pair(folded)
            and not markers(Line(text, line.number))
        ):
            return (
                Caption(_inner(text), tuple(lines), 0)
                if width(folded) <= _LONGEST and len(folded) > len("()")
                else None
            )
        if ends_sentence(line.text) or line.gap:
            return None
    return None


def _one_pair(folded: str) -> bool:
    """Whether the first bracket closes with the last one."""
    opening, closing = folded[0], _brackets()[folded[0]]
    depth = 0
    for place, sign in enumerate(folded):
        depth += (sign == opening) - (sign == closing)
        if depth == 0:
            return place == len(folded) - 1
    return False


def _bracketed_after(blocks: Sequence[Block], heading: Heading) -> Caption | None:
    """The caption after the number: 第1条（目的） この規程は…."""
    line = text_at(blocks, heading.at)
    if line is None or line.folded[heading.body : heading.body + 1] not in _brackets():
        return None
    rest = line.folded[heading.body :]
    closing, depth, end = _brackets()[rest[0]], 0, -1
    for place, sign in enumerate(rest):
        depth += (sign == rest[0]) - (sign == closing)
        if depth == 0:
            end = place
            break
    if end < 0 or end > _LONGEST or is_deleted(rest[: end + 1]):
        return None
    body = heading.body + end + 1
    while line.folded[body : body + 1] in {" ", ":"}:
        body += 1
    return Caption(_inner(line.text[heading.body : heading.body + end + 1]), (), body)


def _bare_above(blocks: Sequence[Block], at: int, taken: frozenset[int]) -> Caption | None:
    """目的 without brackets on the line above."""
    line, before = text_at(blocks, at - 1), text_at(blocks, at - 2)
    if line is None or at - 1 in taken or not _short(line) or markers(line) or division(line, at - 1):
        return None
    apart = (
        line.gap or before is None or at - 2 in taken or ends_sentence(before.text) or bool(division(before, at - 2))
    )
    return Caption(spaceless(line.text), (at - 1,), 0) if apart else None


def _bare_after(blocks: Sequence[Block], heading: Heading) -> Caption | None:
    """第1条 目的, and the wording on the next line."""
    line, below = text_at(blocks, heading.at), text_at(blocks, heading.at + 1)
    if line is None or below is None or not line.text[heading.body :].strip():
        return None
    rest = Line(line.text[heading.body :].strip(), line.number)
    if not _short(rest) or is_deleted(rest.folded) or division(below, 0):
        return None
    return Caption(rest.text, (), len(line.text))


def _short(line: Line) -> bool:
    return 0 < width(line.folded) <= _BARE_WIDTH and not re.search(r"[。、,.:;]", line.folded)


def spaceless(text: str) -> str:
    """Captions are set with their letters spaced (目　的): the spaces are no part of them."""
    parts = text.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)
