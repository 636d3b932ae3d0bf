"""What a request has beside its case: proofs, fees, third parties, what was handed over, the death of whoever asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from kitei.api.cases.acting import who
from kitei.api.cases.forms import CaseDetail, Row, Words
from kitei.api.cases.showing import detail
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import case_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.api.requests import forms
from kitei.api.requests.routing import router
from kitei.office.cases.models import Case
from kitei.office.ground.rows import ActedRow
from kitei.office.requests.acting.proofs import asked_of
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.answers import beside
from kitei.office.requests.services import ending, fees, third_parties

_FEE, _PARTY = "request.fee_noted", "request.third_party_noted"


@router.get("/kinds", response=answers(list[forms.KindOut]), operation_id="list_kinds")
def list_kinds(request: HttpRequest) -> list[forms.KindOut]:
    """What can be asked here by a form, and by whom."""
    caller_of(request)
    book = current_book()
    return [
        forms.KindOut(
            procedure=name,
            title=Words(ja=book.procedures[name].title.ja, en=book.procedures[name].title.en),
            form=filing.form,
            clauses=list(filing.clause),
            claimants=[each.claimant for each in filing.claimants],
        )
        for name, filing in book.filings.items()
    ]


@router.get("/{number}/beside", response=answers(forms.BesideOut), operation_id="get_beside")
def get_beside(request: HttpRequest, number: str) -> forms.BesideOut:
    """Proofs asked for and seen, third parties, fees, and what was handed over."""
    return _beside(case_of(caller_of(request), number, "case.read"))


@router.post("/{number}/fee", response=answers(Row, status=201), operation_id="set_fee")
def set_fee(request: HttpRequest, number: str, body: forms.FeeIn, key: str | None = Key) -> Status[Row]:
    """Say what a request costs, where a fee is laid down."""
    caller = caller_of(request)
    case = case_of(caller, number, _FEE, here=True)
    fee = fees.set_fee(
        case=case, amount=body.amount, reason=body.reason, idempotency_key=key, **who(caller, _FEE, case)
    )
    return Status(201, _row(fee.id, case))


@router.post("/{number}/fee/settle", response=answers(Row), operation_id="settle_fee")
def settle_fee(request: HttpRequest, number: str, body: forms.SettleIn, key: str | None = Key) -> Row:
    """Note that the fee was paid, or is remitted."""
    caller = caller_of(request)
    case = case_of(caller, number, _FEE, here=True)
    common = who(caller, _FEE, case)

    def do() -> ActedRow:
        fee = next((each for each in beside(case).fees if each.state == "due"), None)
        if fee is None:
            raise Missing("fee", number[:40])
        return fees.settle_fee(fee=fee, paid=body.how == "paid", on=body.on, reason=body.reason, **common)

    return _row(once(caller, key, f"settle_fee {number}", body, do), case)


@router.post("/{number}/third-parties", response=answers(Row, status=201), operation_id="note_third_party")
def note_third_party(request: HttpRequest, number: str, body: forms.PartyIn, key: str | None = Key) -> Status[Row]:
    """Keep a further third party that is asked for its opinion."""
    caller = caller_of(request)
    case = case_of(caller, number, _PARTY, here=True)
    common, party = who(caller, _PARTY, case), third_parties.Asked(**body.dict())
    made = once(
        caller,
        key,
        f"note_third_party {number}",
        body,
        lambda: third_parties.note_third_party(case=case, party=party, step=None, **common),
    )
    return Status(201, _row(made, case))


@router.post("/{number}/third-parties/{party}/opinion", response=answers(Row), operation_id="receive_opinion")
def receive_opinion(
    request: HttpRequest, number: str, party: UUID, body: forms.OpinionIn, key: str | None = Key
) -> Row:
    """Keep what a third party said, or that it said nothing in time."""
    caller = caller_of(request)
    case = case_of(caller, number, _PARTY, here=True)
    found = next((each for each in beside(case).third_parties if each.id == party), None)
    if found is None:
        raise Missing("third party", str(party))
    common = who(caller, _PARTY, case)
    made = once(
        caller,
        key,
        f"receive_opinion {party}",
        body,
        lambda: third_parties.receive_opinion(
            party=found, opinion=body.opinion, reason=body.reason, received_on=body.received_on, **common
        ),
    )
    return _row(made, case)


@router.post("/{number}/death", response=answers(CaseDetail), operation_id="requester_died")
def requester_died(request: HttpRequest, number: str, body: forms.DeathIn, key: str | None = Key) -> CaseDetail:
    """Note that whoever asked has died: the case ends undecided, or goes on where an heir takes it up."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.withdrawn", here=True)
    common = who(caller, "case.withdrawn", case)

    def do() -> ActedRow:
        told: dict[str, Any] = {
            "died_on": body.died_on,
            "told_by": body.told_by,
            "goes_on": body.goes_on,
            "seen": body.seen,
        }
        return ending.requester_died(case=case, **told, **common) or case

    once(caller, key, f"requester_died {number}", body, do)
    return detail(case_of(caller, number, "case.withdrawn"), caller.today)


def _row(made: UUID, case: Case) -> Row:
    case.refresh_from_db(fields=["turn"])
    return Row(id=str(made), case=case.number, turn=case.turn)


def _beside(case: Case) -> forms.BesideOut:
    held = beside(case)
    return forms.BesideOut(
        asked=_asked(case, held.missing),
        proofs=[
            forms.ProofOut(
                proof=each.proof, paper=each.paper, accepted=each.accepted, remark=str(each.remark or ""), at=each.at
            )
            for each in held.proofs
        ],
        third_parties=[
            forms.PartyOut(
                id=str(each.id),
                name=str(each.name),
                information=str(each.information),
                duty=each.duty,
                asked_on=each.asked_on,
                reply_by=each.reply_by,
                opinion=each.opinion,
                received_on=each.received_on,
                told_on=each.told_on,
                disclosed_from=each.disclosed_from,
                reason=str(each.reason or ""),
            )
            for each in held.third_parties
        ],
        fees=[
            forms.FeeOut(
                id=str(each.id),
                amount=each.amount,
                state=each.state,
                clause=each.clause,
                set_on=each.set_on,
                settled_on=each.settled_on,
                reason=str(each.reason or ""),
            )
            for each in held.fees
        ],
        handed_over=[
            forms.HandedOut(
                id=str(each.id),
                method=each.method,
                proof=each.proof,
                on=each.on,
                receiver=str(each.receiver),
                place=str(each.place or ""),
                items=each.items if isinstance(each.items, list) else [],
            )
            for each in held.handovers
        ],
    )


def _asked(case: Case, missing: tuple[str, ...]) -> list[forms.ProofAsked]:
    return [
        forms.ProofAsked(
            id=each.proof.id,
            of=each.proof.of,
            missing=each.proof.id in missing,
            papers=[
                forms.PaperChoice(id=paper.id, title=Words(ja=paper.of("ja"), en=paper.of("en")))
                for paper in each.papers
            ],
            within_days=each.proof.within_days,
            clauses=list(each.proof.clause),
        )
        for each in asked_of(case)
    ]
