"""What is said about a case: messages and notes."""

from __future__ import annotations

from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.files import LONGEST_MESSAGE, NoMessage, message_of
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, Message, Note
from kitei.office.cases.models.papers import Direction
from kitei.office.ground.actors import Actor
from kitei.office.people.access import Powers


def send(
    *,
    case: Case,
    body: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    channel: str = "portal",
    subject: str = "",
    answers: Message | None = None,
    idempotency_key: str | None = None,
) -> Message:
    """Write to whoever asked, or note down what was said on the telephone or at the counter.

    Raises:
        NoMessage: it is empty or too long.
        Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.message_sent", actor=actor, powers=powers, at=at)
    return _say(case, deed, idempotency_key, Direction.OUT, channel, subject, body, answers)


def receive(
    *,
    case: Case,
    body: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    channel: str = "portal",
    subject: str = "",
    answers: Message | None = None,
    idempotency_key: str | None = None,
) -> Message:
    """Take in what whoever asked says.

    Raises:
        NoMessage: it is empty or too long.
        Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.message_received", actor=actor, powers=powers, at=at)
    return _say(case, deed, idempotency_key, Direction.IN, channel, subject, body, answers)


def add_note(
    *,
    case: Case,
    body: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    idempotency_key: str | None = None,
) -> Note:
    """Add a note of the office to itself.

    Raises:
        NoMessage: it is empty or too long.
        Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.note_added", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, body=body)
    text = body.strip()
    if not 0 < len(text) <= LONGEST_MESSAGE:
        raise NoMessage(len(text))

    def make(now: Case) -> Made:
        row = Note(id=deed.new_id(), key=now.key, case=now, by_id=actor.person, role=actor.role, at=at, body=text)
        return Made(row, [row], {"note": text})

    return act_on(case, deed, request, Note, make, running=False)


def _say(
    case: Case,
    deed: Deed,
    key: str | None,
    direction: str,
    channel: str,
    subject: str,
    body: str,
    answers: Message | None,
) -> Message:
    request = Request(deed.actor, key, deed.act, case=case, body=body, channel=channel, subject=subject)

    def make(now: Case) -> Made:
        row = message_of(now, deed, direction=direction, channel=channel, subject=subject, body=body, answers=answers)
        return Made(row, [row], {"channel": channel, "subject": row.subject, "body": row.body})

    return act_on(case, deed, request, Message, make, running=False)
