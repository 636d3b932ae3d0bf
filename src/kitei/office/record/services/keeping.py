"""What a verification found is kept: no act, for it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kitei.office.record.models import Verification


def keep_report(report: Mapping[str, Any], *, is_clean: bool, at: datetime, took: float) -> Verification:
    """Keep a report, as JSON.

    Args:
        took: seconds.
    """
    return Verification.objects.create(at=at, took=took, is_clean=is_clean, report=report)
