"""The picture of a paper request, kept as a draft (sealed, and gone once it is filed) while somebody keys it in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2
from django.http import HttpRequest

from kitei.calendar import DayError, parse_day
from kitei.office.cases.values import FileDraft
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.models import Draft
from kitei.office.requests.services import drafts
from kitei.office.requests.services.drafts import NoSuchDraft
from kitei.office.requests.services.filing import Filed
from kitei.regulations.schema.filings import Channel
from kitei.web.look.desk import DeskRequest

_PAPER, _DONE = "paper", "paper_filed"
SCALE = 1.6
"""Pixels for each point of a PDF page: enough to read handwriting on a laptop."""
MOST_PAGES = 20
_CHANNELS: dict[str, Channel] = {"counter": "counter", "post": "post", "e_mail": "e_mail"}


class NotADayHere(OfficeError):
    """A day of receipt that cannot be read."""

    def __init__(self, error: DayError) -> None:
        super().__init__(ja=error.ja, en=error.en)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is being keyed in.

    Attributes:
        draft: holds its picture; `None` if there is no picture.
        pages: how many pages of the picture can be shown.
        of: the number of the case whose outcome an appeal challenges.
    """

    channel: Channel
    received_on: date | None
    draft: Draft | None
    pages: int
    of: str = ""


def keep(request: DeskRequest, procedure: str) -> None:
    """Keep when and how a paper came in, and its picture.

    Raises:
        NotADayHere: the day cannot be read.
        ForbiddenFile, DraftTooLarge: the picture cannot be kept.
    """
    try:
        day = parse_day(request.POST.get("received_on", ""))
    except DayError as error:
        raise NotADayHere(error) from error
    token = ""
    file = request.FILES.get("scan")
    if file is not None:
        at = request.desk.at
        kept = FileDraft(
            filename=file.name or "scan", content=file.read(), media_type=file.content_type or "", purpose="scan"
        )
        token = drafts.save_draft(procedure=procedure, entered={}, at=at).token
        drafts.add_file(token=token, file=kept, at=at)
    channel = _CHANNELS.get(request.POST.get("channel", ""), "counter")
    of = request.POST.get("of", "").strip()[:24]
    request.session[_PAPER] = {"for": procedure, "channel": channel, "on": day.isoformat(), "token": token, "of": of}


def kept(request: DeskRequest, procedure: str) -> Paper:
    """The paper that is being keyed in; at the counter and today if nothing is known."""
    said = _said(request)
    if said.get("for") != procedure:
        return Paper("counter", None, None, 0)
    draft = _draft(request)
    pages = len(_pages(draft)) if draft else 0
    return Paper(
        _CHANNELS.get(said["channel"], "counter"), date.fromisoformat(said["on"]), draft, pages, said.get("of", "")
    )


def picture(request: DeskRequest, number: int) -> bytes | None:
    """A page of the picture, from 0, as PNG or JPEG."""
    draft = _draft(request)
    pages = _pages(draft) if draft else []
    return _drawn(*pages[number]) if number < len(pages) else None


def done(request: DeskRequest, filed: Filed) -> None:
    """Remember what the next page shows once, and forget the paper."""
    request.session.pop(_PAPER, None)
    numbers = [case.number for case in filed.cases]
    request.session[_DONE] = {"numbers": numbers, "secret": filed.secret}


def receipt(request: DeskRequest) -> dict[str, Any] | None:
    """What was filed last; only once, for the secret stands nowhere else."""
    found = request.session.pop(_DONE, None)
    return found if isinstance(found, dict) else None


def _said(request: HttpRequest) -> dict[str, str]:
    found = request.session.get(_PAPER)
    return found if isinstance(found, dict) else {}


def _draft(request: DeskRequest) -> Draft | None:
    token = _said(request).get("token", "")
    if not token:
        return None
    try:
        return drafts.resume_draft(token=token, at=request.desk.at)
    except NoSuchDraft:
        return None


def _pages(draft: Draft) -> list[tuple[FileDraft, int]]:
    """Every page of every file, in order."""
    return [(file, page) for file in drafts.files_of(draft) for page in range(_count(file))][:MOST_PAGES]


def _count(file: FileDraft) -> int:
    if file.media_type != "application/pdf":
        return 1 if file.media_type.startswith("image/") else 0
    pdf = pypdfium2.PdfDocument(file.content)
    try:
        return len(pdf)
    finally:
        pdf.close()


def _drawn(file: FileDraft, page: int) -> bytes:
    if file.media_type != "application/pdf":
        return file.content
    pdf = pypdfium2.PdfDocument(file.content)
    try:
        made = io.BytesIO()
        pdf[page].render(scale=SCALE).to_pil().save(made, "PNG")
        return made.getvalue()
    finally:
        pdf.close()
