"""The whole verification, over one snapshot of the database."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from kitei.notary import VerifierKey
from kitei.office.record.signing import verifier
from kitei.office.record.verifying.acts import check_acts, check_payloads
from kitei.office.record.verifying.guards import check_guards
from kitei.office.record.verifying.keys import check_keys
from kitei.office.record.verifying.report import Report
from kitei.office.record.verifying.rows import check_rows
from kitei.office.record.verifying.tree import check_tree


def verify(*, outside: Sequence[bytes] = (), key: VerifierKey | None = None, payloads: bool = True) -> Report:
    """Recompute the record and compare it with everything at hand. Nobody has to wait for it.

    Args:
        outside: checkpoints kept elsewhere, signed notes; the only proof against whoever holds database and log key.
        key: the log's public key as it was published; by default the one of this office's folder.
        payloads: open every payload and every key too; without, no master key is needed.

    Raises:
        NotANote, NotACheckpoint, WrongOrigin, Unsigned, ForgedSignature: a checkpoint from outside cannot be believed.
        NoLogKey: no key was given, and the office's own is missing.
    """
    report = Report()
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        check_tree(report, key=key or verifier(), outside=outside)
        check_acts(report)
        check_rows(report)
        check_guards(report)
        if payloads:
            check_payloads(report)
            check_keys(report)
    return report
