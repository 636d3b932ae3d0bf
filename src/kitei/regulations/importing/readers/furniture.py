"""Page furniture: page numbers, running heads and feet, navigation. It is taken out before anything is recognised."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.model import Block, Line, Source

_BARE = re.compile(r"[0-9]{1,4}$")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 80


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("furniture")[name]), re.IGNORECASE)


def without_furniture(source: Source) -> Source:
    """The same source without page furniture; `removed` counts the lines taken out."""
    blocks = source.blocks
    running = _running(_paged(blocks))
    bare = _bare_numbers(blocks)
    gone = {
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and (at in running or at in bare or _is_furniture(block))
    }
    if not gone:
        return source
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in gone:
            kept.append(_closed_up(block, kept) if at - 1 in gone and kept else block)
    return Source(source.form, tuple(kept), source.removed + len(gone))


def _closed_up(block: Block, kept: list[Block]) -> Block:
    """What stood around a page break does not part a sentence."""
    last = kept[-1]
    full = isinstance(last, Line) and last.full
    return replace(block, gap=not full) if isinstance(block, Line) and block.gap else block


def _paged(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with pages told by page numbers, where the source has no pages itself."""
    if any(block.page for block in blocks):
        return blocks
    page, paged = 1, []
    for block in blocks:
        paged.append(replace(block, page=page))
        page += isinstance(block, Line) and bool(_patterns("page_numbers").fullmatch(block.folded))
    return tuple(paged) if page > 1 else blocks


def _is_furniture(line: Line) -> bool:
    if len(line.folded) > _LONGEST:
        return False
    if _BARE.fullmatch(line.folded):
        return False  # decided by `_bare_numbers`: a number alone may be a paragraph's
    return bool(_patterns("page_numbers").fullmatch(line.folded) or _patterns("navigation").fullmatch(line.folded))


def _bare_numbers(blocks: tuple[Block, ...]) -> set[int]:
    """Numbers alone on a line, where they count through the whole document as pages do."""
    places = [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and _BARE.fullmatch(block.folded) and "\t" not in block.text
    ]
    values = [int(block.folded) for at in places if isinstance(block := blocks[at], Line)]
    rising = all(before < after for before, after in itertools.pairwise(values))
    return set(places) if rising else set()


def _running(blocks: tuple[Block, ...]) -> set[int]:
    """Short lines that stand at the edge of several pages, page numbers apart.

    The first one stays if it reads like a title: it may be the only place where the title is printed.
    """
    pages = len({block.page for block in blocks} - {0})
    few = pages < table("furniture")["repeats"]
    edges = [
        at for at in _edges(blocks, 1 if few else table("furniture")["edge"]) if len(_text(blocks[at])) <= _LONGEST
    ]
    texts = {at: _DIGITS.sub("#", _text(blocks[at])).replace(" ", "") for at in edges}
    often = Counter(text for text, _ in {(text, blocks[at].page) for at, text in texts.items()})
    least = max(2, min(pages, table("furniture")["repeats"]))
    found = {at for at, text in texts.items() if text and often[text] >= least}
    first = min(found, default=-1)
    return found - {first} if first >= 0 and _title_end().search(_text(blocks[first])) else found


def _text(block: Block) -> str:
    return block.folded if isinstance(block, Line) else ""


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(table("headings")["title_ends"])


def _edges(blocks: tuple[Block, ...], edge: int) -> list[int]:
    by_page: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        by_page.setdefault(block.page, []).append(at)
    by_page.pop(0, None)
    return sorted({at for places in by_page.values() for at in (*places[:edge], *places[-edge:])})
