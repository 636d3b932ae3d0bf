"""The payload of an act, sealed with its salt."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from typing import Any
from uuid import UUID

from kitei.notary.canonical import read_canonical
from kitei.notary.leaves import SALT_SIZE
from kitei.office.vault import keys
from kitei.office.vault.sealing import seal, unseal


def digest_of(said: bytes, salt: bytes) -> str:
    """The digest that commits to a payload: `kitei.notary.salted_digest`, of what is canonical JSON already."""
    return hmac.digest(salt, said, "sha256").hex()


def seal_whole(whole: bytes, *, payload_digest: str, key: UUID) -> bytes:
    """The salt, and behind it the payload's canonical JSON, under a key and bound to the digest that commits to them.

    Raises:
        KeyDestroyed: the key is no more.
        NoSuchKey: it never was.
    """
    return seal(keys.live(key), whole, place=_place(payload_digest, key))


def open_payload(sealed: bytes, *, payload_digest: str, key: UUID) -> tuple[Any, bytes] | None:
    """Payload and salt; ``None`` if the key was destroyed.

    Raises:
        Forged: they were altered.
    """
    whole = open_whole(sealed, payload_digest=payload_digest, key=key)
    return None if whole is None else (read_canonical(whole[SALT_SIZE:]), whole[:SALT_SIZE])


def open_whole(sealed: bytes, *, payload_digest: str, key: UUID, among: Collection[UUID] = ()) -> bytes | None:
    """The salt, and behind it the payload's canonical JSON; ``None`` if the key was destroyed.

    Args:
        among: keys that are likely to be asked for next.

    Raises:
        Forged: they were altered.
    """
    plain = keys.opened(key, among)
    return None if plain is None else unseal(plain, sealed, place=_place(payload_digest, key))


def _place(payload_digest: str, key: UUID) -> str:
    return f"record_act|sealed|{payload_digest}|{key}"
