"""What is true of the given documents (`shared/law/clauses.md` §1), and how near an import comes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SEEDS = {
    "muroran-it": "1-muroran-it-notice.txt",
    "shibaura-it": "2-shibaura-it-regulation.txt",
    "iuj": "3-iuj-policy-and-regulation.txt",
    "josai": "4-josai-regulation.txt",
    "nihon-cst": "5-nihon-cst-internal-rules.txt",
}
LEVELS = ("articles", "paragraphs", "items", "sub-items")
_ROW = re.compile(r"\| `([a-z-]+):([^`]+)` ")
_ID = re.compile(r"(\d+(?:-\d+)*)((?:\([^)]*\))*)")
Path_ = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision at one level; 1 where there is nothing to find and nothing was found."""

    recall: float
    precision: float
    missing: frozenset[Path_]
    invented: frozenset[Path_]


def register(shared: Path, key: str) -> set[str]:
    """Every clause id that the register lists for a regulation, without its key."""
    text = (shared / "law" / "clauses.md").read_text(encoding="utf-8")
    rows = text[text.index("## 1. Clause register") : text.index("## 1.6 ")].splitlines()
    return {found[2] for row in rows if (found := _ROW.match(row)) and found[1] == key}


def levels(ids: Iterable[str]) -> tuple[set[Path_], ...]:
    """Articles, paragraphs, items and sub-items among the ids, with everything that an id implies above it.

    A bare article is an article of one paragraph (§0.1): `13` says the same as `13(1)`.
    """
    found: tuple[set[Path_], ...] = (set(), set(), set(), set())
    for own in ids:
        match = _ID.fullmatch(own)
        if match is None:
            continue
        path = (match[1], *re.findall(r"\(([^)]*)\)", match[2]))
        for depth in range(1, len(path) + 1):
            found[depth - 1].add(path[:depth])
    for article in found[0]:
        if not any(path[:1] == article for path in found[1]):
            found[1].add((*article, "1"))
    return found


def scores(ids: Iterable[str], truth: Iterable[str]) -> dict[str, Score]:
    """How near the ids come to the truth, level by level."""
    made = {}
    for name, got, wanted in zip(LEVELS, levels(ids), levels(truth), strict=True):
        both = len(got & wanted)
        recall = both / len(wanted) if wanted else 1.0
        precision = both / len(got) if got else 1.0
        made[name] = Score(recall, precision, frozenset(wanted - got), frozenset(got - wanted))
    return made
