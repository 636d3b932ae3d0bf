"""Checkpoints: a tree head as a signed note, and the cosignatures of witnesses under it.

A log's own signature shows who published a tree head. That it shows the same one to everybody, witnesses say: each
checks that the tree only grew since it last looked, and signs the checkpoint with the time.

Source: C2SP tlog-checkpoint and tlog-cosignature (Ed25519).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kitei.notary.error import NotaryError
from kitei.notary.merkle.frontier import TreeHead
from kitei.notary.merkle.hashing import HASH_SIZE
from kitei.notary.signed.keys import KeyKind, NotAKey, SigningKey, VerifierKey, read_base64
from kitei.notary.signed.notes import ForgedSignature, Note, Signature

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_TIME = 8  # bytes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NotACheckpoint(NotaryError):
    """A note whose text is no checkpoint."""

    def __init__(self) -> None:
        super().__init__(
            ja="チェックポイントとして読めません。本文は、記録の名、件数、木の根(Base64)の順に1行ずつ書きます",
            en="not a checkpoint; expected the log's origin, its size and its root in base64, a line each",
        )


class WrongOrigin(NotaryError):
    """A checkpoint of another log."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(
            ja=f"`{found}` のチェックポイントです。`{expected}` のものが要ります",
            en=f"this is a checkpoint of `{found}`; expected one of `{expected}`",
        )


class TooFewWitnesses(NotaryError):
    """Fewer of the trusted witnesses cosigned than are asked for."""

    def __init__(self, found: int, needed: int) -> None:
        super().__init__(
            ja=f"信頼する証人の署名が {found} 人分しかありません。{needed} 人分が要ります",
            en=f"{found} of the trusted witnesses cosigned; expected at least {needed}",
        )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name and its tree head, as signed.

    Attributes:
        origin: the log's name; the name of its key is the same.
        extensions: further lines, of which nothing is known here.
    """

    origin: str
    head: TreeHead
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a checkpoint's note.

        Raises:
            NotACheckpoint: it is none.
        """
        *lines, end = text.split("\n")
        if len(lines) < 3 or end or not all(lines) or not _SIZE.fullmatch(lines[1]):
            raise NotACheckpoint
        try:
            root = read_base64(lines[2])
        except ValueError as error:
            raise NotACheckpoint from error
        if len(root) != HASH_SIZE:
            raise NotACheckpoint
        return cls(lines[0], TreeHead(int(lines[1]), root), tuple(lines[3:]))

    @property
    def text(self) -> str:
        """The text that is signed."""
        root = b64encode(self.head.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.head.size, root, *self.extensions))


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness's word that this was the log's tree head at a time."""

    witness: str
    at: datetime  # UTC, to the second


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint whose signatures have been checked."""

    checkpoint: Checkpoint
    cosignatures: tuple[Cosignature, ...]

    @property
    def head(self) -> TreeHead:
        """The tree's size and root."""
        return self.checkpoint.head


def sign_checkpoint(head: TreeHead, key: SigningKey) -> bytes:
    """A signed checkpoint of the log that has the key's name. A log never signs two trees that do not agree.

    Raises:
        NotAKey: the key is a witness's.
    """
    if key.kind is not KeyKind.LOG:
        raise NotAKey(key.verifier.text)
    return Note(Checkpoint(key.name, head).text, ()).signed(key).encode()


def cosign(note: bytes, key: SigningKey, *, at: datetime) -> bytes:
    """The checkpoint with one more cosignature. The caller has made sure that the tree only grew.

    Args:
        key: a witness's.
        at: the moment of signing, aware; kept to the second.

    Raises:
        NotAKey: the key is not a witness's.
        NotANote, NotACheckpoint: there is nothing to cosign.
    """
    if key.kind is not KeyKind.WITNESS:
        raise NotAKey(key.verifier.text)
    read = Note.parse(note)
    Checkpoint.parse(read.text)
    seconds = (at - _EPOCH) // timedelta(seconds=1)
    data = seconds.to_bytes(_TIME, "big") + key.sign(_cosigned(seconds, read.text))
    return Note(read.text, (*read.signatures, Signature(key.name, key.verifier.key_id, data))).encode()


def open_checkpoint(
    note: bytes, key: VerifierKey, *, witnesses: Iterable[VerifierKey] = (), at_least: int = 0
) -> Witnessed:
    """Read a checkpoint and check its signatures. Those of keys not named are not looked at.

    Args:
        key: the log's; the checkpoint's origin is its name.
        witnesses: the witnesses one trusts.
        at_least: how many of them must have cosigned.

    Raises:
        NotANote, NotACheckpoint: it cannot be read.
        WrongOrigin: it is another log's.
        Unsigned: the log did not sign.
        TooFewWitnesses: so many witnesses did not.
        ForgedSignature: a signature of the log or of one of the witnesses does not fit.
    """
    read = Note.parse(note)
    read.verify([key])
    checkpoint = Checkpoint.parse(read.text)
    if checkpoint.origin != key.name:
        raise WrongOrigin(checkpoint.origin, key.name)
    found = tuple(
        _cosignature(signature, witness, read.text)
        for witness in witnesses
        for signature in read.signatures
        if signature.is_by(witness)
    )
    have = len({cosignature.witness for cosignature in found})
    if have < at_least:
        raise TooFewWitnesses(have, at_least)
    return Witnessed(checkpoint, found)


def _cosignature(signature: Signature, witness: VerifierKey, text: str) -> Cosignature:
    seconds, data = int.from_bytes(signature.data[:_TIME], "big"), signature.data[_TIME:]
    if not witness.verifies(data, _cosigned(seconds, text)):
        raise ForgedSignature(witness.name)
    try:
        return Cosignature(witness.name, _EPOCH + timedelta(seconds=seconds))
    except OverflowError as error:  # no moment that anybody could have signed at
        raise ForgedSignature(witness.name) from error


def _cosigned(seconds: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
