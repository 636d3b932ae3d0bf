"""On which day a moment falls: the office lives in Japan, the record in UTC."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def day_of(at: datetime) -> date:
    """The day in Japan on which a moment falls."""
    return at.astimezone(TOKYO).date()
