"""The whole record verified, in the background: every night, and when an auditor asks for it."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage

from kitei.office.record import queries
from kitei.office.record.models import Verification
from kitei.office.record.services.keeping import keep_report
from kitei.office.record.verifying import Report, verify

MOST_TOLD = 20  # findings in a mail

_log = logging.getLogger("kitei.record")


def check_up(*, at: datetime) -> Verification:
    """Verify the record, against the stamps of authorities as well, and keep what was found."""
    begun = time.monotonic()
    stamped = [bytes(one.note) for one in queries.witnessings().filter(witness="rfc3161")]
    report = verify(outside=stamped)
    kept = keep_report(report.as_json(), is_clean=report.is_clean, at=at, took=round(time.monotonic() - begun, 2))
    if not report.is_clean:
        _log.error("verification %d: the record was altered; %d findings", kept.id, len(report.findings))
        _tell(report, at)
    return kept


def _tell(report: Report, at: datetime) -> None:
    """Write to those who keep checkpoints: they are not the office's own administrator."""
    named = settings.HOME.section("witness").get("mail", [])
    to = [named] if isinstance(named, str) else [str(one) for one in named]
    if not to:
        return
    origin = settings.OFFICE["origin"]
    told = "\n".join(f"- {finding.ja}\n  {finding.en}" for finding in report.findings[:MOST_TOLD])
    text = f"{origin} の記録の検証({at.isoformat()})で改変が見つかりました。 / The record was altered.\n\n{told}\n"
    EmailMessage(f"【至急】記録の改変 / record altered: {origin}", text, to=to).send()
