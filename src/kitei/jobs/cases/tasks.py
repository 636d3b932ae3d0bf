"""What the queue does with cases every morning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kitei import clock
from kitei.jobs.cases import clock as morning


@app.periodic(cron="10 15 * * *")  # 00:10 in Japan: the first minutes of the day after the last
@app.task(name="cases.note_lateness", queue="cases", queueing_lock="cases.note_lateness", pass_context=False)
def note_lateness(timestamp: int) -> None:
    """Note what has become late."""
    del timestamp
    morning.note_lateness(at=clock.now())


@app.periodic(cron="30 22 * * 0-4")  # 07:30 in Japan, Monday to Friday
@app.task(name="cases.remind", queue="cases", queueing_lock="cases.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Write to everybody who has something pressing."""
    del timestamp
    morning.remind(at=clock.now())
