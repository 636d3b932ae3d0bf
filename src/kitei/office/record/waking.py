"""Wakes the sequencer once an act is committed.

NOTIFY within a transaction lets all commits of the server wait for one another, and so would undo what the single
sequencer wins. It is sent afterwards instead, and at most four times a second from each process: the sequencer looks by
itself as often, so what is not told is found all the same.
"""

from __future__ import annotations

import time

from django.db import connection, transaction

CHANNEL = "kitei_record"
APART = 0.25  # seconds

_last = -APART


def wake_after_commit() -> None:
    """Tell the sequencer when the caller's transaction is committed."""
    transaction.on_commit(_wake, robust=True)  # the act stands, whatever becomes of this


def _wake() -> None:
    global _last  # noqa: PLW0603 - of this process
    if time.monotonic() - _last < APART:
        return
    _last = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        # Nothing is lost with it, so nobody need wait for a disk.
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(f"NOTIFY {CHANNEL}")
