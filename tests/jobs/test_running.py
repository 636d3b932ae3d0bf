"""The background process is of one piece: it does not live on without its sequencer."""

from __future__ import annotations

import signal
import threading

import pytest

from kitei.jobs import running
from kitei.jobs.record import sequencing


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_sequencer_that_fails_ends_the_process(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told, ends = threading.Event(), signal.getsignal(signal.SIGTERM)

    def fail(_: threading.Event) -> None:
        raise MemoryError

    monkeypatch.setattr(sequencing, "run", fail)
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    try:
        thread = threading.Thread(target=running._sequence, args=(threading.Event(),))  # noqa: SLF001
        thread.start()
        thread.join()
        assert told.wait(5)
    finally:
        signal.signal(signal.SIGTERM, ends)
    assert "the sequencer failed" in caplog.text
