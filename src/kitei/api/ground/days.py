"""Days and hours that are sent: such as an office deals with, and its calendar can write."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator

_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)


def _of_an_office(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise ValueError(f"not a day from {_FIRST.isoformat()} to {_LAST.isoformat()}")
    return day


Day = Annotated[date, AfterValidator(_of_an_office)]
"""A day from 1900 to 2200."""


def _on_the_wall(hour: time) -> time:
    return time(hour.hour, hour.minute)


Hour = Annotated[time, AfterValidator(_on_the_wall)]
"""Hour and minute as the clock on the wall shows them; seconds and zones are passed over."""
