"""Filing, answering with the paper filled in, checking who asks, appealing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Status

from kitei.api.cases.acting import who
from kitei.api.cases.forms import CaseDetail, Row
from kitei.api.cases.showing import detail
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import case_of, unit_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.api.requests import forms
from kitei.api.requests.routing import router
from kitei.forms.paper.payload import Setting
from kitei.forms.values import BadValues, read_values
from kitei.office.cases.acting.printing import PaperNotReady, printed
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access.sight import CaseSight
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.queries.answers import prepare
from kitei.office.requests.services.answering import answer
from kitei.office.requests.services.appealing import appeal
from kitei.office.requests.services.checking import Shown, check_identity
from kitei.office.requests.services.filing import Claim, Filed, file_request
from kitei.web.cases import taking


class FactsApart(OfficeError):
    """Facts sent along with a step whose paper hands over, or asks somebody else."""

    def __init__(self) -> None:
        super().__init__(
            ja="この段階では事実を一緒に送れません。先に facts を設定してから、段階を進めてください",
            en="facts are not taken along with this step; set them first, then take the step",
        )


def _filed(filed: Filed) -> Status[forms.FiledOut]:
    return Status(201, forms.FiledOut(numbers=[case.number for case in filed.cases], secret=filed.secret))


@router.post("", response=answers(forms.FiledOut, status=201), operation_id="file_request")
def file(request: HttpRequest, body: forms.FilingIn, key: str | None = Key) -> Status[forms.FiledOut]:
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
        channel=body.channel,
        received_on=body.received_on,
        files=[each.value() for each in body.files],
        message=body.message,
        idempotency_key=key,
        **who(caller, "request.filed", sight),
    )
    return _filed(filed)


@router.post("/{number}/answer", response=answers(CaseDetail), operation_id="answer_request")
def answer_request(request: HttpRequest, number: str, body: forms.AnswerIn, key: str | None = Key) -> CaseDetail:
    """Take a step with the paper that goes with it, filled in from the case.

    A paper that says what is handed over hands it over; one that asks a third party keeps that party.
    """
    caller = caller_of(request)
    case = case_of(caller, number, "case.step_taken")
    common = who(caller, "case.step_taken", case)
    ending = _ending(body)
    folder = prepare(case, ending, actor=common["actor"], on=caller.today).folder
    fields = frozenset(field.id for field in folder.form.fields) if folder is not None else frozenset()
    if any(fields >= each for each in (taking.HANDS_OVER, taking.ASKS_ANOTHER, taking.TELLS_ANOTHER)):
        wanted = {"case": case, "ending": ending, "seen": body.seen, **common}
        if body.facts:
            raise FactsApart
        once(caller, key, f"answer_request {number}", body, lambda: taking.act(wanted, fields))
    else:
        answer(case=case, ending=ending, facts=body.facts or None, seen=body.seen, idempotency_key=key, **common)
    return detail(case_of(caller, number, "case.step_taken"), caller.today)


@router.post("/{number}/answer/preview", response=answers(None), operation_id="preview_answer")
def preview(request: HttpRequest, number: str, body: forms.AnswerIn) -> HttpResponse:
    """The paper that would go with a step, as PDF; nothing is kept."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.step_taken")
    actor = caller.actor("case.step_taken", case)
    made = prepare(case, _ending(body), actor=actor, on=caller.today)
    if made.filled is None or made.folder is None:
        raise Missing("paper", body.outcome)
    try:
        values = read_values(made.folder.form, made.filled.values, on=caller.today)
    except BadValues as error:
        raise PaperNotReady(made.filled.form, error) from error
    setting = Setting(made_on=caller.today, language=body.language, footer=case.number)
    return HttpResponse(printed(made.folder, values, setting), content_type="application/pdf")


@router.post("/{number}/proof", response=answers(Row, status=201), operation_id="check_identity")
def check(request: HttpRequest, number: str, body: forms.ProofIn, key: str | None = Key) -> Status[Row]:
    """Note which document proved who asks, or for whom; whether a copy is kept."""
    caller = caller_of(request)
    case = case_of(caller, number, "request.identity_checked")
    shown = Shown(**body.dict(exclude={"seen"}))
    seen = check_identity(
        case=case, shown=shown, seen=body.seen, idempotency_key=key, **who(caller, "request.identity_checked", case)
    )
    case.refresh_from_db(fields=["turn"])
    return Status(201, Row(id=str(seen.id), case=case.number, turn=case.turn))


@router.post("/{number}/appeal", response=answers(forms.FiledOut, status=201), operation_id="file_appeal")
def file_appeal(
    request: HttpRequest, number: str, body: forms.AppealIn, key: str | None = Key
) -> Status[forms.FiledOut]:
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


def _ending(body: forms.AnswerIn) -> Ending:
    return Ending(
        step=body.step,
        outcome=body.outcome,
        ground=body.ground,
        reason=body.reason,
        typed=body.typed,
        language=body.language,
    )
