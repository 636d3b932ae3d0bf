"""What a verification finds, worded for the person in charge."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from kitei.notary.tiled.findings import Finding as TreeFinding

MOST_LISTED = 1_000  # of one fault; further ones are counted


class Fault(StrEnum):
    """The sort of a finding."""

    ENTRY_ALTERED = "entry_altered"
    ENTRIES_UNREADABLE = "entries_unreadable"
    TILE_DAMAGED = "tile_damaged"
    HISTORY_REWRITTEN = "history_rewritten"
    TAIL_CUT = "tail_cut"
    HEAD_FORGED = "head_forged"
    CHECKPOINT_FORGED = "checkpoint_forged"
    PLACE_ALTERED = "place_altered"
    ACT_ALTERED = "act_altered"
    ACT_REMOVED = "act_removed"
    ACT_FORGOTTEN = "act_forgotten"
    PAYLOAD_ALTERED = "payload_altered"
    ROW_CHANGED = "row_changed"
    ROW_REMOVED = "row_removed"
    ROW_INSERTED = "row_inserted"
    TABLE_UNKNOWN = "table_unknown"
    KEY_ALTERED = "key_altered"
    GUARD_MISSING = "guard_missing"


_WORDS = {
    Fault.HEAD_FORGED: (
        "記録の先頭(record_head)の署名または内容が変えられています",
        "the record's head (record_head) or its signature was altered",
    ),
    Fault.CHECKPOINT_FORGED: (
        "保存されたチェックポイント(件数 {row})が変えられています",
        "the kept checkpoint of size {row} was altered",
    ),
    Fault.PLACE_ALTERED: (
        "木の {row} 番目に、記録にない位置または行為があります",
        "place {row} of the tree is not the tree's",
    ),
    Fault.ACT_ALTERED: (
        "行為 {act} の内容(行為者・日時・条項・対象行など)が、署名された記録と違います",
        "act {act}: actor, time, clauses or rows are not those of its signed entry",
    ),
    Fault.ACT_REMOVED: (
        "行為 {act} が消されています(木の {row} 番目)",
        "act {act} was removed (place {row} of the tree)",
    ),
    Fault.ACT_FORGOTTEN: (
        "行為 {act} が木に入っておらず、待ち行列にもありません",
        "act {act} is neither in the tree nor waiting for its place",
    ),
    Fault.PAYLOAD_ALTERED: (
        "行為 {act} の内容(暗号文)が変えられています",
        "the payload of act {act} was altered",
    ),
    Fault.ROW_CHANGED: (
        "表 {table} の行 {row} が、最後の行為 {act} の後に、記録を通さず変えられています",
        "row {row} of {table} was changed past the record since act {act}",
    ),
    Fault.ROW_REMOVED: (
        "表 {table} の行 {row}(最後の行為 {act})が、記録を通さず消されています",
        "row {row} of {table} (last act {act}) was removed past the record",
    ),
    Fault.ROW_INSERTED: (
        "表 {table} の行 {row} は、どの行為も作っていません(行には行為 {act} とあります)",
        "row {row} of {table} was made by no act (it names act {act})",
    ),
    Fault.TABLE_UNKNOWN: (
        "行為 {act} が変えた表 {table} を、この版の Kitei は知りません",
        "act {act} changed table {table}, which this version of Kitei does not know",
    ),
    Fault.KEY_ALTERED: (
        "鍵 {row} が、ない・開けない・記録と合わない状態です(表 {table})",
        "key {row} is missing, does not open, or is not as its acts say ({table})",
    ),
    Fault.GUARD_MISSING: (
        "表 {table} の守り(トリガー {row})が外されています。`kitei init` と同じ手順で戻してください",
        "the guard {row} of table {table} was lifted; put it back (migrate)",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong.

    Attributes:
        table, row: where; empty if it concerns no single row.
        act: the number of the act concerned; ``None`` if none is.
        first, last: the entries concerned, from 0, both inclusive; ``None`` if it concerns none.
        ja, en: one sentence.
    """

    fault: Fault
    table: str = ""
    row: str = ""
    act: int | None = None
    first: int | None = None
    last: int | None = None
    ja: str = ""
    en: str = ""

    def __str__(self) -> str:
        return f"{self.fault}: {self.en}"


@dataclass(slots=True, kw_only=True)
class Report:
    """What recomputing the record gave. It grows while the verification runs.

    Attributes:
        acts: how many there are; `waiting` of them are not yet in the tree.
        size, root: the tree that was recomputed.
        outside: how many checkpoints kept elsewhere were compared.
        rows, tables: what was compared with its last act.
        payloads, erased, unopened: payloads that were opened; those whose key was destroyed; those whose master key is
            not at hand.
        findings: everything wrong; of each fault at most 1,000, `further` counts the rest.
    """

    acts: int = 0
    waiting: int = 0
    size: int = 0
    root: str = ""
    outside: int = 0
    rows: int = 0
    tables: int = 0
    payloads: int = 0
    erased: int = 0
    unopened: int = 0
    keys: int = 0
    findings: list[Finding] = field(default_factory=list)
    further: dict[Fault, int] = field(default_factory=dict)
    _counts: dict[Fault, int] = field(default_factory=dict, repr=False)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was altered."""
        return not self.findings

    def add(self, fault: Fault, *, table: str = "", row: object = "", act: int | None = None) -> None:
        """Note something wrong."""
        ja, en = _WORDS[fault]
        words = {"table": table, "row": row, "act": "?" if act is None else act}
        self._note(
            Finding(fault=fault, table=table, row=str(row), act=act, ja=ja.format(**words), en=en.format(**words))
        )

    def add_from_tree(self, found: TreeFinding) -> None:
        """Note what the notary found in the tree."""
        self._note(
            Finding(fault=Fault(found.fault.value), first=found.first, last=found.last, ja=found.ja, en=found.en)
        )

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        plain = asdict(self)
        del plain["_counts"]
        return {"clean": self.is_clean, **plain}

    def _note(self, finding: Finding) -> None:
        self._counts[finding.fault] = count = self._counts.get(finding.fault, 0) + 1
        if count <= MOST_LISTED:
            self.findings.append(finding)
        else:
            self.further[finding.fault] = count - MOST_LISTED
