"""Requests that arrive twice act once: the second gets what the first one made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from kitei.office.cases.models import Once
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import ActedRow

Row = TypeVar("Row", bound=ActedRow)
LONGEST_KEY = 128


class KeyUsedOtherwise(OfficeError):
    """A key under which something else was asked before."""

    def __init__(self) -> None:
        super().__init__(
            ja="この冪等キーは別の依頼に使われています。新しい依頼には新しいキーを付けてください",
            en="this idempotency key was used for another request; give each request a key of its own",
        )


class BadKey(OfficeError):
    """A key that is empty or too long."""

    def __init__(self) -> None:
        super().__init__(
            ja=f"冪等キーは1文字から{LONGEST_KEY}文字までです",
            en=f"an idempotency key has 1 to {LONGEST_KEY} characters",
        )


class Request:
    """One request, known by the caller's key; without a key nothing is remembered."""

    def __init__(self, actor: Actor, key: str | None, name: str, /, **asked: Any) -> None:
        if key is not None and not 0 < len(key) <= LONGEST_KEY:
            raise BadKey
        self._actor, self._key, self._name = actor.pseudonym, key, name
        self._digest = sha256(json.dumps([name, plain(asked)], sort_keys=True).encode()).hexdigest() if key else ""

    def answered(self, model: type[Row]) -> Row | None:
        """What the first request made; the same request cannot be looked at by another transaction meanwhile.

        Raises:
            KeyUsedOtherwise: the key was used for something else.
        """
        if self._key is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"{self._actor}|{self._key}"])
        first = Once.objects.filter(actor=self._actor, key=self._key).first()
        if first is None:
            return None
        if first.request != self._digest:
            raise KeyUsedOtherwise
        return model._base_manager.get(pk=first.row)

    def remember(self, row: ActedRow, at: datetime) -> list[ActedRow]:
        """The row that makes a second request give the same; it goes into the act."""
        if self._key is None:
            return []
        return [
            Once(
                id=new_id(at),
                actor=self._actor,
                key=self._key,
                name=self._name,
                request=self._digest,
                row=row.pk,
                at=at,
            )
        ]


def plain(value: Any) -> Any:
    """A request as JSON has it; bytes by their digest, rows by their id."""
    match value:
        case None | bool() | int() | str() | float():
            return value
        case bytes():
            return sha256(value).hexdigest()
        case models.Model():
            return str(value.pk)
        case Mapping():
            return {str(name): plain(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            listed = [plain(each) for each in value]
            return listed if isinstance(value, list | tuple) else sorted(listed)
        case date() | UUID():
            return str(value)
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return repr(value)
