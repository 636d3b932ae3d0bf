"""The record for programs: the tree's head, acts, receipts. Nothing of it tells what was done to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from kitei.api.ground.caller import caller_of
from kitei.api.ground.problems import answers
from kitei.office.record import queries
from kitei.office.record.models import Act

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
    request: HttpRequest, before: Number | None = None, size: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[ActOut]:
    """Acts, newest first."""
    caller_of(request).require("record.read")
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


def _place(number: int) -> int:
    if not 1 <= number < 2**62:
        raise queries.NoSuchAct(number)
    return number
