"""Proposals: which questions a clause may bear on, and what it may do to somebody. A person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause
from kitei.regulations.importing.wording.folding import squeeze

_SKIPPED = frozenset({Kind.SENTENCE, Kind.TITLE, Kind.PART, Kind.CHAPTER, Kind.SECTION})


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic proposed for a clause, with the words that led to it."""

    topic: str
    words: tuple[str, ...]


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((topic, tuple(map(squeeze, words))) for topic, words in table("topics")["words"].items())


@cache
def _any_word() -> re.Pattern[str]:
    """One pass over a text finds every word; a lookahead lets words overlap."""
    words = sorted({word for _, words in _words() for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def topics(clauses: Sequence[Clause]) -> dict[str, tuple[Topic, ...]]:
    """The topics proposed for each clause, strongest first; an article's caption counts for every clause below it."""
    found = {}
    caption = ""
    for clause in clauses:
        if clause.kind is Kind.ARTICLE or clause.kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.SENTENCE}:
            caption = squeeze(clause.node.caption)
        if clause.kind in _SKIPPED or not clause.text:
            continue
        proposed = tuple(_proposed(squeeze(clause.text), caption))
        if proposed:
            found[clause.id] = proposed
    return found


def _proposed(text: str, caption: str) -> Iterator[Topic]:
    least = table("topics")["least"]
    if _any_word().search(text) is None and _any_word().search(caption) is None:
        return
    scored = []
    for place, (topic, words) in enumerate(_words()):
        inside = [word for word in words if word in text]
        above = [word for word in words if word in caption]
        score = len(inside) + 2 * len(above)
        if score >= least:
            scored.append((-score, place, Topic(topic, tuple(dict.fromkeys([*above, *inside])))))
    yield from (topic for _, _, topic in sorted(scored, key=lambda each: each[:2]))


@cache
def _forces() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), force) for pattern, force in table("names")["forces"])


def force(text: str) -> str:
    """What a clause seems to do: `forbids`, `obliges`, `permits` …; `declares` if no word tells."""
    plain = squeeze(text)
    return next((found for pattern, found in _forces() if pattern.search(plain)), "declares")
