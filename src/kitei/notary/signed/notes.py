"""Notes: text with signatures under it, readable by people.

Source: C2SP signed-note.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from kitei.notary.error import NotaryError
from kitei.notary.signed.keys import SigningKey, VerifierKey, read_base64

LONGEST = 1_000_000  # bytes of a note; larger ones are not looked at
MOST_SIGNATURES = 100

_LINE = re.compile(r"— (?P<name>[^\s+]+) (?P<data>\S+)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_ID = 4  # bytes


class NotANote(NotaryError):
    """Text that is no signed note."""

    def __init__(self) -> None:
        super().__init__(
            ja="署名付きの文書として読めません。本文、空行、「— 名前 署名」の行の順に並びます",
            en="not a signed note; expected text, an empty line, and lines `— name signature`",
        )


class ForgedSignature(NotaryError):
    """A known key's signature does not fit the text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            ja=f"`{name}` の署名が本文と合いません。偽造されたか、本文が変えられています",
            en=f"the signature of `{name}` does not fit the text: one of them was forged",
        )


class Unsigned(NotaryError):
    """A trusted signature is missing."""

    def __init__(self, name: str) -> None:
        super().__init__(ja=f"`{name}` の署名がありません", en=f"there is no signature of `{name}`")


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note, not yet checked.

    Attributes:
        key_id: four bytes.
        data: the signature; of a witness, with the time before it.
    """

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """The line as it stands under the note."""
        return f"— {self.name} {b64encode(self.key_id + self.data).decode()}\n"

    def is_by(self, key: VerifierKey) -> bool:
        """Whether the line says that it was signed with this key."""
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True, slots=True)
class Note:
    """Text, ending in a newline, and the signatures under it. Nothing in it is to be believed before it is checked."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """Read a note.

        Raises:
            NotANote: it is none, or longer than a million bytes, or has more than 100 signatures.
        """
        if len(data) > LONGEST:
            raise NotANote
        try:
            whole = data.decode()
            body, lines = whole.rsplit("\n\n", 1)
            signatures = tuple(_read(line) for line in _lines(lines))
        except ValueError as error:
            raise NotANote from error
        if not 0 < len(signatures) <= MOST_SIGNATURES or _CONTROL.search(whole):
            raise NotANote
        return cls(f"{body}\n", signatures)

    def encode(self) -> bytes:
        """The note as it is published."""
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}".encode()

    def signed(self, key: SigningKey) -> Note:
        """The note with one more signature."""
        mine = Signature(key.name, key.verifier.key_id, key.sign(self.text.encode()))
        return Note(self.text, (*self.signatures, mine))

    def verify(self, keys: Iterable[VerifierKey]) -> None:
        """Check that every one of these keys signed the text. Other signatures are not looked at.

        Raises:
            Unsigned: one of them did not.
            ForgedSignature: a signature says that it is one's, and is not.
        """
        for key in keys:
            mine = [signature for signature in self.signatures if signature.is_by(key)]
            if not mine:
                raise Unsigned(key.name)
            if not all(key.verifies(signature.data, self.text.encode()) for signature in mine):
                raise ForgedSignature(key.name)


def _lines(text: str) -> list[str]:
    *lines, rest = text.split("\n")
    if rest:
        raise ValueError(rest)
    return lines


def _read(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(line)
    data = read_base64(match["data"])
    if len(data) <= _ID:
        raise ValueError(line)
    return Signature(match["name"], data[:_ID], data[_ID:])
