"""Requests for programs: filing, answering with the paper filled in, checking who asks, appealing."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kitei.api.cases.acting import Key, who
from kitei.api.cases.forms import CaseDetail, Facts, FileIn, Line, Name, Row, Text
from kitei.api.cases.showing import detail
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import case_of, unit_of
from kitei.api.ground.problems import answers
from kitei.office.people.access.sight import CaseSight
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.services.answering import answer
from kitei.office.requests.services.appealing import appeal
from kitei.office.requests.services.checking import Shown, check_identity
from kitei.office.requests.services.filing import Claim, Filed, file_request

router = Router()
Claimant = Literal["principal", "legal_representative", "parent", "appointed_agent"]


class ClaimIn(Schema):
    """Who asks, beside what the form says."""

    claimant: Claimant | None = None
    kind: Line | None = None
    kana: Line = ""
    email: Line = ""
    language: Literal["ja", "en"] = "ja"


class FilingIn(Schema):
    """A form that was filled in, and what came with it."""

    procedure: Name
    values: dict[str, Any]
    unit: Name | None = None
    claim: ClaimIn = ClaimIn()
    received_on: date | None = None
    files: list[FileIn] = []
    message: Text = ""


class AppealIn(Schema):
    """The form of an appeal, filled in."""

    values: dict[str, Any]
    claim: ClaimIn = ClaimIn()
    received_on: date | None = None
    files: list[FileIn] = []


class FiledOut(Schema):
    """The cases that a form opened, and the secret by which the portal tells how they stand; shown once."""

    numbers: list[str]
    secret: str


class AnswerIn(Schema):
    """How a step ends; the paper that goes with it is filled in from the case, but for what is typed."""

    step: Name
    outcome: Name
    ground: Name | None = None
    reason: Text | None = None
    typed: dict[str, Any] = {}
    language: Literal["ja", "en"] = "ja"
    facts: Facts = {}
    seen: int | None = None


class ProofIn(Schema):
    """A document that was shown or sent.

    Attributes:
        proof: which proof it is: `identity`, `authority` … paper: which of the documents listed.
    """

    proof: Name
    paper: Name
    made_on: date | None = None
    copy_kept: bool = False
    seen: int | None = None


def _filed(filed: Filed) -> Status[FiledOut]:
    return Status(201, FiledOut(numbers=[case.number for case in filed.cases], secret=filed.secret))


@router.post("", response=answers(FiledOut, status=201), operation_id="file_request")
def file(request: HttpRequest, body: FilingIn, key: str | None = Key) -> Status[FiledOut]:
    """File a request that came in: a case is opened for each thing that is asked."""
    caller = caller_of(request)
    caller.require("request.filed")
    unit = unit_of(body.unit) if body.unit else None
    sight = CaseSight(body.procedure, unit.id if unit else None, new=True)
    filed = file_request(
        procedure=body.procedure,
        values=body.values,
        claim=Claim(**body.claim.dict()),
        origin="api",
        unit=unit,
        channel="api",
        received_on=body.received_on,
        files=[each.value() for each in body.files],
        message=body.message,
        idempotency_key=key,
        **who(caller, "request.filed", sight),
    )
    return _filed(filed)


@router.post("/{number}/answer", response=answers(CaseDetail), operation_id="answer_request")
def answer_request(request: HttpRequest, number: str, body: AnswerIn, key: str | None = Key) -> CaseDetail:
    """Take a step with the paper that goes with it, filled in from the case."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.step_taken")
    ending = Ending(
        step=body.step, outcome=body.outcome, ground=body.ground, reason=body.reason, typed=body.typed,
        language=body.language,
    )  # fmt: skip
    answer(
        case=case,
        ending=ending,
        facts=body.facts or None,
        seen=body.seen,
        idempotency_key=key,
        **who(caller, "case.step_taken", case),
    )
    return detail(case_of(caller, number, "case.step_taken"), caller.today)


@router.post("/{number}/proof", response=answers(Row, status=201), operation_id="check_identity")
def check(request: HttpRequest, number: str, body: ProofIn, key: str | None = Key) -> Status[Row]:
    """Note which document proved who asks, or for whom; whether a copy is kept."""
    caller = caller_of(request)
    case = case_of(caller, number, "request.identity_checked")
    shown = Shown(proof=body.proof, paper=body.paper, made_on=body.made_on, copy_kept=body.copy_kept)
    seen = check_identity(
        case=case, shown=shown, seen=body.seen, idempotency_key=key, **who(caller, "request.identity_checked", case)
    )
    case.refresh_from_db(fields=["turn"])
    return Status(201, Row(id=str(seen.id), case=case.number, turn=case.turn))


@router.post("/{number}/appeal", response=answers(FiledOut, status=201), operation_id="file_appeal")
def file_appeal(request: HttpRequest, number: str, body: AppealIn, key: str | None = Key) -> Status[FiledOut]:
    """File an appeal against what was decided in a case."""
    caller = caller_of(request)
    case = case_of(caller, number, "request.filed")
    filed = appeal(
        of=case,
        values=body.values,
        claim=Claim(**body.claim.dict()),
        origin="api",
        channel="api",
        received_on=body.received_on,
        files=[each.value() for each in body.files],
        idempotency_key=key,
        **who(caller, "request.filed", case),
    )
    return _filed(filed)
