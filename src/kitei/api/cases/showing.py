"""Cases as the API shows them."""

from __future__ import annotations

from datetime import date

from kitei.api.cases.forms import CaseDetail, CaseOut, DoneOut, LineOut, OutcomeOut, PaperOut, StepOut, Words
from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case
from kitei.office.cases.queries.pages import Line
from kitei.office.cases.running import run_of
from kitei.office.lawbook import current
from kitei.procedures.procedure import Label, Outcome
from kitei.procedures.progress import Next


def words(label: Label) -> Words:
    """A label in both languages."""
    return Words(ja=label.ja, en=label.en)


def line(case: Line) -> LineOut:
    """A line of a list; what was erased reads 消去済み."""
    return LineOut(
        number=case.number,
        kind=case.kind,
        procedure=words(case.procedure),
        title=str(case.title),
        name=str(case.name),
        state=case.state,
        outcome=case.effect,
        unit=words(case.unit),
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        due_on=case.due_on,
        now=[words(each) for each in case.now],
    )


def summary(case: Case) -> CaseOut:
    """A line of the list; what was erased reads 消去済み."""
    return CaseOut(
        number=case.number,
        kind=case.kind,
        procedure=case.procedure,
        state=case.state,
        unit=case.unit.code,
        title=str(case.title),
        name=str(case.name),
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        due_on=case.due_on,
        outcome=case.outcome_effect,
        turn=case.turn,
    )


def detail(case: Case, on: date) -> CaseDetail:
    """A case in full."""
    done = steps_of(case)
    run = run_of(current(), case, done, on)
    return CaseDetail(
        **summary(case).dict(),
        edition=case.edition,
        facts=case.facts if isinstance(case.facts, dict) else {},
        steps=[_step(each) for each in run.progress.steps] if case.running else [],
        done=[
            DoneOut(
                order=each.order,
                step=each.step,
                outcome=each.outcome,
                effect=each.effect,
                ground=each.ground,
                role=each.role,
                against_engine=each.against_engine,
                at=each.at,
            )
            for each in done
        ],
        papers=[
            PaperOut(
                id=str(each.id),
                form=each.form,
                direction=each.direction,
                issued_on=each.issued_on,
                delivered_on=each.delivered_on,
                digest=each.digest,
            )
            for each in case.documents.order_by("id")
        ],
    )


def _step(each: Next) -> StepOut:
    return StepOut(
        id=each.step.id,
        ja=each.step.title.ja,
        en=each.step.title.en,
        actor=each.step.actor,
        clauses=list(each.step.clauses),
        due=each.due,
        word=each.word,
        uncertain=each.open_guard,
        question=each.step.question,
        by_meeting=by_meeting(current(), each.step),
        outcomes=[_outcome(way) for way in each.outcomes],
    )


def _outcome(way: Outcome) -> OutcomeOut:
    return OutcomeOut(
        id=way.id,
        ja=way.title.ja,
        en=way.title.en,
        effect=way.effect,
        grounds=list(way.grounds),
        notice=way.notice,
        needs_reason=way.reason,
    )
