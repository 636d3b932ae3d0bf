"""What the engine says about a case."""

from __future__ import annotations

from datetime import date, datetime

from kitei.decisions.deciding import Decision
from kitei.decisions.keeping.storing import Replay, replay_text
from kitei.office.cases.acting import judging
from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, StoredDecision
from kitei.office.cases.running import procedure_of
from kitei.office.ground.actors import Actor
from kitei.office.lawbook import current
from kitei.office.people.access import Powers


def consider(*, case: Case, on: date, question: str | None = None) -> Decision:
    """What the engine says for the facts of a case on a day; nothing is kept.

    Args:
        question: that of the procedure if left out.
    """
    law = current()
    return judging.consider(law, case.facts, question or procedure_of(law, case.procedure).question, on)


def store_decision(
    *,
    case: Case,
    question: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    idempotency_key: str | None = None,
) -> StoredDecision:
    """Ask the engine and keep its answer with the case, so that it replays.

    Raises:
        UnknownQuestion: there is no such question.
        NotRunning, Erased: nothing can be added to the case.
        NotPermitted, NotYours, WithoutPowers: not by this actor.
    """
    deed = Deed(act="case.decision_stored", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, question=question)

    def make(now: Case) -> Made:
        judged = judging.judge(current(), now, question, deed)
        answer = judged.decision.answer
        said = {"question": question, "engine": answer.outcome}
        return Made(judged.row, judged.new, said, tuple(dict.fromkeys(cite.clause for cite in answer.because)))

    return act_on(case, deed, request, StoredDecision, make)


def replay(decision: StoredDecision) -> Replay:
    """Decide a kept decision again, by the texts it carries, and compare it with today's.

    Raises:
        NotAStoredDecision: it was altered.
    """
    return replay_text(current().engine, judging.whole(decision), decision.case.number)
