"""A blind index: sealed names are found by words that only who holds the key can make.

A name becomes numbers of 63 bits, HMAC-SHA-256 of its parts; the table shows the numbers, not the names. Equal parts
give equal numbers, so whoever reads the table sees that two names share a part, and no more.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from kitei.office.vault.masters import NoMaster
from kitei.text import comparable

FILE = "index.key"
SHORTEST = 2  # signs of a beginning that is searched for; one sign alone would find everybody


def tokens(*names: str) -> list[int]:
    """The numbers under which names are found: of each whole, of each part, of every beginning of two signs or more.

    Raises:
        NoMaster: the key of the index is not at hand.
    """
    words = {word for name in names for word in _words(comparable(name))}
    return sorted(_number(word) for word in words)


def query(text: str) -> list[int]:
    """The numbers that all stand in the index of a name that fits what somebody typed; empty if it says too little.

    Raises:
        NoMaster: the key of the index is not at hand.
    """
    return sorted({_number(part) for part in comparable(text).split() if len(part) >= SHORTEST})


def forget() -> None:
    """Forget the key: another one lies in the folder."""
    _key.cache_clear()


def _words(name: str) -> Iterator[str]:
    """Beginnings of the parts, and of the whole written without a space."""
    parts = name.split()
    for whole in (*parts, "".join(parts)):
        yield from _beginnings(whole)


def _beginnings(word: str) -> Iterable[str]:
    return (word[:length] for length in range(SHORTEST, len(word) + 1))


def _number(word: str) -> int:
    return int.from_bytes(hmac.digest(_key(), word.encode(), "sha256")[:8], "big") >> 1


@cache
def _key() -> bytes:
    file = Path(settings.OFFICE["keys"]) / FILE
    try:
        return bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise NoMaster(str(file)) from error
