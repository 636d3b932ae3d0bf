"""What the queue does for the record every day."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kitei import clock
from kitei.jobs.record import witnessing


@app.periodic(cron="20 18 * * *")  # 03:20 in Japan
@app.task(name="record.witness", queue="record", queueing_lock="record.witness", pass_context=False)
def send_out(timestamp: int) -> None:
    """Send the newest checkpoint to the witnesses."""
    del timestamp
    witnessing.send_out(at=clock.now())
