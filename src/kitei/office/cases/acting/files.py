"""Rows for files and messages of a case."""

from __future__ import annotations

from kitei.office.cases.acting.inspecting import inspect
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Attachment, Case, Message
from kitei.office.cases.values import FileDraft
from kitei.office.ground.errors import OfficeError

LONGEST_MESSAGE = 20_000  # characters


class NoMessage(OfficeError):
    """A message that says nothing, or far too much."""

    def __init__(self, length: int) -> None:
        super().__init__(
            ja=f"本文は1文字から{LONGEST_MESSAGE:,}文字までです(今は{length:,}文字)。"
            "長いものはファイルで添えてください",
            en=f"a message has 1 to {LONGEST_MESSAGE:,} characters (this one {length:,}); "
            "attach what is longer as a file",
        )


def attachment_of(case: Case, file: FileDraft, deed: Deed, *, direction: str) -> Attachment:
    """The row of a file that may be kept.

    Raises:
        ForbiddenFile: it may not.
    """
    found = inspect(file)
    return Attachment(
        id=deed.new_id(),
        key=case.key,
        case=case,
        purpose=file.purpose,
        media_type=found.media_type,
        size=len(found.content),
        direction=direction,
        at=deed.at,
        filename=found.filename,
        content=found.content,
    )


def message_of(
    case: Case,
    deed: Deed,
    *,
    direction: str,
    channel: str,
    body: str,
    subject: str = "",
    answers: Message | None = None,
) -> Message:
    """The row of a message.

    Raises:
        NoMessage: it is empty or too long.
    """
    body = body.strip()
    if not 0 < len(body) <= LONGEST_MESSAGE:
        raise NoMessage(len(body))
    return Message(
        id=deed.new_id(),
        key=case.key,
        case=case,
        direction=direction,
        channel=channel,
        by_id=deed.actor.person,
        answers=answers,
        sent_at=deed.at,
        subject=subject.strip()[:200],
        body=body,
    )
