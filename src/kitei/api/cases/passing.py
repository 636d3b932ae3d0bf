"""Cases that one's unit handed on to another: the file as it was then, to read. They come before the path of a case."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from kitei.api.cases import forms
from kitei.api.cases.routing import router
from kitei.api.cases.showing import words
from kitei.api.ground.caller import caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.acting.printing import pdf_of
from kitei.office.cases.models import HandedOn
from kitei.office.cases.queries import OldFile, handed_on, handed_on_by, old_file
from kitei.office.lawbook import current


class PassedLine(Schema):
    """A case that was handed on: from which unit to which, and when."""

    id: str
    case: str
    unit: str
    to: str
    on: date


class PassedPaper(Schema):
    """A paper that was in the file then."""

    id: str
    form: str
    direction: str
    issued_on: date


class PassedFile(Schema):
    """A file that was in it then."""

    id: str
    filename: str
    media_type: str


class PassedText(Schema):
    """A message or a note that was in it then."""

    body: str
    at: datetime


class PassedOut(PassedLine):
    """A case as it stood when it was handed on."""

    title: str
    name: str
    story: list[forms.EntryOut]
    papers: list[PassedPaper]
    files: list[PassedFile]
    messages: list[PassedText]
    notes: list[PassedText]


@router.get("/handed-on", response=answers(list[PassedLine]), operation_id="list_handed_on")
def list_handed_on(request: HttpRequest) -> list[PassedLine]:
    """What the units of the person handed on, the latest first."""
    caller = caller_of(request)
    caller.require_one("case.read", "case.search")
    return [_line(each) for each in handed_on(caller.powers)]


@router.get("/handed-on/{key}", response=answers(PassedOut), operation_id="get_handed_on")
def get_handed_on(request: HttpRequest, key: UUID) -> PassedOut:
    """One of them: the file as it was then."""
    found = _file(request, key)
    case = found.row.case
    return PassedOut(
        **_line(found.row).dict(),
        title=str(case.title),
        name=str(case.name),
        story=[
            forms.EntryOut(number=each.id, at=each.at, act=each.act, role=words(each.role), title=words(each.says))
            for each in found.story
        ],
        papers=[
            PassedPaper(id=str(each.id), form=each.form, direction=each.direction, issued_on=each.issued_on)
            for each in found.papers
        ],
        files=[
            PassedFile(id=str(each.id), filename=str(each.filename), media_type=each.media_type)
            for each in found.attachments
        ],
        messages=[PassedText(body=str(each.body), at=each.sent_at) for each in found.messages],
        notes=[PassedText(body=str(each.body), at=each.at) for each in found.notes],
    )


@router.get("/handed-on/{key}/papers/{paper}", response=answers(None), operation_id="get_handed_on_paper")
def get_paper(request: HttpRequest, key: UUID, paper: UUID) -> HttpResponse:
    """A paper that was in the file then, as PDF."""
    row = next((each for each in _file(request, key).papers if each.pk == paper), None)
    pdf = pdf_of(current(), row) if row is not None else None
    if pdf is None:
        raise Missing("paper", str(paper))
    return HttpResponse(pdf, content_type="application/pdf")


@router.get("/handed-on/{key}/files/{file}", response=answers(None), operation_id="get_handed_on_file")
def get_file(request: HttpRequest, key: UUID, file: UUID) -> HttpResponse:
    """A file that was in it then."""
    row = next((each for each in _file(request, key).attachments if each.pk == file), None)
    if row is None:
        raise Missing("file", str(file))
    answer = HttpResponse(bytes(row.content), content_type=row.media_type)
    answer.headers["Content-Disposition"] = "attachment"
    return answer


def _file(request: HttpRequest, key: UUID) -> OldFile:
    caller = caller_of(request)
    caller.require_one("case.read", "case.search")
    row = handed_on_by(caller.powers, key)
    if row is None or row.case.erased_on is not None:
        raise Missing("case", str(key))
    return old_file(row)


def _line(row: HandedOn) -> PassedLine:
    return PassedLine(id=str(row.id), case=row.case.number, unit=row.unit.code, to=row.to.code, on=row.on)
