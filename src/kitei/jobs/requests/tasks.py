"""What the queue does with requests every night."""

from __future__ import annotations

from procrastinate.contrib.django import app

from kitei import clock
from kitei.office.requests.services import drafts

_AT_ONCE = 100


@app.periodic(cron="20 15 * * *")  # 00:20 in Japan
@app.task(name="requests.expire_drafts", queue="requests", queueing_lock="requests.expire_drafts", pass_context=False)
def expire_drafts(timestamp: int) -> None:
    """Erase the drafts that are too old, a hundred at a time."""
    del timestamp
    while drafts.expire_drafts(at=clock.now(), most=_AT_ONCE) == _AT_ONCE:
        pass
