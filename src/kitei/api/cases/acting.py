"""Acts on cases: each is one call of the service that the desk calls too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from kitei.api.cases import forms
from kitei.api.cases.routing import router
from kitei.api.cases.showing import detail, summary
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.finding import case_of, person_of, unit_of
from kitei.api.ground.once import Key
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.models import Case, Document
from kitei.office.cases.services import (
    assigning,
    corresponding,
    documents,
    facts,
    merging,
    opening,
    reopening,
    stepping,
    stopping,
    transferring,
    withdrawing,
)
from kitei.office.ground.rows import ActedRow
from kitei.office.people.access.sight import CaseSight


def who(caller: Caller, act: str, case: Case | CaseSight) -> dict[str, Any]:
    """The arguments by which the caller acts, in a role that allows the act."""
    return {"actor": caller.actor(act, case), "powers": caller.powers, "at": caller.at}


def _row(row: ActedRow, case: Case) -> forms.Row:
    case.refresh_from_db(fields=["turn"])
    return forms.Row(id=str(row.id), case=case.number, turn=case.turn)


@router.post("", response=answers(forms.CaseDetail, status=201), operation_id="open_case")
def open_case(request: HttpRequest, body: forms.CaseIn, key: str | None = Key) -> Status[forms.CaseDetail]:
    """Open a case."""
    caller = caller_of(request)
    caller.require("case.opened")
    unit = unit_of(body.unit)
    case = opening.open_case(
        procedure=body.procedure,
        title=body.title,
        who=body.who.value(),
        facts=body.facts,
        unit=unit,
        origin=Case.Origin.API,
        outcome=body.outcome,
        papers=[each.value() for each in body.papers],
        files=[each.value() for each in body.files],
        message=body.message,
        idempotency_key=key,
        **who(caller, "case.opened", CaseSight(body.procedure, unit.id, new=True)),
    )
    return Status(201, detail(case, caller.today))


@router.post("/{number}/steps", response=answers(forms.CaseDetail), operation_id="take_step")
def take_step(request: HttpRequest, number: str, body: forms.StepIn, key: str | None = Key) -> forms.CaseDetail:
    """Take a step: what the engine says is kept, the notice that goes with the outcome is issued."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.step_taken")
    stepping.take_step(
        case=case,
        step=body.step,
        outcome=body.outcome,
        ground=body.ground,
        reason=body.reason,
        document=body.document.value() if body.document else None,
        facts=body.facts or None,
        seen=body.seen,
        idempotency_key=key,
        **who(caller, "case.step_taken", case),
    )
    return detail(case_of(caller, number, "case.step_taken"), caller.today)


@router.post("/{number}/facts", response=answers(forms.CaseDetail), operation_id="set_facts")
def set_facts(request: HttpRequest, number: str, body: forms.FactsIn, key: str | None = Key) -> forms.CaseDetail:
    """Set what is known; what is to do next follows from it."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.facts_set")
    changed = facts.set_facts(
        case=case, facts=body.facts, seen=body.seen, idempotency_key=key, **who(caller, "case.facts_set", case)
    )
    return detail(changed, caller.today)


@router.post("/{number}/papers", response=answers(forms.Row, status=201), operation_id="issue_paper")
def issue_paper(request: HttpRequest, number: str, body: forms.IssueIn, key: str | None = Key) -> Status[forms.Row]:
    """Issue a letter that goes with no step; or one issued before, corrected: the first stays in the file."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.document_issued")
    first: Document | None = case.documents.filter(pk=body.corrects).first() if body.corrects else None
    if body.corrects and first is None:
        raise Missing("paper", str(body.corrects))
    paper = documents.issue(
        case=case,
        paper=body.value(),
        running=False,
        corrects=first,
        reason=body.reason,
        idempotency_key=key,
        **who(caller, "case.document_issued", case),
    )
    return Status(201, _row(paper, case))


@router.post("/{number}/files", response=answers(forms.Row, status=201), operation_id="attach_file")
def attach_file(request: HttpRequest, number: str, body: forms.FileIn, key: str | None = Key) -> Status[forms.Row]:
    """Add a file; it is looked at first, and refused if it is too large or holds anything that runs."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.attachment_added")
    file = documents.attach(
        case=case, file=body.value(), idempotency_key=key, **who(caller, "case.attachment_added", case)
    )
    return Status(201, _row(file, case))


@router.post("/{number}/messages", response=answers(forms.Row, status=201), operation_id="add_message")
def add_message(request: HttpRequest, number: str, body: forms.MessageIn, key: str | None = Key) -> Status[forms.Row]:
    """Write to whoever asked (`out`), or note down what came (`in`)."""
    caller = caller_of(request)
    act = "case.message_sent" if body.direction == "out" else "case.message_received"
    case = case_of(caller, number, act)
    say = corresponding.send if body.direction == "out" else corresponding.receive
    said = say(
        case=case,
        body=body.body,
        subject=body.subject,
        channel=body.channel,
        idempotency_key=key,
        **who(caller, act, case),
    )
    return Status(201, _row(said, case))


@router.post("/{number}/notes", response=answers(forms.Row, status=201), operation_id="add_note")
def add_note(request: HttpRequest, number: str, body: forms.NoteIn, key: str | None = Key) -> Status[forms.Row]:
    """Add a note of the office to itself."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.note_added")
    note = corresponding.add_note(
        case=case, body=body.body, idempotency_key=key, **who(caller, "case.note_added", case)
    )
    return Status(201, _row(note, case))


@router.post("/{number}/assign", response=answers(forms.CaseDetail), operation_id="assign_case")
def assign_case(request: HttpRequest, number: str, body: forms.AssignIn, key: str | None = Key) -> forms.CaseDetail:
    """Give a case to a person, or take it back."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.assigned")
    person = person_of(body.person) if body.person else None
    changed = assigning.assign(
        case=case, person=person, seen=body.seen, idempotency_key=key, **who(caller, "case.assigned", case)
    )
    return detail(changed, caller.today)


@router.post("/{number}/transfer", response=answers(forms.CaseOut), operation_id="transfer_case")
def transfer_case(request: HttpRequest, number: str, body: forms.TransferIn, key: str | None = Key) -> forms.CaseOut:
    """Hand a case on to another unit; the caller may no longer see it afterwards."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.transferred")
    changed = transferring.transfer(
        case=case,
        unit=unit_of(body.unit),
        reason=body.reason,
        seen=body.seen,
        idempotency_key=key,
        **who(caller, "case.transferred", case),
    )
    return summary(changed)


@router.post("/{number}/merge", response=answers(forms.CaseDetail), operation_id="merge_case")
def merge_case(request: HttpRequest, number: str, body: forms.MergeIn, key: str | None = Key) -> forms.CaseDetail:
    """Merge a duplicate into the case that goes on."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.merged")
    merged = merging.merge(
        case=case,
        into=case_of(caller, body.into, "case.merged"),
        reason=body.reason,
        seen=body.seen,
        idempotency_key=key,
        **who(caller, "case.merged", case),
    )
    return detail(merged, caller.today)


@router.post("/{number}/reopen", response=answers(forms.CaseDetail), operation_id="reopen_case")
def reopen_case(request: HttpRequest, number: str, body: forms.ReopenIn, key: str | None = Key) -> forms.CaseDetail:
    """Take a case up again."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.reopened")
    reopening.reopen(
        case=case,
        reason=body.reason,
        back_to=body.back_to,
        seen=body.seen,
        idempotency_key=key,
        **who(caller, "case.reopened", case),
    )
    return detail(case_of(caller, number, "case.reopened"), caller.today)


@router.post("/{number}/withdraw", response=answers(forms.CaseDetail), operation_id="withdraw_case")
def withdraw_case(request: HttpRequest, number: str, body: forms.ReasonIn, key: str | None = Key) -> forms.CaseDetail:
    """Note that whoever asked took the request back."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.withdrawn")
    withdrawing.withdraw(
        case=case, reason=body.reason, seen=body.seen, idempotency_key=key, **who(caller, "case.withdrawn", case)
    )
    return detail(case_of(caller, number, "case.withdrawn"), caller.today)


@router.post("/{number}/clock/stop", response=answers(forms.CaseDetail), operation_id="stop_clock")
def stop_clock(request: HttpRequest, number: str, body: forms.ReasonIn, key: str | None = Key) -> forms.CaseDetail:
    """Stop the clock: something was asked for, and the period stands still until it comes."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.clock_stopped")
    stopping.stop_clock(
        case=case, reason=body.reason, seen=body.seen, idempotency_key=key, **who(caller, "case.clock_stopped", case)
    )
    return detail(case_of(caller, number, "case.clock_stopped"), caller.today)


@router.post("/{number}/clock/resume", response=answers(forms.CaseDetail), operation_id="resume_clock")
def resume_clock(request: HttpRequest, number: str, body: forms.SeenIn, key: str | None = Key) -> forms.CaseDetail:
    """Let the clock go on."""
    caller = caller_of(request)
    case = case_of(caller, number, "case.clock_resumed")
    stopping.resume_clock(case=case, seen=body.seen, idempotency_key=key, **who(caller, "case.clock_resumed", case))
    return detail(case_of(caller, number, "case.clock_resumed"), caller.today)
