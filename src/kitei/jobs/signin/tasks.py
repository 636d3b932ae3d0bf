"""What the queue does with sign-ins every night."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="40 15 * * *")  # 00:40 in Japan
@app.task(name="signin.forget", queue="signin", queueing_lock="signin.forget", pass_context=False)
def forget_ended_sessions(timestamp: int) -> None:
    """Erase the sessions that have ended: of nobody who is still signed in."""
    del timestamp
    call_command("clearsessions")
