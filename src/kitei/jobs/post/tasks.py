"""Sends letters, again and again until the mail server takes them."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kitei import clock
from kitei.office.post import services

_TRIES = 30
_LONGEST = 3600  # seconds between two tries


@app.task(
    name="post.send",
    queue="post",
    retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=3, retry_exceptions=[services.NotSent]),
)
def send(letter: str) -> None:
    """Send one letter, named by its id alone: what it says stays sealed."""
    services.send(UUID(letter), at=clock.now())


def defer(letter: UUID) -> None:
    """Have a letter sent once the transaction in which it was queued is committed."""
    send.defer(letter=str(letter))


@app.periodic(cron="*/10 * * * *")
@app.task(name="post.sweep", queue="post", queueing_lock="post.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Try what still waits, also what ran out of tries while a server was down for long."""
    del timestamp
    for letter in services.waiting():
        try:
            services.send(letter, at=clock.now())
        except services.NotSent:
            return  # the server is down: no use in trying the others now
