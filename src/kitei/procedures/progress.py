"""What is next: a pure function of the procedure, what was done, and the facts of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kitei.predicates.expression import Case, truth
from kitei.procedures.procedure import END, Outcome, Procedure, Step


class NoSuchStep(ValueError):
    """A step or outcome that the procedure does not have, or that is not open now."""


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, and how it ended."""

    step: str
    outcome: str
    ground: str | None = None


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
    """

    steps: tuple[Next, ...]
    closed: bool


def next_steps(
    procedure: Procedure, done: tuple[Done, ...], case: Case, *, stopped_days: int = 0, extended: bool = False
) -> Progress:
    """The steps that can be taken now.

    Args:
        done: what was done, oldest first.
        stopped_days: days on which the case waited for the requester; clocks that stop are moved by them.
        extended: the period was extended by written notice.

    Raises:
        NoSuchStep: `done` does not follow the procedure.
    """
    waiting = _entered(procedure, [procedure.start], case)
    for each in done:
        if each.step not in waiting:
            raise NoSuchStep(f"`{each.step}` is not open now; open: {', '.join(waiting) or 'none'}")
        outcome = _outcome(procedure.steps[each.step], each.outcome)
        waiting.remove(each.step)
        for name in _entered(procedure, list(outcome.then), case):
            if name not in waiting:
                waiting.append(name)
    steps = tuple(_next(procedure.steps[name], case, stopped_days, extended=extended) for name in waiting)
    return Progress(steps, closed=not waiting)


def _entered(procedure: Procedure, names: list[str], case: Case) -> list[str]:
    """The steps really entered: those whose guard fails give way to their `otherwise`."""
    found: list[str] = []
    for name in names:
        at: str | None = name
        while at is not None and at != END:
            step = procedure.steps[at]
            if truth(step.when, case) is not False:
                found.append(at)
                break
            at = step.otherwise
    return found


def _outcome(step: Step, name: str) -> Outcome:
    for outcome in step.outcomes:
        if outcome.id == name:
            return outcome
    known = ", ".join(outcome.id for outcome in step.outcomes)
    raise NoSuchStep(f"`{step.id}` cannot end in `{name}`; it can end in {known}")


def _next(step: Step, case: Case, stopped_days: int, *, extended: bool) -> Next:
    clock = step.clock
    term = None if clock is None else clock.extended if extended and clock.extended else clock.term
    stopped = stopped_days if clock is not None and clock.stops else 0
    return Next(
        step=step,
        outcomes=tuple(outcome for outcome in step.outcomes if truth(outcome.when, case) is not False),
        due=term.due(case, stopped) if term else None,
        word=clock.word if clock else "none",
        open_guard=truth(step.when, case) is None,
    )


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
        for outcome in step.outcomes:
            stack.extend((name, (*so_far, Done(at, outcome.id))) for name in outcome.then)
        if step.guarded and step.otherwise:
            stack.append((step.otherwise, so_far))
