"""What the queue does for the record every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kitei import clock
from kitei.jobs.record import checking, witnessing


@app.periodic(cron="20 18 * * *")  # 03:20 in Japan
@app.task(name="record.witness", queue="record", queueing_lock="record.witness", pass_context=False)
def send_out(timestamp: int) -> None:
    """Send the newest checkpoint to the witnesses."""
    del timestamp
    witnessing.send_out(at=clock.now())


@app.periodic(cron="40 17 * * *")  # 02:40 in Japan
@app.task(name="record.verify", queue="record", queueing_lock="record.verify", pass_context=False)
def verify(timestamp: int) -> None:
    """Verify the whole record; if something was altered, say so loudly."""
    del timestamp
    checking.check_up(at=clock.now())


@app.task(name="record.verify_now", queue="record", queueing_lock="record.verify")
def verify_now() -> None:
    """Verify the whole record because somebody asked for it."""
    checking.check_up(at=clock.now())
