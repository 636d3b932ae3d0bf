"""Ids of rows: UUIDs that sort by the time of the act that made them.

Source: RFC 9562 §5.7 (version 7), with microseconds in its 12 bits of sub-millisecond time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from kitei.office.ground import dice

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 2**48  # milliseconds


class NoTimeOfId(ValueError):
    """A time that an id cannot carry: without a zone, or before 1970."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"`{at}` is no time for an id; expected one with a zone, from 1970")


def new_id(at: datetime) -> UUID:
    """A new id.

    Args:
        at: the time of the act, aware.

    Raises:
        NoTimeOfId: it is naive or before 1970.
    """
    return _made(at, int.from_bytes(dice.token(8), "big") >> 2)  # 62 bits


def last_id(at: datetime) -> UUID:
    """The last id that a row made at a time can have: every row made until then has this one or one before.

    Raises:
        NoTimeOfId: it is naive or before 1970.
    """
    return _made(at, 2**62 - 1)


def _made(at: datetime, chance: int) -> UUID:
    if at.utcoffset() is None:
        raise NoTimeOfId(at)
    milliseconds, rest = divmod((at - _EPOCH) // _MICROSECOND, 1000)
    if not 0 <= milliseconds < _LONGEST:
        raise NoTimeOfId(at)
    return UUID(int=milliseconds << 80 | 7 << 76 | (rest * 4096 // 1000) << 64 | 2 << 62 | chance)
