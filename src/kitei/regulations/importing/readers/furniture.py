"""Page furniture: page numbers, running heads and feet, navigation. It is taken out before anything is recognised."""

from __future__ import annotations

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
    running = _running(blocks)
    bare = _bare_numbers(blocks)
    gone = {at for at, block in enumerate(blocks) if isinstance(block, Line) and (at in running or at in bare or _is_furniture(block))}
    if not gone:
        return source
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if at in gone:
            continue
        if isinstance(block, Line) and at - 1 in gone and block.gap and kept:
            # What stood around a page break does not part a sentence.
            last = kept[-1]
            block = replace(block, gap=not (isinstance(last, Line) and last.full))  # noqa: PLW2901
        kept.append(block)
    return Source(source.form, tuple(kept), source.removed + len(gone))


def _is_furniture(line: Line) -> bool:
    if len(line.folded) > _LONGEST:
        return False
    if _BARE.fullmatch(line.folded):
        return False  # decided by `_bare_numbers`: a number alone may be a paragraph's
    return bool(_patterns("page_numbers").fullmatch(line.folded) or _patterns("navigation").fullmatch(line.folded))


def _bare_numbers(blocks: tuple[Block, ...]) -> set[int]:
    """Numbers alone on a line, where they count through the whole document as pages do."""
    places = [at for at, block in enumerate(blocks) if isinstance(block, Line) and _BARE.fullmatch(block.folded) and "\t" not in block.text]
    values = [int(block.folded) for at in places if isinstance(block := blocks[at], Line)]
    rising = all(before < after for before, after in zip(values, values[1:], strict=False))
    return set(places) if rising else set()


def _running(blocks: tuple[Block, ...]) -> set[int]:
    """Short lines that stand at the edge of several pages, page numbers apart."""
    edges = [at for at in _edges(blocks) if isinstance(block := blocks[at], Line) and len(block.folded) <= _LONGEST]
    texts = {at: _DIGITS.sub("#", block.folded) for at in edges if isinstance(block := blocks[at], Line)}
    pages = Counter((text, blocks[at].page) for at, text in texts.items())
    often = Counter(text for text, _ in pages)
    return {at for at, text in texts.items() if often[text] >= table("furniture")["repeats"]}


def _edges(blocks: tuple[Block, ...]) -> list[int]:
    edge = table("furniture")["edge"]
    by_page: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        by_page.setdefault(block.page, []).append(at)
    by_page.pop(0, None)
    return sorted({at for places in by_page.values() for at in (*places[:edge], *places[-edge:])})
