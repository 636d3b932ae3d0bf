"""What is next: a pure function of the procedure, what was done, and the facts of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kitei.predicates.expression import Case, truth
from kitei.procedures.procedure import END, WITHDRAWN, Outcome, Procedure, Step, Term


class NoSuchStep(ValueError):
    """A step, outcome or ground that the procedure does not have, or that is not open now."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, and how it ended; `on` is the day, for periods that run from it."""

    step: str
    outcome: str
    ground: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """A step that can be taken now.

    Attributes:
        due: the last day, inclusive, where one is counted. open_guard: unknown facts decide whether the step is needed.
        outcomes: the ways it can end on these facts.
    """

    step: Step
    outcomes: tuple[Outcome, ...]
    due: date | None
    word: str
    open_guard: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a case stands.

    Attributes:
        closed: nothing is left to do.
        withdrawable: whoever asked can still take it back (`Done(step, WITHDRAWN)` on any open step).
    """

    steps: tuple[Next, ...]
    closed: bool
    withdrawable: bool = False


def next_steps(
    procedure: Procedure, done: tuple[Done, ...], case: Case, *, stopped_days: int = 0, extended: bool = False
) -> Progress:
    """The steps that can be taken now.

    Guards are read on the facts as they are now, and only for what is still to do: what was done stays done when a
    fact becomes known or is corrected later.

    Args:
        done: what was done, oldest first.
        stopped_days: days on which the case waited for the requester; clocks that stop are moved by them.
        extended: the period was extended by written notice, in a way that `done` does not tell.

    Raises:
        NoSuchStep: `done` does not follow the procedure.
    """
    waiting = [procedure.start]
    prolonged: set[str] = set()
    for each in done:
        at = _waiting_for(procedure, waiting, each.step)
        if each.outcome == WITHDRAWN and procedure.withdrawable:
            waiting = []
            continue
        outcome = _outcome(procedure.steps[each.step], each.outcome)
        if each.ground is not None and each.ground not in outcome.grounds:
            raise NoSuchStep(f"`{each.outcome}` has no ground `{each.ground}`; {', '.join(outcome.grounds) or 'none'}")
        waiting.remove(at)
        waiting.extend(name for name in outcome.then if name != END and name not in waiting)
        if outcome.extends:
            prolonged.add(each.step)
    entered = dict.fromkeys(found for name in waiting if (found := _entered(procedure, name, case)) is not None)
    ended = {each.step: each for each in done}
    steps = tuple(
        _next(procedure.steps[name], case, stopped_days, ended, extended=extended or name in prolonged)
        for name in entered
    )
    return Progress(steps, closed=not steps, withdrawable=bool(steps) and procedure.withdrawable)


def _waiting_for(procedure: Procedure, waiting: list[str], step: str) -> str:
    """The entry of the list by which a step is open, on whatever facts."""
    for name in waiting:
        if step != END and step in procedure.ways(name):
            return name
    raise NoSuchStep(f"`{step}` is not open now; open: {', '.join(waiting) or 'none'}")


def _entered(procedure: Procedure, name: str, case: Case) -> str | None:
    """The step really entered: one whose guard fails gives way to its `otherwise`."""
    for at in procedure.ways(name):
        if at != END and truth(procedure.steps[at].when, case) is not False:
            return at
    return None


def _outcome(step: Step, name: str) -> Outcome:
    for outcome in step.outcomes:
        if outcome.id == name:
            return outcome
    known = ", ".join(outcome.id for outcome in step.outcomes)
    raise NoSuchStep(f"`{step.id}` cannot end in `{name}`; it can end in {known}")


def _next(step: Step, case: Case, stopped_days: int, ended: Mapping[str, Done], *, extended: bool) -> Next:
    decided = ended.get(step.follows or "")
    clock = step.clock
    term = None if clock is None else clock.extended if extended and clock.extended else clock.term
    stopped = stopped_days if clock is not None and clock.stops else 0
    return Next(
        step=step,
        outcomes=tuple(
            outcome
            for outcome in step.outcomes
            if truth(outcome.when, case) is not False
            and not (outcome.extends and extended)
            and (decided is None or decided.outcome == outcome.id)
        ),
        due=_due(term, clock.since, case, stopped, ended) if term and clock else None,
        word=clock.word if clock else "none",
        open_guard=truth(step.when, case) is None,
    )


def _due(term: Term, since: tuple[str, ...], case: Case, stopped_days: int, ended: Mapping[str, Done]) -> date | None:
    """The last day; where it runs from a step, `None` as long as no such step was taken."""
    if not since:
        return term.due(case, stopped_days)
    last = max((each.on for name in since if (each := ended.get(name)) and each.on is not None), default=None)
    return term.due(Case(case.facts, last), stopped_days) if last is not None else None


def paths(procedure: Procedure, limit: int = 10_000) -> Iterator[tuple[Done, ...]]:
    """Every way through a procedure without loops, whatever the facts are; at most `limit`."""
    stack: list[tuple[str, tuple[Done, ...]]] = [(procedure.start, ())]
    given = 0
    while stack and given < limit:
        at, so_far = stack.pop()
        if at == END:
            given += 1
            yield so_far
            continue
        step = procedure.steps[at]
        if any(each.step == at for each in so_far):
            continue
        decided = next((each.outcome for each in so_far if each.step == step.follows), None)
        for outcome in step.outcomes:
            if decided in {None, outcome.id}:
                stack.extend((name, (*so_far, Done(at, outcome.id))) for name in outcome.then)
        if step.guarded and step.otherwise:
            stack.append((step.otherwise, so_far))
