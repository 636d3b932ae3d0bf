"""新旧対照表: two texts clause by clause, what was changed, added and taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kitei.regulations.importing.model import Document, Kind
from kitei.regulations.importing.structure.clauses import Clause, clauses_of

_KINDS = frozenset({Kind.SENTENCE, Kind.PART, Kind.CHAPTER, Kind.SECTION})
_LONGEST = 6000  # signs; longer texts are compared whole, not sign by sign
_ISLAND = 2  # equal signs between two changes too few to be worth showing as unchanged


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of wording, changed or not."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that differs.

    Attributes:
        clause: its id without the key.
        old, new: its wording on either side, in pieces; empty where the clause is not there.
        label, caption: as printed in the newer text, or in the older if it is gone.
    """

    clause: str
    label: str
    caption: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def sort(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if not self.old else "removed" if not self.new else "changed"


def changes(old: Document, new: Document) -> list[Change]:
    """The clauses that differ between two texts, in the order of the newer one, removed ones where they stood."""
    before, after = _wording(old), _wording(new)
    order = _merged(list(before), list(after))
    return [
        _change(own, before.get(own), after.get(own))
        for own in order
        if _text(before.get(own)) != _text(after.get(own))
    ]


def _wording(document: Document) -> dict[str, Clause]:
    return {clause.id: clause for clause in clauses_of(document) if clause.kind not in _KINDS}


def _text(clause: Clause | None) -> str:
    if clause is None:
        return ""
    tables = "\n".join("\t".join(row) for grid in clause.node.grids for row in grid)
    parts = ["削除" if clause.node.deleted else clause.text, tables]
    whole = "\n".join(part for part in parts if part)
    return whole or (clause.node.caption if clause.kind is Kind.ARTICLE else "")


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """All ids: those of the newer text in order, each removed one after the one it used to follow."""
    result: list[str] = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        result += new[start:end]
        if tag in {"delete", "replace"}:
            result += [own for own in old[low:high] if own not in set(new)]
    return result


def _change(own: str, old: Clause | None, new: Clause | None) -> Change:
    shown = new or old
    label = shown.node.label if shown else ""
    caption = shown.node.caption if shown else ""
    before, after = _text(old), _text(new)
    return Change(own, label, caption, tuple(_pieces(before, after)), tuple(_pieces(after, before)))


def _pieces(text: str, other: str) -> Iterator[Piece]:
    if not text:
        return
    if not other or len(text) + len(other) > _LONGEST:
        yield Piece(text, changed=True)
        return
    at, pending = 0, ""
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        pending += text[at : block.a]
        at = block.a + block.size
        same = text[block.a : at]
        if pending and 0 < block.size <= _ISLAND and at < len(text):
            pending += same
            continue
        if pending:
            yield Piece(pending, changed=True)
            pending = ""
        if same:
            yield Piece(same, changed=False)
