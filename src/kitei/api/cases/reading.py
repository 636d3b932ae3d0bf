"""Reading cases: what the token's person may see, and no more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kitei.api.cases import forms
from kitei.api.cases.routing import router
from kitei.api.cases.showing import detail, words
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import case_of
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.acting.printing import pdf_of
from kitei.office.cases.models import Document, StoredDecision
from kitei.office.cases.queries.story import timeline
from kitei.office.cases.services import deciding
from kitei.office.lawbook import current
from kitei.procedures.procedure import Label


@router.get("/{number}", response=answers(forms.CaseDetail), operation_id="get_case")
def get_case(request: HttpRequest, number: str) -> forms.CaseDetail:
    """A case in full: what is known, what was done, what can be done now and how it can end."""
    caller = caller_of(request)
    return detail(case_of(caller, number, "case.read"), caller.today)


@router.get("/{number}/timeline", response=answers(list[forms.EntryOut]), operation_id="get_timeline")
def get_timeline(request: HttpRequest, number: str) -> list[forms.EntryOut]:
    """The acts of a case, oldest first."""
    case = case_of(caller_of(request), number, "case.read")
    return [
        forms.EntryOut(number=each.id, at=each.at, act=each.act, role=words(each.role), title=words(each.says))
        for each in timeline(case)
    ]


@router.post("/{number}/question", response=answers(forms.AnswerOut), operation_id="ask_engine")
def ask_engine(request: HttpRequest, number: str, body: forms.QuestionIn) -> forms.AnswerOut:
    """Ask the engine about a case, on the facts known so far; with `keep`, the answer is kept with the case."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.decision_stored" if body.keep else "case.read")
    question = body.question or current().procedures[case.procedure].question
    if question not in current().vocabulary.questions:
        raise Missing("question", question)
    decision = deciding.consider(case=case, on=caller.today, question=question)
    kept = None
    if body.keep:
        act = "case.decision_stored"
        kept = deciding.store_decision(
            case=case, question=question, actor=caller.actor(act, case), powers=caller.powers, at=caller.at
        )
    return forms.AnswerOut(answer=decision.answer.to_json(), kept=str(kept.id) if kept else None)


@router.get("/{number}/decisions/{decision}/replay", response=answers(forms.ReplayOut), operation_id="replay_decision")
def replay_decision(request: HttpRequest, number: str, decision: UUID) -> forms.ReplayOut:
    """Decide a kept decision again, by the texts it carries."""
    case = case_of(caller_of(request), number, "case.read")
    kept = StoredDecision.objects.select_related("case", "texts").filter(case=case, id=decision).first()
    if kept is None:
        raise Missing("decision", str(decision))
    found = deciding.replay(kept)
    changes = [words(Label(each.ja, each.en)) for each in found.changes]
    return forms.ReplayOut(identical=found.identical, changes=changes)


@router.get("/{number}/papers/{paper}.pdf", response=answers(None), operation_id="get_paper")
def get_paper(request: HttpRequest, number: str, paper: UUID) -> HttpResponse:
    """A paper of the case, as PDF."""
    case = case_of(caller_of(request), number, "case.read")
    found = Document.objects.select_related("case").filter(case=case, id=paper).first()
    pdf = pdf_of(current(), found) if found is not None else None
    if pdf is None:
        raise Missing("paper", str(paper))
    return HttpResponse(pdf, content_type="application/pdf")
