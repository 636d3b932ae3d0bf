"""AES-256-GCM, bound to the place where the ciphertext stands: moved to another row or column it does not open.

A ciphertext is one byte (the form, 1), the nonce of 12 bytes, and what AES-GCM gives with its tag of 16.

Source: NIST SP 800-38D.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kitei.office.ground import dice
from kitei.office.ground.errors import OfficeError

KEY_SIZE = 32  # bytes
OVERHEAD = 29  # bytes by which a ciphertext is longer

_FORM = b"\x01"
_NONCE = 12  # bytes


class Forged(OfficeError):
    """A ciphertext that was altered, moved, or sealed with another key."""

    def __init__(self, place: str) -> None:
        super().__init__(
            ja=f"`{place}` の暗号文を開けません。変えられたか、別の場所から移されたか、鍵が違います。"
            "`kitei record verify` で調べてください",
            en=f"the ciphertext at `{place}` does not open: it was altered, moved, or sealed with another key; "
            "look with `kitei record verify`",
        )


def seal(key: bytes, plain: bytes, *, place: str) -> bytes:
    """The ciphertext of some bytes.

    Args:
        key: 32 bytes.
        place: where the ciphertext stands: `table|column|row|key id`.
    """
    nonce = dice.token(_NONCE)
    return _FORM + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """What was sealed.

    Raises:
        Forged: it was not sealed with this key for this place, or was altered.
    """
    if len(sealed) < OVERHEAD or sealed[:1] != _FORM:
        raise Forged(place)
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.encode())
    except InvalidTag as error:
        raise Forged(place) from error
