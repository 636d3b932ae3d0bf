"""The keys of a log and of its witnesses, and how they are written.

A key has a name; a signature names its key and carries four bytes that identify it.

Source: C2SP signed-note (Ed25519, 0x01) and tlog-cosignature (0x04); the signing key is written as Go's note package
writes it.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kitei.notary.error import NotaryError

KEY_SIZE = 32  # bytes, of either half

_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")


class KeyKind(IntEnum):
    """What a key signs. The number stands in the key's text and goes into its id."""

    LOG = 1  # the text of a note
    WITNESS = 4  # the text of a checkpoint, with the time


class NotAKey(NotaryError):
    """A key, or the name of one, that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            ja=f"`{text}` は鍵として読めません。`名前+8桁の番号+Base64` の形で書きます",
            en=f"`{text}` is not a key; expected `name+8 hex digits+base64`",
        )


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key: what is needed to check signatures, and may be known to everyone.

    Raises:
        NotAKey: the name is empty or has spaces or `+`, or the key is not 32 bytes.
    """

    name: str
    public: bytes
    kind: KeyKind = KeyKind.LOG

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public) != KEY_SIZE:
            raise NotAKey(self.name)

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read a key: `example.jp/log+33d7b496+AeHT…`.

        Raises:
            NotAKey: it is none, or of a kind not known here, or its id is not its own.
        """
        try:
            name, key_id, data = _parts(text.strip())
            key = cls(name, data[1:], KeyKind(data[0]))
        except ValueError as error:
            raise NotAKey(text) from error
        if key.key_id.hex() != key_id:
            raise NotAKey(text)
        return key

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names the key."""
        return sha256(b"%s\n%c%s" % (self.name.encode(), self.kind, self.public)).digest()[:4]

    @property
    def text(self) -> str:
        """The key as it is handed on, published or configured."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made a signature (64 bytes) of a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key. Its 32 secret bytes come from the door, which may roll dice; they are never shown.

    Raises:
        NotAKey: the name is empty or has spaces or `+`, or the secret is not 32 bytes.
    """

    name: str
    secret: bytes = field(repr=False)
    kind: KeyKind = KeyKind.LOG

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.secret) != KEY_SIZE:
            raise NotAKey(self.name)

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """Read a key: `PRIVATE+KEY+example.jp/log+33d7b496+AeHT…`.

        Raises:
            NotAKey: it is none, or of a kind not known here. The error shows nothing of the key.
        """
        try:
            name, key_id, data = _parts(text.strip().removeprefix("PRIVATE+KEY+"))
            key = cls(name, data[1:], KeyKind(data[0]))
        except ValueError as error:
            raise NotAKey("PRIVATE+KEY+…") from error
        if key.verifier.key_id.hex() != key_id:
            raise NotAKey("PRIVATE+KEY+…")
        return key

    @property
    def text(self) -> str:
        """The key as it is kept: a secret."""
        data = b64encode(bytes([self.kind]) + self.secret).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{data}"

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to this one."""
        public = Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()
        return VerifierKey(self.name, public, self.kind)

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes, of a message."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)


def read_base64(text: str) -> bytes:
    """The bytes that canonical base64 stands for: no other text may stand for the same bytes.

    Raises:
        ValueError: it is not canonical base64.
    """
    try:
        data = b64decode(text, validate=True)
    except NotBase64 as error:
        raise ValueError("not base64") from error
    if b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def _parts(text: str) -> tuple[str, str, bytes]:
    """Name, id and key. What goes wrong is not quoted: the text may be a secret."""
    name, key_id, data = text.split("+", 2)
    key = read_base64(data)
    if not key:
        raise ValueError("no key")
    return name, key_id, key
