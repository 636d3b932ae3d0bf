"""Taking up a case again that was closed, withdrawn or merged, or going back to an earlier step of one that runs."""

from __future__ import annotations

from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.acting.tasks import renew, steps_of
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.running import REOPENED, counted
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers


class NothingToReopen(OfficeError):
    """A step that was not taken, so that nothing goes back to before it."""

    def __init__(self, case: Case, step: str | None) -> None:
        super().__init__(
            ja=f"{case.number} では `{step or '–'}` の段階がまだ行われていないため、そこへは戻れません",
            en=f"in {case.number} the step `{step or '–'}` was not taken yet; there is nothing to go back to",
        )


def reopen(
    *,
    case: Case,
    reason: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    back_to: str | None = None,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> StepDone:
    """Take a case up again, at the step last taken or an earlier one. What was done stays in the record and on paper.

    Args:
        back_to: the step that is to be taken anew; the last one if left out. What followed it no longer counts.

    Raises:
        ReasonMissing: a reason in writing is needed.
        NothingToReopen: that step was not taken.
        SomebodyWasFaster, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.reopened", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, reason=reason, back_to=back_to)
    if not reason.strip():
        raise ReasonMissing("再開", "Reopening")

    def make(now: Case) -> Made:
        done = steps_of(now)
        step, order = _target(now, done, back_to)
        row = StepDone(
            id=deed.new_id(),
            key=now.key,
            case=now,
            order=len(done) + 1,
            step=step,
            outcome=REOPENED,
            by_id=actor.person,
            role=actor.role,
            back_to=order,
            at=at,
            reason=reason.strip(),
        )
        said = {"back_to": step, "reason": reason.strip(), "was": now.state}
        now.merged_into, now.state, now.closed_on = None, Case.State.OPEN, None
        renewed = renew(current(), now, [*done, row], deed)
        return Made(row, [row, *renewed.rows], {**said, "opened": renewed.opened})

    return act_on(case, deed, request, StepDone, make, seen=seen, running=False)


def _target(case: Case, done: list[StepDone], step: str | None) -> tuple[str, int]:
    """The step to take anew, and its order when it was last taken. A merged case goes on where it was."""
    if case.state == Case.State.MERGED and step is None:
        return case.procedure, len(done) + 1
    steps = [row for row in counted(done) if step in (None, row.step)]
    if not steps:
        raise NothingToReopen(case, step)
    return steps[-1].step, steps[-1].order
