"""The background process: the record's sequencer in a thread of its own, and a worker of the queue."""

from __future__ import annotations

import logging
import os
import signal
import threading
from types import FrameType

from procrastinate.contrib.django import app

from kitei.jobs.record import sequencing

_log = logging.getLogger(__name__)
_CONCURRENCY = 2


def run() -> None:
    """Work until SIGTERM or SIGINT; what was begun is finished, what is left stays in the queue."""
    stop = threading.Event()
    sequencer = threading.Thread(target=_sequence, args=(stop,), name="sequencer", daemon=True)
    sequencer.start()
    signal.signal(signal.SIGTERM, _as_interrupt)
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined] # of Django's connector
    _log.info("background work has begun")
    try:
        with app.replace_connector(worker.connector) as working:
            working.run_worker(concurrency=_CONCURRENCY, install_signal_handlers=True)
    finally:
        stop.set()
        sequencer.join(timeout=10)
        _log.info("background work has ended")


def _sequence(stop: threading.Event) -> None:
    """A process whose sequencer failed is of no use: it ends, and is started again by whoever looks after it."""
    try:
        sequencing.run(stop)
    except BaseException:
        _log.exception("the sequencer failed; this process ends")
        os.kill(os.getpid(), signal.SIGTERM)
        raise


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    """Before the worker has its own handlers."""
    del number, frame
    raise KeyboardInterrupt
