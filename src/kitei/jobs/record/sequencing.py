"""Takes acts into the tree within a second of their commit, as long as the process lives."""

from __future__ import annotations

import logging
import time
from threading import Event

from django.db import Error as DatabaseError
from django.db import connection

from kitei import clock
from kitei.notary import NotaryError
from kitei.office.ground.errors import OfficeError
from kitei.office.record import queries, sequencer
from kitei.office.record.waking import APART, CHANNEL

BREATH = 0.03  # seconds between two rounds under load: more acts come together, and share one signature
AFTER_FAULT = 2.0  # seconds
AT_LEAST_EVERY = 60.0  # seconds: also the last checkpoint before a quiet time is kept

_log = logging.getLogger("kitei.record")


def run(stop: Event) -> None:
    """Integrate acts until told to stop: at once when one is announced, and four times a second in any case.

    A database that is away is waited for. On a tree that was altered nothing is built: it says so, and looks again.
    """
    while not stop.is_set():
        try:
            _sequence(stop)
        except (DatabaseError, OfficeError, NotaryError) as error:
            _log.error("sequencer: %s", error)
            connection.close()
            stop.wait(AFTER_FAULT)
    connection.close()


def _sequence(stop: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    if forgotten := sequencer.find_forgotten(at=clock.now()):
        _log.warning("sequencer: %d acts had not been in the queue", forgotten)
    looked = -AT_LEAST_EVERY
    while not stop.is_set():
        # An idle office costs one small question at a time.
        if not queries.is_waiting() and time.monotonic() - looked < AT_LEAST_EVERY:
            _listen()
            continue
        looked = time.monotonic()
        if sequencer.integrate(at=clock.now()):
            stop.wait(BREATH)


def _listen() -> None:
    with connection.wrap_database_errors:  # the driver is asked directly, and its errors are its own
        for _ in connection.connection.notifies(timeout=APART, stop_after=1):
            pass
