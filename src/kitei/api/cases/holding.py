"""What a case holds beside its steps: papers handed over, files, messages, notes, receipts; and its erasure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from kitei.api.cases import forms
from kitei.api.cases.acting import who
from kitei.api.cases.routing import router
from kitei.api.cases.showing import summary
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import case_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.models import Case, Document
from kitei.office.cases.services import documents
from kitei.office.cases.services.aside import erasing
from kitei.office.ground.errors import OfficeError
from kitei.office.record import queries as record


class FileOut(Schema):
    """A file of the case."""

    id: str
    filename: str
    media_type: str
    size: int
    purpose: str


class MessageOut(Schema):
    """Something said to, or by, whoever asked."""

    id: str
    direction: str
    channel: str
    subject: str
    body: str
    at: datetime


class NoteOut(Schema):
    """A note of the office to itself."""

    id: str
    body: str
    at: datetime


class HeldOut(Schema):
    """Files, messages and notes of a case, oldest first."""

    files: list[FileOut]
    messages: list[MessageOut]
    notes: list[NoteOut]


class PaperDetail(Schema):
    """What was filled in on a paper, and how it reached the person."""

    id: str
    form: str
    language: str
    direction: str
    issued_on: date
    delivered_on: date | None
    how: str
    values: dict[str, Any]


class EraseIn(Schema):
    """Erasing what a case holds: the number once more, for it cannot be undone, and why."""

    number: forms.Name
    reason: forms.Text


class NotTheNumber(OfficeError):
    """Something that cannot be undone, without the number repeated as it stands."""

    def __init__(self, number: str) -> None:
        super().__init__(
            ja=f"元に戻せない操作です。確かめるため、number に {number} をそのまま送ってください",
            en=f"this cannot be undone; to confirm, send {number} as `number`",
        )


@router.get("/{number}/held", response=answers(HeldOut), operation_id="get_held")
def get_held(request: HttpRequest, number: str) -> HeldOut:
    """Files, messages and notes of a case."""
    case = case_of(caller_of(request), number, "case.read")
    return HeldOut(
        files=[
            FileOut(
                id=str(each.id),
                filename=str(each.filename),
                media_type=each.media_type,
                size=each.size,
                purpose=each.purpose,
            )
            for each in case.attachments.order_by("id")
        ],
        messages=[
            MessageOut(
                id=str(each.id),
                direction=each.direction,
                channel=each.channel,
                subject=str(each.subject or ""),
                body=str(each.body),
                at=each.sent_at,
            )
            for each in case.messages.order_by("id")
        ],
        notes=[NoteOut(id=str(each.id), body=str(each.body), at=each.at) for each in case.notes.order_by("id")],
    )


@router.get("/{number}/files/{file}", response=answers(None), operation_id="get_file")
def get_file(request: HttpRequest, number: str, file: UUID) -> HttpResponse:
    """A file as it was handed in."""
    case = case_of(caller_of(request), number, "case.read")
    found = case.attachments.filter(pk=file).first()
    if found is None or case.erased_on is not None:
        raise Missing("file", str(file))
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer.headers["Content-Disposition"] = "attachment"
    return answer


@router.get("/{number}/papers/{paper}/values", response=answers(PaperDetail), operation_id="get_paper_values")
def get_paper_values(request: HttpRequest, number: str, paper: UUID) -> PaperDetail:
    """What was filled in on a paper."""
    return _paper(_document(case_of(caller_of(request), number, "case.read"), paper))


@router.post("/{number}/papers/{paper}/handed-over", response=answers(PaperDetail), operation_id="hand_over")
def hand_over(
    request: HttpRequest, number: str, paper: UUID, body: forms.HandOverIn, key: str | None = Key
) -> PaperDetail:
    """Note that a paper reached the person: how, on which day, and what proves it."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.handed_over", here=True)
    done = documents.hand_over(
        document=_document(case, paper),
        how=body.how,
        on=body.on,
        proof=body.proof,
        idempotency_key=key,
        **who(caller, "case.handed_over", case),
    )
    return _paper(done)


@router.get("/{number}/acts/{act}/receipt", response=answers(None), operation_id="get_receipt_of_case")
def get_receipt(request: HttpRequest, number: str, act: int) -> HttpResponse:
    """The proof that an act on the case stands in the record (C2SP tlog-proof)."""
    case = case_of(caller_of(request), number, "case.read")
    if not 0 < act < 2**62 or not record.acts_of(case.number).filter(id=act).exists():
        raise Missing("act", str(act)[:20])
    return HttpResponse(record.receipt_of(act).encode(), content_type="text/plain")


@router.post("/{number}/erase", response=answers(forms.CaseOut), operation_id="erase_case")
def erase_case(request: HttpRequest, number: str, body: EraseIn, key: str | None = Key) -> forms.CaseOut:
    """Destroy the key of a closed case: what it holds can never be read again; number, dates and record stay."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.key_destroyed", here=True)
    if body.number != case.number:
        raise NotTheNumber(case.number)
    common = who(caller, "case.key_destroyed", case)
    once(
        caller,
        key,
        f"erase_case {case.id}",
        body,
        lambda: erasing.destroy_key(case=case, reason=body.reason, **common),
    )
    return summary(Case.objects.select_related("unit").get(pk=case.pk))


def _document(case: Case, paper: UUID) -> Document:
    found: Document | None = case.documents.select_related("case").filter(pk=paper).first()
    if found is None or case.erased_on is not None:
        raise Missing("paper", str(paper))
    return found


def _paper(row: Document) -> PaperDetail:
    return PaperDetail(
        id=str(row.id),
        form=row.form,
        language=row.language,
        direction=row.direction,
        issued_on=row.issued_on,
        delivered_on=row.delivered_on,
        how=row.how,
        values=row.values if isinstance(row.values, dict) else {},
    )
