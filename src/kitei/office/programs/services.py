"""Tokens are issued and revoked, webhooks are added and removed; each an act."""

from __future__ import annotations

import hashlib
import ipaddress
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Person
from kitei.office.programs.models import Delivery, Token, Webhook
from kitei.office.record.services import write
from kitei.office.vault import keys

PREFIX = "kitei_"
LONGEST = timedelta(days=366)

Queued = Callable[[UUID], None]
_queued: list[Queued] = []


class TooLong(OfficeError):
    """A token for longer than tokens live."""

    def __init__(self, days: int) -> None:
        super().__init__(
            ja=f"トークンの期間は 1 日から {LONGEST.days} 日までです({days} 日は指定できません)",
            en=f"a token lives from 1 to {LONGEST.days} days, not {days}",
        )


class NoScope(OfficeError):
    """A token that could do nothing."""

    def __init__(self) -> None:
        super().__init__(
            ja="トークンの範囲(scopes)を一つ以上指定してください。例: case.read",
            en="name at least one scope for the token, such as `case.read`",
        )


class NotAnAddress(OfficeError):
    """A webhook to somewhere that it must not go."""

    def __init__(self, url: str) -> None:
        super().__init__(
            ja=f"`{url}` には通知できません。https:// で始まる、外部から到達できる名前のアドレスを指定してください",
            en=f"`{url}` cannot be called; give an address that begins with https:// and names a host",
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it is shown, once."""

    token: Token
    plain: str


def issue_token(*, person: Person, label: str, scopes: Iterable[str], days: int, actor: Actor, at: datetime) -> Issued:
    """Issue a token (`token.issued`).

    Raises:
        TooLong, NoScope: see there.
    """
    wanted = sorted({scope.strip() for scope in scopes if scope.strip()})
    if not wanted:
        raise NoScope
    if not 1 <= days <= LONGEST.days:
        raise TooLong(days)
    plain = PREFIX + urlsafe_b64encode(dice.token(32)).decode().rstrip("=")
    token = Token(
        id=new_id(at), person=person, label=label[:80], digest=digest_of(plain), scopes=wanted, made_at=at,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    with transaction.atomic():
        write(
            act="token.issued",
            actor=actor,
            at=at,
            payload={"label": token.label, "scopes": wanted, "expires_at": token.expires_at.isoformat()},
            case=None,
            rows=[token],
        )
    return Issued(token, plain)


def revoke_token(*, token: Token, actor: Actor, at: datetime) -> None:
    """Revoke a token (`token.revoked`); nothing happens if it was."""
    with transaction.atomic():
        held = Token.objects.select_for_update().get(id=token.id)
        if held.revoked_at is None:
            held.revoked_at = at
            write(act="token.revoked", actor=actor, at=at, payload={"token": str(held.id)}, case=None, rows=[held])


def holder_of(plain: str, *, at: datetime) -> Token | None:
    """The token that was presented, if it may still be used."""
    found = Token.objects.select_related("person").filter(digest=digest_of(plain)).first()
    return found if found is not None and found.usable_at(at) else None


def digest_of(plain: str) -> str:
    """What is kept of a token: it is random, so a plain digest tells nothing."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def covers(scopes: Iterable[str], act: str) -> bool:
    """Whether scopes cover an act: by name, or by a beginning that ends in a point."""
    return any(scope == act or (scope.endswith(".") and act.startswith(scope)) for scope in scopes)


def add_webhook(*, person: Person, url: str, acts: Iterable[str], actor: Actor, at: datetime) -> Webhook:
    """Add a webhook (`webhook.added`); its secret is in the row, to be shown to its owner.

    Raises:
        NotAnAddress: it must not be called.
        NoScope: it would be told nothing.
    """
    wanted = sorted({act.strip() for act in acts if act.strip()})
    if not wanted:
        raise NoScope
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


def tell(act: str, body: dict[str, Any], *, at: datetime) -> int:
    """Queue a call to every webhook that wants to know of an act, and return how many."""
    hooks = [
        each for each in Webhook.objects.filter(removed_at__isnull=True) if any(act.startswith(a) for a in each.acts)
    ]
    for hook in hooks:
        delivery = Delivery(id=new_id(at), key=hook.key, webhook=hook, queued_at=at)
        delivery.body = {"act": act, **body}
        delivery.save(force_insert=True)
        for function in _queued:
            function(delivery.id)
    return len(hooks)


def _allow(url: str) -> None:
    """Nothing inside the institution's network by number, and nothing in clear but on this machine (for practice)."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    local = host == "localhost" or (address is not None and address.is_loopback)
    if parts.scheme == "http" and local:
        return
    if parts.scheme != "https" or not host or parts.username or (address is not None and not address.is_global):
        raise NotAnAddress(url)
