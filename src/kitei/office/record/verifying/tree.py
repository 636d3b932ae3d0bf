"""The tree: recomputed from the entries, and compared with its tiles, its head and checkpoints kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from kitei.notary import Frontier, NotaryError, TreeHead, VerifierKey, audit, open_checkpoint
from kitei.notary.merkle.hashing import split
from kitei.office.record.models import Checkpoint, Head
from kitei.office.record.storage import TableStorage
from kitei.office.record.verifying.report import Fault, Report

AHEAD = 64  # bundles of 256 entries fetched at once

_LEAVES = "SELECT count(*), coalesce(max(index) + 1, 0) FROM record_leaf"
_TOO_MANY = "SELECT index FROM record_leaf WHERE index >= %s OR index < 0 ORDER BY index LIMIT 1000"
_TILES = """
SELECT level, index FROM record_tile
WHERE level < 0 OR index < 0 OR length(hashes) <>
    32 * greatest(0, least(256, (%s::bigint >> (8 * greatest(level, 0))) - 256 * index))
LIMIT 1000
"""


def check_tree(report: Report, *, key: VerifierKey, outside: Sequence[bytes]) -> None:
    """Recompute the tree.

    Args:
        outside: signed checkpoints kept elsewhere.

    Raises:
        NotANote, NotACheckpoint, WrongOrigin, Unsigned, ForgedSignature: one from outside cannot be believed.
    """
    known = [open_checkpoint(note, key).head for note in outside]
    report.outside = len(known)
    head = _own_head(report, key)
    heads = [*known, *_kept(report, key)]
    found = audit(TableStorage(ahead=AHEAD), head, outside=heads)
    report.size, report.root = found.head.size, found.head.root.hex()
    for finding in found.findings:
        report.add_from_tree(finding)
    _check_beyond(report, head.size)


def _own_head(report: Report, key: VerifierKey) -> TreeHead:
    """The newest head, if its signature holds; else one of as many leaves as there are, which fits nothing."""
    row = Head.objects.first()
    with connection.cursor() as cursor:
        cursor.execute(_LEAVES)
        count, size = (int(number) for number in cursor.fetchone())
    if row is None:
        if count:
            report.add(Fault.HEAD_FORGED)
        return TreeHead(size, b"") if count else Frontier().head
    try:
        signed = open_checkpoint(bytes(row.note), key).head
        fits = Frontier(row.size, tuple(split(bytes(row.frontier)))).head == signed
    except NotaryError:
        report.add(Fault.HEAD_FORGED)
        return TreeHead(size, b"")
    if not fits:
        report.add(Fault.HEAD_FORGED)
    return signed


def _kept(report: Report, key: VerifierKey) -> Iterable[TreeHead]:
    """The checkpoints that are kept in the database."""
    for size, note in Checkpoint.objects.order_by("size").values_list("size", "note").iterator():
        try:
            head = open_checkpoint(bytes(note), key).head
        except NotaryError:
            head = None
        if head is None or head.size != size:
            report.add(Fault.CHECKPOINT_FORGED, table=Checkpoint._meta.db_table, row=size)
        else:
            yield head


def _check_beyond(report: Report, size: int) -> None:
    """Leaves and hashes that the tree does not have."""
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MANY, [size])
        for (index,) in cursor.fetchall():
            report.add(Fault.PLACE_ALTERED, table="record_leaf", row=index)
        cursor.execute(_TILES, [size])
        for level, index in cursor.fetchall():
            report.add(Fault.PLACE_ALTERED, table="record_tile", row=f"{level}/{index}")
