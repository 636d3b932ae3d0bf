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
from kitei.office.programs import services
from kitei.office.programs.models import Delivery
from kitei.office.record.services import Recorded

SIGNATURE = "X-Kitei-Signature"
_TIMEOUT = 10.0  # seconds
_TRIES = 12


class NotTaken(RuntimeError):
    """The program did not answer with success; it is called again later."""


@app.task(
    name="programs.call",
    queue="programs",
    retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=4, retry_exceptions=[NotTaken]),
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
    """Tell programs of an act that was committed: its name, number, case and time; nothing of a person."""
    body = {"number": recorded.id, "case": recorded.case, "at": recorded.at.isoformat()}
    services.tell(recorded.act, body, at=recorded.at)


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
