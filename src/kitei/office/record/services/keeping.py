"""What a verification found is kept: no act, for it changes nothing."""

from __future__ import annotations

from datetime import datetime

from kitei.office.record.models import Verification
from kitei.office.record.verifying.report import Report


def keep_report(report: Report, *, at: datetime, took: float) -> Verification:
    """Keep a report.

    Args:
        took: seconds.
    """
    return Verification.objects.create(at=at, took=took, is_clean=report.is_clean, report=report.as_json())
