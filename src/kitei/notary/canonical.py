"""Canonical JSON: one value, one text, whoever writes it.

Source: RFC 8785 (JCS).
"""

from __future__ import annotations

import json
from typing import Any

import rfc8785

from kitei.notary.error import NotaryError

# What stands in acts is nearly always simple, and for that Python's own writer gives the same bytes ten times as fast.
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)
_ATOMS = frozenset((str, bool, type(None)))
_ROWS = frozenset((list, tuple))
_LIMIT = 2**53


class NotCanonical(NotaryError):
    """A value that has no canonical JSON, or JSON that is not canonical."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            ja=f"正準JSON(RFC 8785)として扱えません: {reason}",
            en=f"this has no canonical JSON (RFC 8785): {reason}",
        )


def canonical(value: Any) -> bytes:
    """The canonical JSON of a value made of dicts, lists, texts, numbers, truth values and ``None``.

    Raises:
        NotCanonical: something else is in it, or an integer beyond 2**53 - 1, or text that is no Unicode.
    """
    try:
        return _WRITER.encode(value).encode() if _is_simple(value) else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise NotCanonical(str(error)) from error


def _is_simple(value: Any) -> bool:
    """Whether Python writes it as RFC 8785 does: texts, truth values, small integers; names of ASCII alone.

    Other names sort otherwise there (by UTF-16), and other numbers are written otherwise.
    """
    kind = type(value)
    if kind in _ATOMS:
        return True
    if kind is int:
        return bool(-_LIMIT < value < _LIMIT)
    if kind is dict:
        for name, one in value.items():
            if type(name) is not str or not name.isascii() or not (type(one) in _ATOMS or _is_simple(one)):
                return False
        return True
    if kind in _ROWS:
        return all(type(one) in _ATOMS or _is_simple(one) for one in value)
    return False


def read_canonical(data: bytes) -> Any:
    """The value of canonical JSON.

    Raises:
        NotCanonical: the bytes are not the canonical JSON of any value.
    """
    try:
        value = json.loads(data, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    if canonical(value) != data:
        raise NotCanonical("keys out of order, a key twice, spaces, or another spelling of a value")
    return value


def _number(text: str) -> int | float:
    """An integer of JSON, which has only doubles: beyond 2**53 - 1 it stands for the nearest one."""
    exact = int(text)
    return exact if abs(exact) < _LIMIT else float(text)
