"""The one clock. Doors (pages, API, command line, jobs) read it and pass the time on; nothing below them does.

An office for practice may live at another time: `start_at` moves its clock once, and from then on it runs as any clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
"""Where the institutions are: a day of theirs begins at midnight in Tokyo."""

_offset = timedelta()


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC) + _offset


def today() -> date:
    """The day it is in Japan."""
    return day_of(now())


def day_of(at: datetime) -> date:
    """The day in Japan on which a moment falls."""
    return at.astimezone(TOKYO).date()


def set_offset(offset: timedelta) -> None:
    """Let the clock of this process be ahead (or behind) by as much, from now on."""
    global _offset  # noqa: PLW0603 - a process has one clock
    _offset = offset
