"""Takes committed acts into the tree, in order, and signs the tree's head. One process at a time; any number may try.

All of it is one transaction: whoever is killed in the middle leaves nothing behind, and the next does it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from kitei.notary import Frontier, NotaryError, leaf_hash, open_checkpoint, sign_checkpoint
from kitei.notary import integrate as into_tiles
from kitei.notary.merkle.hashing import split
from kitei.office.ground.errors import OfficeError
from kitei.office.record.models import Checkpoint, Head
from kitei.office.record.signing import log_key
from kitei.office.record.storage import TableStorage

AT_ONCE = 10_000  # acts of one transaction
KEPT_EVERY = timedelta(minutes=10)
_LOCK = 0x6B69_7465_6902

_TAKE = """
WITH taken AS (
    DELETE FROM record_pending WHERE act IN (SELECT act FROM record_pending ORDER BY act LIMIT %s) RETURNING act
)
SELECT a.id, a.entry FROM taken JOIN record_act a ON a.id = taken.act ORDER BY a.id
"""
_PLACE = """
INSERT INTO record_leaf (index, act)
SELECT %s + place - 1, act FROM unnest(%s::bigint[]) WITH ORDINALITY AS placed (act, place)
"""
_FORGOTTEN = """
INSERT INTO record_pending (act)
SELECT a.id FROM record_act a
WHERE NOT EXISTS (SELECT 1 FROM record_leaf l WHERE l.act = a.id)
ON CONFLICT DO NOTHING
"""


class HeadDisagrees(OfficeError):
    """The stored tree head is not the signed one: nothing is built on it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            ja=f"記録の先頭(record_head)が署名と合わず、署名を止めました({why})。`kitei record verify` で調べます",
            en=f"the record's head does not fit its signature, so nothing more is signed ({why}); "
            "look with `kitei record verify`",
        )


def integrate(*, at: datetime, most: int = AT_ONCE) -> int:
    """Take acts that wait into the tree and sign its new head.

    Args:
        at: now; the time at which the checkpoint is signed.
        most: how many acts at once.

    Returns:
        How many were taken; 0 also if another process is doing it.

    Raises:
        HeadDisagrees, TilesDisagree, TileMissing: the tree was altered; nothing is built on it.
        NoLogKey: there is nothing to sign with.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [most])
            taken = [(int(act), bytes(entry)) for act, entry in cursor.fetchall()]
        head = Head.objects.first()
        if taken:
            head = _grow(head, taken, at)
        if head is not None:
            _keep(head, at)
    return len(taken)


def find_forgotten(*, at: datetime) -> int:
    """Put acts that neither have a place nor wait for one into the queue: to be done when a sequencer starts."""
    del at
    with transaction.atomic(), connection.cursor() as cursor:
        if not _alone():
            return 0
        cursor.execute(_FORGOTTEN)
        return int(cursor.rowcount)


def _alone() -> bool:
    """Whether this transaction is the sequencer; held to its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _grow(head: Head | None, taken: Sequence[tuple[int, bytes]], at: datetime) -> Head:
    key = log_key()
    old = _frontier(head)
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [old.size, [act for act, _ in taken]])
    new = into_tiles(TableStorage(), old, [leaf_hash(entry) for _, entry in taken])
    grown = Head(id=1, size=new.size, frontier=b"".join(new.hashes), note=sign_checkpoint(new.head, key), signed_at=at)
    grown.save(force_insert=head is None, force_update=head is not None)
    return grown


def _frontier(head: Head | None) -> Frontier:
    """The tree that was signed last."""
    if head is None:
        return Frontier()
    try:
        frontier = Frontier(head.size, tuple(split(bytes(head.frontier))))
        signed = open_checkpoint(bytes(head.note), log_key().verifier).head
    except NotaryError as error:
        raise HeadDisagrees(error.en) from error
    if frontier.head != signed:
        raise HeadDisagrees(f"{signed.size}")
    return frontier


def _keep(head: Head, at: datetime) -> None:
    """Keep the checkpoint for good if the last one that was kept is old enough."""
    last = Checkpoint.objects.order_by("-size").first()
    if last is None or (last.size < head.size and at - last.signed_at >= KEPT_EVERY):
        Checkpoint.objects.create(size=head.size, note=head.note, signed_at=head.signed_at)
