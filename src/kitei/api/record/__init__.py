"""The record for programs: the tree's head, acts, receipts. Nothing of it tells what was done to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from procrastinate.exceptions import AlreadyEnqueued
from pydantic import Field

from kitei.api.ground.caller import caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.jobs.record import tasks
from kitei.notary import NotaryError
from kitei.office.ground.errors import OfficeError
from kitei.office.record import comparing, queries
from kitei.office.record.models import Act, Verification

router = Router()
Size = Annotated[int, Query(ge=1, le=200)]
Number = Annotated[int, Query(ge=1, le=2**62)]


class HeadOut(Schema):
    """The tree's head: how many acts it holds, how many wait, and the signed checkpoint."""

    size: int
    waiting: int
    checkpoint: str


class ActOut(Schema):
    """An act, as its leaf says it."""

    number: int
    at: datetime
    act: str
    actor: str
    role: str
    case: str | None
    clauses: list[str]


class CheckpointIn(Schema):
    """A signed checkpoint that was kept elsewhere."""

    note: Annotated[str, Field(min_length=1, max_length=10_000)]


class ComparedOut(Schema):
    """How many entries the checkpoint vouches for, how many the tree has, and whether it begins with the same."""

    size: int
    have: int
    agrees: bool


class VerificationOut(Schema):
    """What a verification found: numbers, and of every finding table, row and act."""

    number: int
    at: datetime
    clean: bool
    report: dict[str, Any]


class Begun(Schema):
    """Whether a verification was begun now, or is under way already."""

    begun: bool


class NotACheckpoint(OfficeError):
    """A text that is no checkpoint of this log."""

    def __init__(self, error: NotaryError) -> None:
        super().__init__(ja=error.ja, en=error.en)


def _act(act: Act) -> ActOut:
    return ActOut(
        number=act.pk, at=act.at, act=act.name, actor=act.actor, role=act.role, case=act.case, clauses=list(act.clauses)
    )


@router.get("", response=answers(HeadOut), operation_id="get_record")
def head(request: HttpRequest) -> HeadOut:
    """How far the record goes: keep the checkpoint where nobody of the institution can reach it."""
    caller_of(request).require("record.read")
    found = queries.head()
    note = bytes(found.note).decode() if found else ""
    return HeadOut(size=found.size if found else 0, waiting=queries.waiting(), checkpoint=note)


@router.get("/acts", response=answers(list[ActOut]), operation_id="list_acts")
def acts(
    request: HttpRequest,
    before: Number | None = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
    case: Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")] = None,
) -> list[ActOut]:
    """Acts, newest first; of one case, oldest first and all of them."""
    caller_of(request).require("record.read")
    if case:
        return [_act(each) for each in queries.acts_of(case)[:1000]]
    return [_act(each) for each in queries.acts(before=before, size=size)]


@router.get("/acts/{number}", response=answers(ActOut), operation_id="get_act")
def act(request: HttpRequest, number: int) -> ActOut:
    """One act."""
    caller_of(request).require("record.read")
    return _act(queries.act(_place(number)))


@router.get("/acts/{number}/receipt", response=answers(None), operation_id="get_receipt")
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """The proof that an act stands in the record, as a file that needs no log (C2SP tlog-proof)."""
    caller_of(request).require("record.read")
    queries.act(_place(number))
    return HttpResponse(queries.receipt_of(number).encode(), content_type="text/plain")


@router.get("/acts/{number}/entry", response=answers(None), operation_id="get_entry")
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """The entry to which a receipt belongs, byte by byte."""
    caller_of(request).require("record.read")
    return HttpResponse(bytes(queries.act(_place(number)).entry), content_type="application/json")


@router.post("/compare", response=answers(ComparedOut), operation_id="compare_checkpoint")
def compare(request: HttpRequest, body: CheckpointIn) -> ComparedOut:
    """Compare a checkpoint that was kept elsewhere with the record; nothing is kept."""
    caller_of(request).require("record.read")
    try:
        found = comparing.compare((body.note.replace("\r\n", "\n").strip() + "\n").encode())
    except NotaryError as error:
        raise NotACheckpoint(error) from error
    return ComparedOut(size=found.size, have=found.have, agrees=found.agrees)


@router.post("/verifications", response=answers(Begun, status=202), operation_id="verify_record")
def verify(request: HttpRequest) -> Status[Begun]:
    """Have the whole record verified in the background."""
    caller_of(request).require("record.read")
    try:
        with transaction.atomic():
            tasks.verify_now.defer()
    except AlreadyEnqueued:
        return Status(202, Begun(begun=False))
    return Status(202, Begun(begun=True))


@router.get("/verifications", response=answers(list[VerificationOut]), operation_id="list_verifications")
def verifications(request: HttpRequest) -> list[VerificationOut]:
    """The newest verifications, newest first."""
    caller_of(request).require("record.read")
    return [_check(each) for each in queries.verifications()]


@router.get("/verifications/{number}", response=answers(VerificationOut), operation_id="get_verification")
def verification(request: HttpRequest, number: int) -> VerificationOut:
    """What one verification found."""
    caller_of(request).require("record.read")
    found = queries.verification(number) if 0 < number < 2**62 else None
    if found is None:
        raise Missing("verification", str(number)[:20])
    return _check(found)


def _check(kept: Verification) -> VerificationOut:
    return VerificationOut(number=kept.pk, at=kept.at, clean=kept.is_clean, report=kept.report)


def _place(number: int) -> int:
    if not 1 <= number < 2**62:
        raise queries.NoSuchAct(number)
    return number
