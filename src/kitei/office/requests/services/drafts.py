"""Drafts: begun on the portal, taken up again by a secret link, gone when filed or too old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import transaction

from kitei.office.cases.acting.inspecting import inspect
from kitei.office.cases.values import FileDraft
from kitei.office.ground.actors import Actor, system
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import ActedRow
from kitei.office.record.services import write
from kitei.office.requests.acting import tokens
from kitei.office.requests.acting.taking_in import filing_of
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Draft, DraftFile, Link
from kitei.office.vault import keys
from kitei.regulations.schema.words import Language

KEPT_FOR = timedelta(days=30)
"""How long a draft is kept after it was last changed."""
MOST_FILES, MOST_BYTES = 20, 60 * 1024 * 1024
MOST_ENTERED = 200_000  # characters


class NoSuchDraft(OfficeError):
    """A link to no draft: it was filed, thrown away, or is too old."""

    def __init__(self) -> None:
        days = KEPT_FOR.days
        super().__init__(
            ja=f"この下書きはありません。提出済みか、最後の保存から{days}日を過ぎて消去されています。新しく始めてください",
            en=f"there is no such draft: it was filed, or erased {days} days after it was last saved; begin anew",
        )


class DraftTooLarge(OfficeError):
    """More than a draft may hold."""

    def __init__(self) -> None:
        megabytes = MOST_BYTES // 1024 // 1024
        super().__init__(
            ja=f"下書きに置けるのは{MOST_FILES}ファイル、合わせて{megabytes} MBまでです。残りは提出の後に送れます",
            en=f"a draft holds {MOST_FILES} files, {megabytes} MB in all; send the rest after filing",
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft that was saved.

    Attributes:
        token: for the link by which it is taken up again; it stands nowhere else.
    """

    draft: Draft
    token: str


def save_draft(
    *,
    procedure: str,
    entered: Mapping[str, Any],
    at: datetime,
    email: str = "",
    language: Language = "ja",
    token: str | None = None,
) -> Saved:
    """Save a draft: a new one, or the one that a link's token names.

    Args:
        entered: what was filled in so far; nothing is checked.

    Raises:
        NotFiled: nobody files that procedure.
        NoSuchDraft: the token names none. DraftTooLarge: more than a draft may hold.
    """
    filing_of(current_book(), procedure)
    if len(str(entered)) > MOST_ENTERED:
        raise DraftTooLarge
    with transaction.atomic():
        if token is None:
            token = tokens.new_token()
            draft = Draft(
                id=new_id(at),
                key=keys.create("draft", at).id,
                procedure=procedure,
                secret_digest=tokens.token_digest(token),
                made_at=at,
            )
        else:
            draft = _locked(token, at)
        draft.procedure, draft.language, draft.changed_at = procedure, language, at
        draft.expires_on = day_of(at + KEPT_FOR)
        draft.entered, draft.email = dict(entered), email or None
        write(act="request.draft_saved", actor=_visitor(draft), at=at, payload=_said(draft), case=None, rows=[draft])
    return Saved(draft, token)


def add_file(*, token: str, file: FileDraft, at: datetime) -> DraftFile:
    """Put a file into a draft, once it was looked at.

    Raises:
        NoSuchDraft, DraftTooLarge: see there. ForbiddenFile: the file is not kept.
    """
    found = inspect(file)
    with transaction.atomic():
        draft = _locked(token, at)
        sizes = list(DraftFile.objects.filter(draft=draft).values_list("size", flat=True))
        if len(sizes) >= MOST_FILES or sum(sizes) + len(found.content) > MOST_BYTES:
            raise DraftTooLarge
        row = DraftFile(
            id=new_id(at),
            key=draft.key,
            draft=draft,
            media_type=found.media_type,
            size=len(found.content),
            purpose=file.purpose,
            filename=found.filename,
            content=found.content,
        )
        draft.changed_at, draft.expires_on = at, day_of(at + KEPT_FOR)
        write(
            act="request.draft_saved", actor=_visitor(draft), at=at, payload=_said(draft), case=None, rows=[draft, row]
        )
    return row


def remove_file(*, token: str, file: str, at: datetime) -> Draft:
    """Take a file out of a draft; nothing happens if it is not there.

    Args:
        file: the id of the file.

    Raises:
        NoSuchDraft: the token names none.
    """
    with transaction.atomic():
        draft = _locked(token, at)
        rows = [each for each in DraftFile.objects.filter(draft=draft) if str(each.id) == file]
        if rows:
            write(
                act="request.draft_saved", actor=_visitor(draft), at=at, payload=_said(draft), case=None, removed=rows
            )
    return draft


def resume_draft(*, token: str, at: datetime) -> Draft:
    """The draft that a link's token names. Reading: nothing is recorded.

    Raises:
        NoSuchDraft: there is none, or it is too old.
    """
    draft: Draft | None = Draft.objects.filter(secret_digest=tokens.token_digest(token)).first()
    if draft is None or draft.expires_on < day_of(at):
        raise NoSuchDraft
    return draft


def files_of(draft: Draft) -> tuple[FileDraft, ...]:
    """The files of a draft, as they are filed."""
    return tuple(
        FileDraft(filename=each.filename, content=each.content, media_type=each.media_type, purpose=each.purpose)
        for each in DraftFile.objects.filter(draft=draft).order_by("id")
    )


def discard_draft(*, token: str, at: datetime) -> None:
    """Throw a draft away at the wish of whoever began it.

    Raises:
        NoSuchDraft: there is none.
    """
    with transaction.atomic():
        end(draft=_locked(token, at), why="discarded", at=at)


def end(*, draft: Draft, why: Literal["filed", "discarded", "expired"], at: datetime) -> int:
    """End a draft: its key is destroyed, and its rows go. In the caller's transaction."""
    gone: Sequence[ActedRow] = [
        *Link.objects.filter(draft=draft),
        *DraftFile.objects.filter(draft=draft).defer("content"),
        draft,
    ]
    keys.end(draft.key, at)
    actor = system("clock") if why == "expired" else _visitor(draft)
    return write(
        act="request.draft_ended",
        actor=actor,
        at=at,
        payload={"draft": draft.id, "why": why},
        case=None,
        removed=gone,
        ended_keys=(draft.key,),
    )


def expire_drafts(*, at: datetime, most: int = 100) -> int:
    """End the drafts that are too old, and say how many there were."""
    old = list(Draft.objects.filter(expires_on__lt=day_of(at)).order_by("expires_on", "id").values_list("id")[:most])
    ended = 0
    for (row,) in old:
        with transaction.atomic():
            draft = Draft.objects.select_for_update(skip_locked=True).filter(id=row).first()
            if draft is not None and draft.expires_on < day_of(at):
                end(draft=draft, why="expired", at=at)
                ended += 1
    return ended


def _locked(token: str, at: datetime) -> Draft:
    draft: Draft | None = Draft.objects.select_for_update().filter(secret_digest=tokens.token_digest(token)).first()
    if draft is None or draft.expires_on < day_of(at):
        raise NoSuchDraft
    return draft


def _visitor(draft: Draft) -> Actor:
    return tokens.requester(draft.secret_digest)


def _said(draft: Draft) -> dict[str, Any]:
    """Nothing of what was filled in: the act is sealed under the office's key, which lives on."""
    return {"draft": draft.id, "procedure": draft.procedure, "until": draft.expires_on}
