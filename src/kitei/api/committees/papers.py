"""Papers of a meeting: read, laid before the members, taken back; agenda and minutes."""

from __future__ import annotations

from base64 import b64decode
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from kitei.api.committees import forms, showing
from kitei.api.committees.finding import by, item_of, meeting_of, paper_of
from kitei.api.committees.items import ITEM
from kitei.api.committees.routing import router
from kitei.api.ground.caller import caller_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.acting.printing import pdf_of
from kitei.office.committees.models import AgendaItem
from kitei.office.committees.queries import finding
from kitei.office.committees.services import minuting
from kitei.office.committees.services.agenda import NewPaper, NoPaper, add_paper, withdraw_paper
from kitei.office.lawbook import current

PDF = "application/pdf"


@router.post(f"{ITEM}/papers", response=answers(forms.Made, status=201), operation_id="lay_paper")
def lay_paper(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.LaidIn, key: str | None = Key
) -> Status[forms.Made]:
    """Lay a paper before the members: one of the case, or a file."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, "meeting.paper_added")
    common = by(caller, "meeting.paper_added", item.meeting)
    paper = _chosen(item, sent)
    made = once(caller, key, f"lay_paper {item.id}", sent, lambda: add_paper(item=item, paper=paper, **common))
    return Status(201, forms.Made(id=str(made)))


@router.get("/papers/{paper}", response=answers(None), operation_id="read_paper")
def read_paper(request: HttpRequest, paper: UUID) -> HttpResponse:
    """A paper of a meeting, for a member who may read it now."""
    found = paper_of(caller_of(request), paper, "meeting.read")
    if found.document is not None:
        content, media_type = pdf_of(current(), found.document), PDF
    elif found.attachment is not None:
        content, media_type = found.attachment.content, found.attachment.media_type
    else:
        content, media_type = found.content, found.media_type
    if not content:
        raise Missing("paper", str(paper))
    return HttpResponse(bytes(content), content_type=media_type)


@router.post("/papers/{paper}/withdraw", response=answers(forms.Made), operation_id="withdraw_paper")
def take_back(request: HttpRequest, paper: UUID, key: str | None = Key) -> forms.Made:
    """Take a paper back: from now on no member reads it."""
    caller = caller_of(request)
    found = paper_of(caller, paper, "meeting.paper_added")
    common = by(caller, "meeting.paper_added", found.item.meeting)
    made = once(caller, key, f"withdraw_paper {paper}", {}, lambda: withdraw_paper(paper=found, **common))
    return forms.Made(id=str(made))


@router.get("/meetings/{meeting}/agenda.pdf", response=answers(None), operation_id="get_agenda")
def get_agenda(request: HttpRequest, meeting: UUID, lang: Literal["ja", "en"] = "ja") -> HttpResponse:
    """The agenda as PDF."""
    caller = caller_of(request)
    pdf = minuting.agenda_pdf(meeting_of(caller, meeting), lang, caller.at)
    return HttpResponse(pdf, content_type=PDF)


@router.post("/meetings/{meeting}/minutes", response=answers(forms.MeetingOut), operation_id="issue_minutes")
def issue_minutes(
    request: HttpRequest, meeting: UUID, sent: forms.MinutesIn, key: str | None = Key
) -> forms.MeetingOut:
    """Issue the minutes."""
    caller = caller_of(request)
    found = meeting_of(caller, meeting, "meeting.minutes_issued")
    common = by(caller, "meeting.minutes_issued", found)
    once(
        caller,
        key,
        f"issue_minutes {meeting}",
        sent,
        lambda: minuting.issue(meeting=found, language=sent.language, **common),
    )
    return showing.meeting(caller, found)


@router.post("/meetings/{meeting}/corrections", response=answers(forms.MeetingOut), operation_id="correct_minutes")
def correct_minutes(
    request: HttpRequest, meeting: UUID, sent: forms.CorrectionIn, key: str | None = Key
) -> forms.MeetingOut:
    """Add a correction to the minutes."""
    caller = caller_of(request)
    found = meeting_of(caller, meeting, "meeting.minutes_issued")
    common = by(caller, "meeting.minutes_issued", found)
    once(
        caller,
        key,
        f"correct_minutes {meeting}",
        sent,
        lambda: minuting.correct(meeting=found, text=sent.text, language=sent.language, **common),
    )
    return showing.meeting(caller, found)


@router.get("/minutes/{minutes}.pdf", response=answers(None), operation_id="get_minutes")
def get_minutes(request: HttpRequest, minutes: UUID) -> HttpResponse:
    """Minutes, or a correction, as issued."""
    caller = caller_of(request)
    caller.require("meeting.read")
    found = finding.minutes_for(caller.powers, minutes)
    if found is None:
        raise Missing("minutes", str(minutes))
    return HttpResponse(bytes(found.pdf), content_type=PDF)


def _chosen(item: AgendaItem, sent: forms.LaidIn) -> NewPaper:
    """What is laid before the members.

    Raises:
        NoPaper: not exactly one thing, or nothing of this case.
    """
    case = item.case
    if sent.file is not None and not sent.document and not sent.attachment:
        return NewPaper(
            title=sent.title or sent.file.filename,
            filename=sent.file.filename,
            media_type=sent.file.media_type,
            content=b64decode(sent.file.content),
        )
    if case is None or sent.file is not None or bool(sent.document) is bool(sent.attachment):
        raise NoPaper
    document = case.documents.filter(id=_uuid(sent.document)).first() if sent.document else None
    attachment = case.attachments.filter(id=_uuid(sent.attachment)).first() if sent.attachment else None
    if document is None and attachment is None:
        raise NoPaper
    return NewPaper(document=document, attachment=attachment)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NoPaper from error
