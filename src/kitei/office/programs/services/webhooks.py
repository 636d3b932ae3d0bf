"""Webhooks: where programs are called, and what they are told."""

from __future__ import annotations

import ipaddress
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Person
from kitei.office.programs.models import Delivery, Webhook
from kitei.office.programs.services.tokens import NoScope
from kitei.office.record.services import write
from kitei.office.vault import keys

DUE, LATE = "clock.due", "clock.late"
"""Events that are no acts: a period that ends soon, and one that has ended."""
USUAL_DAYS = (3, 0)
MOST_DAYS = 90
LONGEST_URL = 500

Queued = Callable[[UUID], None]
Wants = Callable[[Webhook], bool]
_queued: list[Queued] = []


class NotAnAddress(OfficeError):
    """A webhook to somewhere that it must not go."""

    def __init__(self, url: str) -> None:
        super().__init__(
            ja=f"`{url[:80]}` には通知できません。"
            "https:// で始まる、外部から到達できる名前のアドレスを指定してください",
            en=f"`{url[:80]}` cannot be called; give an address that begins with https:// and names a host",
        )


class NotAnEvent(OfficeError):
    """Something of which no webhook can tell."""

    def __init__(self, name: str) -> None:
        super().__init__(
            ja=f"`{name[:40]}` は通知できません。操作の名前かその始まり(case.)、clock.late、clock.due、"
            f"clock.due:日数(0から{MOST_DAYS}まで)を指定してください",
            en=f"`{name[:40]}` cannot be told of; name an act or its beginning (`case.`), `clock.late`, `clock.due`, "
            f"or `clock.due:DAYS` with 0 to {MOST_DAYS} days",
        )


def add_webhook(*, person: Person, url: str, acts: Iterable[str], actor: Actor, at: datetime) -> Webhook:
    """Add a webhook (`webhook.added`); its secret is in the row, to be shown to its owner.

    Args:
        acts: names of acts or their beginnings; `clock.late`; `clock.due` for three days before and the last day
            itself; `clock.due:7` for seven days before.

    Raises:
        NotAnAddress: it must not be called.
        NoScope: it would be told nothing. NotAnEvent: nothing is called so.
    """
    wanted = sorted({act.strip() for act in acts if act.strip()})
    if not wanted:
        raise NoScope
    for each in wanted:
        _check(each)
    _allow(url)
    with transaction.atomic():
        hook = Webhook(id=new_id(at), key=keys.of_office(at), person=person, acts=wanted, made_at=at)
        hook.url, hook.secret = url, urlsafe_b64encode(dice.token(32)).decode().rstrip("=")
        write(act="webhook.added", actor=actor, at=at, payload={"url": url, "acts": wanted}, case=None, rows=[hook])
    return hook


def remove_webhook(*, webhook: Webhook, actor: Actor, at: datetime) -> None:
    """Remove a webhook (`webhook.removed`)."""
    with transaction.atomic():
        held = Webhook.objects.select_for_update().get(id=webhook.id)
        if held.removed_at is None:
            held.removed_at = at
            write(act="webhook.removed", actor=actor, at=at, payload={"webhook": str(held.id)}, case=None, rows=[held])


def on_queued(function: Queued) -> None:
    """Call a function with the id of every call that is to be made; wired in `kitei.project`."""
    if function not in _queued:
        _queued.append(function)


def listening() -> list[Webhook]:
    """The webhooks that are called, with whose they are."""
    return list(Webhook.objects.filter(removed_at__isnull=True).select_related("person").order_by("made_at"))


def tell(act: str, body: dict[str, Any], *, at: datetime, wants: Wants | None = None) -> int:
    """Queue a call to every webhook that wants to know of an act, and return how many.

    Args:
        wants: whether a webhook may be told of it, besides.
    """
    hooks = [each for each in listening() if any(act.startswith(a) for a in each.acts)]
    told = [each for each in hooks if wants is None or wants(each)]
    for hook in told:
        tell_one(hook, act, body, at=at)
    return len(told)


def tell_one(hook: Webhook, act: str, body: dict[str, Any], *, at: datetime, mark: str | None = None) -> bool:
    """Queue a call to one webhook.

    Args:
        mark: of something that happens once; a webhook is told once of each mark.

    Returns:
        Whether it was queued: not if the webhook was told before.
    """
    delivery = Delivery(id=new_id(at), key=hook.key, webhook=hook, queued_at=at, act=act[:64], mark=mark)
    delivery.body = {"act": act, **body}
    with transaction.atomic():
        if mark is not None:
            Webhook.objects.select_for_update().get(id=hook.id)  # one teller at a time
            if Delivery.objects.filter(webhook=hook, mark=mark).exists():
                return False
        delivery.save(force_insert=True)
        for function in _queued:
            function(delivery.id)
    return True


def days_before(hook: Webhook) -> tuple[int, ...]:
    """On how many days before the last day of a period a webhook is told of it, the most first; none if it is not."""
    days: set[int] = set()
    for each in hook.acts:
        name, _, number = each.partition(":")
        if number:
            days.add(int(number))
        elif DUE.startswith(name):
            days.update(USUAL_DAYS)
    return tuple(sorted(days, reverse=True))


def hears_of_lateness(hook: Webhook) -> bool:
    """Whether a webhook is told of what has become late."""
    return any(LATE.startswith(each) for each in hook.acts)


def _check(event: str) -> None:
    name, colon, number = event.partition(":")
    days = number.isascii() and number.isdecimal() and len(number) < 3 and int(number) <= MOST_DAYS
    plain = name.isascii() and name.replace("_", "a").replace(".", "a").isalnum() and len(event) <= 64
    if not plain or (colon and not (name == DUE and days)):
        raise NotAnEvent(event)


def _allow(url: str) -> None:
    """Nothing inside the institution's network by number, and nothing in clear but on this machine (for practice)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise NotAnAddress(url) from error
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    local = host == "localhost" or (address is not None and address.is_loopback)
    if len(url) > LONGEST_URL or not url.isprintable():
        raise NotAnAddress(url)
    if parts.scheme == "http" and local:
        return
    if parts.scheme != "https" or not host or parts.username or (address is not None and not address.is_global):
        raise NotAnAddress(url)
