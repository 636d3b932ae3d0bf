"""What an audit finds: where the log is not what its checkpoints signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kitei.notary.merkle.frontier import TreeHead


class Fault(StrEnum):
    """The sort of a finding."""

    ENTRY_ALTERED = "entry_altered"
    ENTRIES_UNREADABLE = "entries_unreadable"
    TILE_DAMAGED = "tile_damaged"
    HISTORY_REWRITTEN = "history_rewritten"
    TAIL_CUT = "tail_cut"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong.

    Attributes:
        first, last: the entries concerned, from 0, both inclusive.
        ja, en: one sentence for the person in charge.
    """

    first: int
    last: int
    fault: Fault
    ja: str
    en: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.en}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What recomputing a log gave.

    Attributes:
        head: the tree of the entries as they are.
        findings: everything wrong, in the order of the entries.
    """

    head: TreeHead
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether every entry is the one that was recorded."""
        return not self.findings


def entries_altered(first: int, last: int) -> Finding:
    """Entries whose hashes are not the recorded ones: changed, inserted, removed or moved."""
    return Finding(
        first,
        last,
        Fault.ENTRY_ALTERED,
        ja=f"記録 {_span(first, last)} が、記録された時のものと違います",
        en=f"entry {_span(first, last)} is not the one that was recorded",
    )


def entries_unreadable(first: int, last: int) -> Finding:
    """Entries that are missing, or whose bundle is broken."""
    return Finding(
        first,
        last,
        Fault.ENTRIES_UNREADABLE,
        ja=f"記録 {_span(first, last)} が、ないか壊れています",
        en=f"entry {_span(first, last)} is missing or broken",
    )


def tile_damaged(path: str, first: int, last: int) -> Finding:
    """A tile that is missing or holds other hashes than those of the entries, which are themselves as signed."""
    return Finding(
        first,
        last,
        Fault.TILE_DAMAGED,
        ja=f"ハッシュの `{path}` が、ないか壊れています。記録 {_span(first, last)} そのものとは別に直せます",
        en=f"`{path}` is missing or holds other hashes than those of entry {_span(first, last)}",
    )


def history_rewritten(trusted: int, size: int) -> Finding:
    """A checkpoint that the entries no longer lead to; up to ``trusted`` entries an older one still holds."""
    return Finding(
        trusted,
        size - 1,
        Fault.HISTORY_REWRITTEN,
        ja=f"大きさ {size} の時点の署名と合いません。記録 {_span(trusted, size - 1)} のどこかが変えられています",
        en=f"the checkpoint of size {size} does not hold: something in entry {_span(trusted, size - 1)} was altered",
    )


def tail_cut(size: int, signed: int) -> Finding:
    """A checkpoint signed more entries than there are."""
    return Finding(
        size,
        signed - 1,
        Fault.TAIL_CUT,
        ja=f"署名された記録は {signed} 件ですが、{size} 件しかありません。末尾が切り取られています",
        en=f"{signed} entries were signed and only {size} are there: the tail has been cut off",
    )


def _span(first: int, last: int) -> str:
    return f"{first}" if first >= last else f"{first}-{last}"
