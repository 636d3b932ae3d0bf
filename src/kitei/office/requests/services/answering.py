"""Answering: a step is taken, and the paper that goes with it is filled from what the case knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kitei.office.cases.acting.printing import GENERAL
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.running import procedure_of
from kitei.office.cases.services.stepping import Alongside, take_step
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.people.access import Powers
from kitei.office.requests.acting.filling import Ending, filled, grounds, step_and_outcome


class OnlyAnotherMayJudge(OfficeError):
    """A ground for refusing that somebody else must judge: a committee, for instance.

    Attributes:
        decider: the role or body that judges it.
    """

    def __init__(self, law: Law, ground: str, decider: str) -> None:
        self.decider = decider
        super().__init__(
            ja=f"`{ground}` に当たるかどうかは {law.role_title(decider, 'ja')} が判断します。先に判断を求めてください",
            en=f"whether `{ground}` applies is for the {law.role_title(decider, 'en')} to judge; ask for that first",
        )


def answer(
    *,
    case: Case,
    ending: Ending,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    seen: int | None = None,
    act: str = "case.step_taken",
    alongside: Alongside | None = None,
    idempotency_key: str | None = None,
) -> StepDone:
    """Take a step with the paper that goes with it: a decision, a request to complete, a referral, an extension.

    Args:
        ending: how the step ends, and what is typed on the paper; the rest is filled in.
        facts: what was learnt with the step.
        alongside: what another domain does in the same act, such as a body that decides by vote.

    Raises:
        OnlyAnotherMayJudge: the ground is for somebody else to judge, and he has not.
        NoSuchEnding: the procedure has no such step or ending.
        PaperNotReady: something must still be written on the paper.
        StepNotOpen, GroundMissing, ReasonMissing, AgainstEngine, NotPermitted …: see `cases.services.stepping`.
    """
    law, day = current(), day_of(at)
    step, outcome = step_and_outcome(procedure_of(law, case.procedure), ending.step, ending.outcome)
    _check_decider(law, case, ending)
    paper = None
    if outcome.notice is not None:
        made = filled(law, case, ending, actor, day)
        # The general letter goes out under the name of the paper that it stands for.
        form = outcome.notice if made.form == GENERAL else made.form
        paper = PaperDraft(form=form, values=made.values, language=ending.language)
    return take_step(
        case=case,
        step=step.id,
        outcome=outcome.id,
        ground=ending.ground,
        reason=ending.reason,
        document=paper,
        facts=facts,
        actor=actor,
        powers=powers,
        at=at,
        seen=seen,
        act=act,
        alongside=alongside,
        idempotency_key=idempotency_key,
    )


def _check_decider(law: Law, case: Case, ending: Ending) -> None:
    """A ground that a body must judge rests on that body's step: the step before this one, or this one."""
    if ending.ground is None:
        return
    found = next(
        (each for each in grounds(law, case, ending.step, ending.outcome) if each.ground == ending.ground), None
    )
    procedure = procedure_of(law, case.procedure)
    if found is None or not found.refuses or found.decider not in law.bodies:
        return
    judged = StepDone.objects.filter(case=case, role=found.decider).exists()
    if procedure.steps[ending.step].actor != found.decider and not judged:
        raise OnlyAnotherMayJudge(law, ending.ground, found.decider)
