"""Requests of programs that arrive twice act once, where the service itself does not remember them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Person
from kitei.office.programs.models import Asked, Delivery

REMEMBERED = timedelta(days=100)
"""How long a key is remembered, and how long the log of calls that were made goes back."""


class KeyOfAnother(OfficeError):
    """A key under which something else was asked before."""

    def __init__(self) -> None:
        super().__init__(
            ja="この冪等キーは別の依頼に使われています。新しい依頼には新しいキーを付けてください",
            en="this idempotency key was used for another request; give each request a key of its own",
        )


def once(*, person: Person, key: str | None, digest: str, at: datetime, do: Callable[[], UUID]) -> UUID:
    """Do something for a program; asked again under the same key, it is not done again.

    Args:
        key: of the program's choosing; without one nothing is remembered.
        digest: SHA-256 of what is asked, so that a key is not used for something else.
        do: does it in this transaction, and tells which row came of it.

    Returns:
        The row that came of it, the first time.

    Raises:
        KeyOfAnother: the key was used for something else. Whatever `do` raises; then nothing is remembered.
    """
    if key is None:
        return do()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"{person.id}|{key}"])
        first = Asked.objects.filter(person=person, key=key).first()
        if first is not None:
            if first.request != digest:
                raise KeyOfAnother
            return first.row
        made = do()
        Asked.objects.create(id=new_id(at), person=person, key=key, request=digest, row=made, at=at)
    return made


def forget(*, at: datetime) -> int:
    """Forget keys, and calls that were made, of long ago; how many."""
    keys, _ = Asked.objects.filter(at__lt=at - REMEMBERED).delete()
    calls, _ = Delivery.objects.filter(done_at__isnull=False, queued_at__lt=at - REMEMBERED).delete()
    return keys + calls
