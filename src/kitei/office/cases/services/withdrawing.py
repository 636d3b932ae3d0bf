"""Taking a request back."""

from __future__ import annotations

from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import close_tasks, renew, steps_of
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.running import run_of
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.procedures.procedure import REQUESTER, WITHDRAWN


class NotWithdrawable(OfficeError):
    """A case that nobody outside asked for: there is nothing to take back."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            ja=f"{case.number} は請求や申出によるものではないか、既に終わる段階にあるため、取り下げられません",
            en=f"{case.number} was not asked for by anybody outside, or is about to end; it cannot be taken back",
        )


def withdraw(
    *,
    case: Case,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> StepDone:
    """Take a request back, at whatever step it is; the case is closed.

    Raises:
        NotWithdrawable: nobody outside asked for it.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.withdrawn", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, reason=reason)

    def make(now: Case) -> Made:
        law, done = current(), steps_of(now)
        progress = run_of(law, now, done, deed.day).progress
        if not progress.withdrawable:
            raise NotWithdrawable(now)
        row = StepDone(
            id=deed.new_id(),
            key=now.key,
            case=now,
            order=len(done) + 1,
            step=progress.steps[0].step.id,
            outcome=WITHDRAWN,
            by_id=actor.person,
            role=REQUESTER,
            acted_for="" if deed.of_requester else actor.role,
            at=at,
            reason=reason.strip() or None,
        )
        renewed = renew(law, now, [*done, row], deed)
        rows: dict[object, ActedRow] = {each.pk: each for each in (*renewed.rows, *close_tasks(now, deed))}
        now.state, now.closed_on = Case.State.WITHDRAWN, deed.day
        said = {"reason": reason.strip(), "step": row.step, "by_requester": deed.of_requester}
        return Made(row, [row, *rows.values()], said)

    return act_on(case, deed, request, StepDone, make, seen=seen)
