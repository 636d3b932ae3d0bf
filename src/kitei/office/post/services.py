"""Letters are queued within the act that causes them, and leave afterwards."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction

from kitei.office.ground.identifiers import new_id
from kitei.office.post.models import Outgoing
from kitei.office.vault import keys

_log = logging.getLogger(__name__)

Queued = Callable[[UUID], None]
_queued: list[Queued] = []


class NotSent(RuntimeError):
    """The mail server did not take the letter; it is kept and will be tried again."""


def on_queued(function: Queued) -> None:
    """Call a function, within the transaction, with the id of every letter that is queued; wired in `kitei.project`."""
    if function not in _queued:
        _queued.append(function)


def queue(*, to: str, subject: str, body: str, at: datetime) -> UUID:
    """Keep a letter until it can leave; in the caller's transaction, so that it leaves only if the act is done."""
    letter = Outgoing(
        id=new_id(at),
        key=keys.of_office(at),
        queued_at=at,
        letter={"to": to, "subject": " ".join(subject.split()), "body": body},
    )
    letter.save(force_insert=True)
    for function in _queued:
        function(letter.id)
    return letter.id


def send(letter_id: UUID, *, at: datetime) -> bool:
    """Hand a letter to the mail server and erase it; `False` if it has left already, or is being sent.

    Raises:
        NotSent: the server did not take it.
    """
    with transaction.atomic():
        waiting = Outgoing.objects.select_for_update(skip_locked=True).filter(id=letter_id, sent_at__isnull=True)
        found = waiting.first()
        if found is None:
            return False
        trouble = _hand_over(found)
        if trouble is None:
            found.sent_at, found.letter, found.trouble = at, None, ""
        else:
            found.tries, found.trouble = found.tries + 1, trouble
        found.save()
    if trouble is not None:
        raise NotSent(f"the mail server did not take letter {letter_id} ({trouble}); it is kept and tried again")
    return True


def waiting(limit: int = 100) -> list[UUID]:
    """The letters that have not left, oldest first."""
    found = Outgoing.objects.filter(sent_at__isnull=True).order_by("queued_at", "id")
    return list(found.values_list("id", flat=True)[:limit])


def _hand_over(outgoing: Outgoing) -> str | None:
    """The kind of trouble, if there was any; its text may hold an address and is not kept."""
    letter = outgoing.letter
    try:
        EmailMessage(subject=letter["subject"], body=letter["body"], to=[letter["to"]]).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _log.warning("letter %s: %s", outgoing.id, type(error).__name__)
        return type(error).__name__
    return None
