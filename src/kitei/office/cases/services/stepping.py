"""Taking a step of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from kitei.office.cases.acting.locking import locked, ref
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import Taking, take
from kitei.office.cases.acting.tasks import renew, steps_of
from kitei.office.cases.models import Case, StepDone, Task
from kitei.office.cases.running import plain_facts, procedure_of, read_case_facts
from kitei.office.cases.values import ConditionDraft, PaperDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import current
from kitei.office.people.access import Powers, sight
from kitei.office.record.services import write


@dataclass(frozen=True, slots=True, kw_only=True)
class Alongside:
    """What another domain does in the same act, such as a body that decides by vote.

    Attributes:
        rows: its own rows, made once the step is known and saved after it.
        voted: it is a body that decided, in a meeting, with its quorum.
        conditions: what it asks for beside the steps. payload: what the record keeps of it.
    """

    rows: Callable[[StepDone], Sequence[ActedRow]]
    voted: bool = False
    conditions: Sequence[ConditionDraft] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)


def take_step(
    *,
    case: Case,
    step: str,
    outcome: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    ground: str | None = None,
    reason: str | None = None,
    document: PaperDraft | None = None,
    facts: Mapping[str, Any] | None = None,
    seen: int | None = None,
    act: str = "case.step_taken",
    alongside: Alongside | None = None,
    idempotency_key: str | None = None,
) -> StepDone:
    """Take a step: check it, keep what the engine says, issue the paper that goes with it, and say what is next.

    Args:
        ground: the legal ground, where the outcome rests on one.
        reason: in writing; needed where the outcome must state one, and for deciding against the engine.
        document: the paper that goes with the outcome, filled in; a neutral letter is written where it is left out.
        facts: what was learnt with the step; it counts already for the step itself.
        seen: the turn of the case that the caller's page showed.
        act: the name of the act, where another domain takes the step as part of its own.
        alongside: what that domain does in the same act.

    Raises:
        SomebodyWasFaster, NotRunning, Erased: the case is not as the caller thinks.
        StepNotOpen, NoSuchOutcome, GuardUnknown, GroundMissing, ReasonMissing: it cannot be taken so.
        NotPermitted, NotYours, WithoutPowers: not by this actor. NeedsMeeting: not without a body's vote.
        StillUnknown, AgainstEngine: the engine does not bear it out, and no reason is given.
        NoticeMissing, NoSuchPaper, PaperNotReady: the paper that goes with it is not ready.
        FactsNotRead: a fact is not one, or its value is not.
        KeyUsedOtherwise: the idempotency key was used for something else.
    """
    deed = Deed(act="case.step_taken", actor=actor, powers=powers, at=at)
    request = Request(
        actor, idempotency_key, act,
        case=case, step=step, outcome=outcome, ground=ground, reason=reason, document=document, facts=facts,
    )  # fmt: skip
    asked = Taking(
        step=step, outcome=outcome, ground=ground, reason=reason, document=document,
        voted=alongside is not None and alongside.voted,
    )  # fmt: skip
    with transaction.atomic():
        first = request.answered(StepDone)
        if first is not None:
            return first
        return _take(locked(case, seen=seen), asked, deed, request, facts or {}, act, alongside)


def _take(
    case: Case,
    asked: Taking,
    deed: Deed,
    request: Request,
    facts: Mapping[str, Any],
    act: str,
    alongside: Alongside | None,
) -> StepDone:
    law = current()
    learnt = plain_facts(read_case_facts(law, procedure_of(law, case.procedure), facts)) if facts else {}
    case.facts = {**case.facts, **learnt}
    done, tasks = steps_of(case), list(Task.objects.filter(case=case).order_by("id"))
    taken = take(law, case, done, asked, deed, sight(case, tasks))
    conditions = [_condition(case, each, deed) for each in alongside.conditions] if alongside else []
    renewed = renew(law, case, [*done, taken.row], deed, conditions=conditions, tasks=tasks)
    others = alongside.rows(taken.row) if alongside else ()
    write(
        act=act,
        actor=taken.taker.actor,
        at=deed.at,
        clauses=taken.clauses,
        payload={
            **taken.payload,
            **({"facts": learnt} if learnt else {}),
            **(alongside.payload if alongside else {}),
            "opened": renewed.opened,
            "state": case.state,
        },
        case=ref(case),
        rows=[*taken.rows, *renewed.rows, *others, *request.remember(taken.row, deed.at)],
    )
    return taken.row


def _condition(case: Case, asked: ConditionDraft, deed: Deed) -> Task:
    return Task(
        id=deed.new_id(),
        case=case,
        kind=Task.Kind.CONDITION,
        step=asked.name[:64],
        ref=asked.ref,
        actor=asked.role,
        unit_id=case.unit_id,
        due_on=asked.due_on,
        opened_at=deed.at,
    )
