"""Keeps the queue in order: takes up what a killed process left, throws away what is long done."""

from __future__ import annotations

from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

KEPT: Final = 24 * 7  # hours for which a finished job can be looked at


@app.periodic(cron="*/2 * * * *")
@app.task(name="queue.take_up", queue="queue", queueing_lock="queue.take_up", pass_context=False)
async def take_up(timestamp: int) -> None:
    """Queue again what a process had begun that gives no sign of life: every job may run twice.

    Where the same work waits already, what was begun is given up for it.
    """
    del timestamp
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)


@app.periodic(cron="50 18 * * *")  # 03:50 in Japan
@app.task(name="queue.forget", queue="queue", queueing_lock="queue.forget", pass_context=False)
async def forget(timestamp: int) -> None:
    """Erase the jobs that were done a week ago and more; what failed stays to be looked at."""
    del timestamp
    await app.job_manager.delete_old_jobs(nb_hours=KEPT)
