"""Stopping the clock of a case while something must be completed (補正), and letting it go on."""

from __future__ import annotations

from datetime import datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.acting.tasks import end_stop, open_stop, renew, steps_of, stops_the_clock
from kitei.office.cases.models import Case, Stop
from kitei.office.cases.running import procedure_of
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.procedures.procedure import Procedure


class ClockDoesNotStop(OfficeError):
    """A procedure whose periods run on, whatever is missing."""

    def __init__(self, procedure: Procedure) -> None:
        super().__init__(
            ja=f"「{procedure.title.ja}」の期限は、補正の間も進みます。止めることはできません",
            en=f'the periods of "{procedure.title.en}" run on while something is completed; they cannot be stopped',
        )


class StandsStill(OfficeError):
    """A clock that stands still already, or runs already."""

    def __init__(self, case: Case) -> None:
        stands = case.stopped_since is not None
        super().__init__(
            ja=f"{case.number} の期限は{'既に止まっています' if stands else '止まっていません'}",
            en=f"the clock of {case.number} {'stands still already' if stands else 'does not stand still'}",
        )


def stop_clock(
    *,
    case: Case,
    reason: str,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Stop:
    """Stop the clock: something was asked for, and the period stands still until it comes.

    Raises:
        ReasonMissing: what was asked for must be said.
        ClockDoesNotStop: the procedure knows no such thing.
        StandsStill: it does already.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.clock_stopped", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case, reason=reason)
    if not reason.strip():
        raise ReasonMissing("期限の停止", "Stopping the clock")

    def make(now: Case) -> Made:
        procedure = procedure_of(current(), now.procedure)
        if not stops_the_clock(procedure):
            raise ClockDoesNotStop(procedure)
        if now.stopped_since is not None:
            raise StandsStill(now)
        now.stopped_since = deed.day
        now.turn += 1
        stop = Stop(id=deed.new_id(), case=now, why=Stop.Why.AMENDMENT, since=deed.day)
        clauses = dict.fromkeys(
            c for s in procedure.steps.values() if s.clock and s.clock.stops for c in s.clock.clauses
        )
        return Made(stop, [now, stop], {"reason": reason.strip(), "since": deed.day}, tuple(clauses))

    return act_on(case, deed, request, Stop, make, seen=seen)


def resume_clock(
    *,
    case: Case,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> Stop:
    """Let the clock go on; the days on which it stood still are added to every period that stops.

    Raises:
        StandsStill: it runs.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, NotYours, WithoutPowers: see `act_on`.
    """
    deed = Deed(act="case.clock_resumed", actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, deed.act, case=case)

    def make(now: Case) -> Made:
        stop = open_stop(now)
        if stop is None:
            raise StandsStill(now)
        end_stop(now, stop, deed)
        renewed = renew(current(), now, steps_of(now), deed)
        rows = [row for row in renewed.rows if row.pk != stop.pk]
        return Made(stop, [*rows, stop], {"since": stop.since, "until": stop.until, "days": stop.days})

    return act_on(case, deed, request, Stop, make, seen=seen)
