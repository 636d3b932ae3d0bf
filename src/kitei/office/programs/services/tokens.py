"""Tokens: issued, shown once, used within their scopes, revoked."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Person
from kitei.office.programs.models import Token, TokenUse
from kitei.office.record.services import write

PREFIX = "kitei_"
LONGEST = timedelta(days=366)
_USED_AGAIN = timedelta(minutes=5)
"""How far apart two uses lie that are both noted."""


class TooLong(OfficeError):
    """A token for longer than tokens live."""

    def __init__(self, days: int) -> None:
        super().__init__(
            ja=f"トークンの期間は 1 日から {LONGEST.days} 日までです({days} 日は指定できません)",
            en=f"a token lives from 1 to {LONGEST.days} days, not {days}",
        )


class NoScope(OfficeError):
    """A token that could do nothing, or a webhook that would be told nothing."""

    def __init__(self) -> None:
        super().__init__(
            ja="範囲(scopes)を一つ以上指定してください。例: case.read",
            en="name at least one scope, such as `case.read`",
        )


class NotAScope(OfficeError):
    """Something that names no act and no beginning of one."""

    def __init__(self, scope: str) -> None:
        super().__init__(
            ja=f"`{scope[:40]}` は操作の名前ではありません。例: case.read、case.(末尾の点は「で始まるすべて」)",
            en=f"`{scope[:40]}` is no name of an act; such as `case.read`, or `case.` for all that begin so",
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it is shown, once."""

    token: Token
    plain: str


def issue_token(*, person: Person, label: str, scopes: Iterable[str], days: int, actor: Actor, at: datetime) -> Issued:
    """Issue a token (`token.issued`).

    Raises:
        TooLong, NoScope, NotAScope: see there.
    """
    wanted = read_scopes(scopes)
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
    found = Token.objects.select_related("person", "use").filter(digest=digest_of(plain)).first()
    return found if found is not None and found.usable_at(at) else None


def note_use(token: Token, *, at: datetime) -> None:
    """Note when a token was last used, to the nearest five minutes; no act, and no row of business."""
    known = token.used_at
    if known is None or at - known >= _USED_AGAIN:
        TokenUse.objects.update_or_create(token=token, defaults={"at": at})


def digest_of(plain: str) -> str:
    """What is kept of a token: it is random, so a plain digest tells nothing."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def covers(scopes: Iterable[str], act: str) -> bool:
    """Whether scopes cover an act: by name, or by a beginning that ends in a point."""
    return any(scope == act or (scope.endswith(".") and act.startswith(scope)) for scope in scopes)


def read_scopes(scopes: Iterable[str]) -> list[str]:
    """Scopes in order, each once.

    Raises:
        NoScope: there is none. NotAScope: one cannot be a name.
    """
    wanted = sorted({scope.strip() for scope in scopes if scope.strip()})
    if not wanted:
        raise NoScope
    for scope in wanted:
        if len(scope) > 64 or not scope.replace("_", "a").replace(".", "a").isalnum() or not scope.isascii():
            raise NotAScope(scope)
    return wanted
