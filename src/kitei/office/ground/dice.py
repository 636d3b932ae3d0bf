"""The only randomness of the office: the system's, or within `seeded` one that a word determines.

The demo and the tests make the same year again and again; everything else takes what nobody can foretell.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256


class _Stream:
    """Bytes that follow from a seed: SHA-256 of the seed and a counter."""

    def __init__(self, seed: str) -> None:
        self._seed = sha256(seed.encode()).digest()
        self._counter = 0

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += sha256(self._seed + self._counter.to_bytes(8, "big")).digest()
            self._counter += 1
        return taken[:count]


_stream: ContextVar[_Stream | None] = ContextVar("stream", default=None)


def token(count: int) -> bytes:
    """Random bytes, as many as asked for, fit for keys and secrets unless the dice are seeded."""
    stream = _stream.get()
    return secrets.token_bytes(count) if stream is None else stream.take(count)


def number(below: int) -> int:
    """A random number from 0 to ``below`` - 1."""
    size = (below.bit_length() + 7) // 8 + 8  # 64 bits more than needed: what is uneven about the rest is nothing
    return int.from_bytes(token(size), "big") % below


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Within this block (and its thread) everything random follows from ``seed``. Never where real data is kept."""
    before = _stream.set(_Stream(seed))
    try:
        yield
    finally:
        _stream.reset(before)
