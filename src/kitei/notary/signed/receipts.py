"""Receipts: the proof that an entry was recorded, in one small file that needs no log.

Source: C2SP tlog-proof.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from kitei.notary.error import NotaryError
from kitei.notary.merkle.hashing import leaf_hash
from kitei.notary.merkle.verifying import verify_inclusion
from kitei.notary.signed.checkpoints import Witnessed, open_checkpoint
from kitei.notary.signed.keys import VerifierKey, read_base64

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


class NotAReceipt(NotaryError):
    """Text that is no receipt."""

    def __init__(self) -> None:
        super().__init__(
            ja=f"受領証として読めません。`{_FIRST}` で始まり、番号、証明、チェックポイントの順に並びます",
            en=f"not a receipt; expected `{_FIRST}`, an index, a proof and a checkpoint",
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where an entry stands, and the way from it to a signed tree head.

    Attributes:
        index: the entry's place, from 0.
        proof: its inclusion proof.
        checkpoint: a signed note.
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    @classmethod
    def parse(cls, data: bytes) -> Receipt:
        """Read a receipt. A line of extra data is passed over: nothing vouches for it.

        Raises:
            NotAReceipt: it is none.
        """
        head, found, checkpoint = data.partition(b"\n\n")
        try:
            first, *lines = head.decode().split("\n")
            if lines and lines[0].startswith("extra "):
                read_base64(lines.pop(0).removeprefix("extra "))
            index = _INDEX.fullmatch(lines.pop(0)) if lines else None
            proof = tuple(read_base64(line) for line in lines)
        except ValueError as error:
            raise NotAReceipt from error
        if first != _FIRST or index is None or not found:
            raise NotAReceipt
        return cls(int(index[1]), proof, checkpoint)

    def encode(self) -> bytes:
        """The receipt as it is handed over; its file's name ends in `.tlog-proof`."""
        lines = (_FIRST, f"index {self.index}", *(b64encode(known).decode() for known in self.proof))
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint

    def verify(
        self, entry: bytes, key: VerifierKey, *, witnesses: Iterable[VerifierKey] = (), at_least: int = 0
    ) -> Witnessed:
        """Check that the entry was recorded, and return the checkpoint that says so.

        Raises:
            NoSuchTree, BadProof: the proof does not lead from the entry to the checkpoint.
            NotANote, NotACheckpoint, WrongOrigin, Unsigned, TooFewWitnesses, ForgedSignature: see `open_checkpoint`.
        """
        witnessed = open_checkpoint(self.checkpoint, key, witnesses=witnesses, at_least=at_least)
        head = witnessed.head
        verify_inclusion(leaf=leaf_hash(entry), index=self.index, size=head.size, proof=self.proof, root=head.root)
        return witnessed
