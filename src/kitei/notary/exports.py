"""A log in a folder that anyone can check: entries, tiles and a signed checkpoint, laid out as C2SP tlog-tiles.

    checkpoint                 the tree head, a signed note
    tile/<level>/<index>       256 hashes; `.p/<width>` if fewer
    tile/entries/<index>       256 entries

The log's key is not in it: a key that comes with what it proves, proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kitei.notary.error import NotaryError
from kitei.notary.merkle.frontier import Frontier, TreeHead
from kitei.notary.merkle.proving import consistency_proof, inclusion_proof
from kitei.notary.signed.checkpoints import Witnessed, open_checkpoint
from kitei.notary.signed.keys import VerifierKey
from kitei.notary.signed.receipts import Receipt
from kitei.notary.tiled.appending import append
from kitei.notary.tiled.auditing import audit
from kitei.notary.tiled.findings import Audit
from kitei.notary.tiled.reading import TileNodes
from kitei.notary.tiled.storage import FileStorage, Storage


class NotThisLog(NotaryError):
    """Entries that are not those of the checkpoint."""

    def __init__(self, head: TreeHead, found: TreeHead) -> None:
        super().__init__(
            ja=f"記録 {found.size} 件が、{head.size} 件のチェックポイントと合いません。書き出しを中止しました",
            en=f"{found.size} entries do not lead to the checkpoint of {head.size}; nothing was published",
        )


@dataclass(frozen=True, slots=True)
class Verified:
    """An export, checked.

    Attributes:
        witnessed: its own checkpoint.
        audit: what recomputing it gave.
    """

    witnessed: Witnessed
    audit: Audit


def write_export(target: FileStorage, entries: Iterable[bytes], checkpoint: bytes, key: VerifierKey) -> Witnessed:
    """Write a log out. The checkpoint comes last: a folder without one is no export.

    Args:
        entries: all of them, in order, as many as the checkpoint says.
        checkpoint: a signed note, cosigned or not.
        key: the log's.

    Raises:
        NotThisLog: the entries do not lead to the checkpoint.
        TileChanged: the folder holds another log.
        EntryTooLong, NotANote, NotACheckpoint, WrongOrigin, Unsigned, ForgedSignature: see there.
    """
    witnessed = open_checkpoint(checkpoint, key)
    frontier = append(target, Frontier(), entries)
    if frontier.head != witnessed.head:
        raise NotThisLog(witnessed.head, frontier.head)
    target.write_checkpoint(checkpoint)
    return witnessed


def verify_export(
    source: FileStorage,
    key: VerifierKey,
    *,
    outside: Iterable[bytes] = (),
    witnesses: Iterable[VerifierKey] = (),
    at_least: int = 0,
) -> Verified:
    """Check an export: signatures, every entry, every tile, and that it agrees with checkpoints kept elsewhere.

    Args:
        outside: signed notes of the same log, older or newer.
        witnesses, at_least: see `open_checkpoint`; for the export's own checkpoint.

    Raises:
        TileMissing: there is no checkpoint.
        NotANote, NotACheckpoint, WrongOrigin, Unsigned, TooFewWitnesses, ForgedSignature: a checkpoint, the export's
            own or one from outside, cannot be believed.
    """
    witnessed = open_checkpoint(source.read_checkpoint(), key, witnesses=witnesses, at_least=at_least)
    heads = [open_checkpoint(note, key).head for note in outside]
    return Verified(witnessed, audit(source, witnessed.head, outside=heads))


def receipt(storage: Storage, index: int, checkpoint: bytes, size: int) -> Receipt:
    """The receipt for the entry at ``index`` (from 0) under a checkpoint of ``size`` entries.

    Raises:
        NoSuchTree: there is no such entry.
        TileMissing: the storage does not hold the tree.
    """
    return Receipt(index, inclusion_proof(TileNodes(storage, size), index, size), checkpoint)


def growth(storage: Storage, first: int, size: int) -> tuple[bytes, ...]:
    """The consistency proof from ``first`` entries to ``size``: what a witness asks for before it cosigns.

    Raises:
        NoSuchTree: ``first`` is 0 or more than ``size``.
        TileMissing: the storage does not hold the tree.
    """
    return consistency_proof(TileNodes(storage, size), first, size)
