"""Calls webhooks: what was done, signed; again and again until it was taken."""

from __future__ import annotations

import hashlib
import hmac
import json
from uuid import UUID

import requests
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kitei import clock
from kitei.jobs.programs import clocks, hearing
from kitei.office.programs import services
from kitei.office.programs.models import Delivery
from kitei.office.programs.services.once import forget
from kitei.office.record.services import Recorded

SIGNATURE = "X-Kitei-Signature"
TRIES = 12
_TIMEOUT = 10.0  # seconds


class NotTaken(RuntimeError):
    """The program did not answer with success; it is called again later."""


@app.task(
    name="programs.call",
    queue="programs",
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=4, retry_exceptions=[NotTaken]),
)
def call(delivery: str) -> None:
    """Make one call."""
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(skip_locked=True).select_related("webhook")
        found = waiting.filter(id=UUID(delivery), done_at__isnull=True).first()
        if found is None:
            return
        gone = found.webhook.removed_at is not None
        found.status = 0 if gone else _post(found)
        found.tries += 1
        taken = gone or 200 <= found.status < 300
        if taken:
            found.done_at, found.body = clock.now(), None
        found.save()
    if not taken:
        raise NotTaken(f"delivery {delivery}: status {found.status}")


def defer(delivery: UUID) -> None:
    """Have a call made once the transaction in which it was queued is committed."""
    call.defer(delivery=str(delivery))


def announce(recorded: Recorded) -> None:
    """Tell programs of an act that was committed: its name, number, case and time; nothing of a person.

    A webhook is told of the cases that its person may see, and of acts of no case only if the record is open to him.
    """
    body = {"number": recorded.id, "case": recorded.case, "at": recorded.at.isoformat()}
    on = clock.day_of(recorded.at)
    services.tell(recorded.act, body, at=recorded.at, wants=lambda hook: hearing.may_hear(hook, recorded.case, on))


@app.periodic(cron="20 * * * *")
@app.task(name="programs.clocks", queue="programs", queueing_lock="programs.clocks", pass_context=False)
def tell_of_clocks(timestamp: int) -> None:
    """Tell programs what is due soon, and what has become late."""
    del timestamp
    clocks.tell_of_clocks(at=clock.now())


@app.periodic(cron="40 18 * * *")  # 03:40 in Japan
@app.task(name="programs.forget", queue="programs", queueing_lock="programs.forget", pass_context=False)
def forget_old(timestamp: int) -> None:
    """Forget the keys of old requests, and the calls that were made long ago."""
    del timestamp
    forget(at=clock.now())


def sign(secret: str, body: bytes) -> str:
    """What the program compares: HMAC-SHA-256 of the body under the secret it was given."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _post(delivery: Delivery) -> int:
    body = json.dumps({"delivery": str(delivery.id), **delivery.body}, sort_keys=True).encode()
    headers = {"Content-Type": "application/json", SIGNATURE: sign(delivery.webhook.secret, body)}
    try:
        answer = requests.post(
            delivery.webhook.url, data=body, headers=headers, timeout=_TIMEOUT, allow_redirects=False
        )
    except requests.RequestException:
        return 0
    return answer.status_code
