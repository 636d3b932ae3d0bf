"""Is it UTF-8, and if not, where not."""

from __future__ import annotations


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 text."""
    return first_bad_line(data) is None


def first_bad_line(data: bytes) -> int | None:
    """The number, from 1, of the first line that is not UTF-8; ``None`` if every line is."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return None
