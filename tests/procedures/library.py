"""The procedures of the library, and how a test walks through one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kitei.predicates.expression import Case
from kitei.predicates.facts import Fact, Facts
from kitei.procedures.procedure import END, Procedure
from kitei.procedures.progress import Done, Next, Progress, next_steps
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library
from tests.procedures.facts import facts_of_question

ON = date(2026, 11, 2)
LIBRARY = Library()
Choice = Callable[[Progress], tuple[Next, str]]


def procedures_of(name: str) -> Mapping[str, Procedure]:
    regulation = LIBRARY.get(name)
    return ProcedureReader(regulation, LIBRARY.vocabulary, LIBRARY.statutes_of(regulation)).read()


EVERY: Mapping[str, Procedure] = {
    f"{name}/{key}": procedure for name in LIBRARY.universities() for key, procedure in procedures_of(name).items()
}


def facts_at(key: str) -> Mapping[str, Fact]:
    """The facts that the guards of a procedure of the library may read."""
    regulation = LIBRARY.get(key.partition("/")[0])
    return facts_of_question(LIBRARY.vocabulary.extended(regulation.identity.extends), EVERY[key].question)


def case(facts: Facts | None = None) -> Case:
    return Case(facts or {}, ON)


def follow(procedure: Procedure, given: Case, *taken: str) -> tuple[Progress, tuple[Done, ...]]:
    """Take the steps `step:outcome` one after the other; each must be open, and its outcome offered, on these facts."""
    done: tuple[Done, ...] = ()
    for each in taken:
        step, _, outcome = each.partition(":")
        open_now = {following.step.id: following for following in next_steps(procedure, done, given).steps}
        assert step in open_now, f"{step} is not open; open: {', '.join(open_now)}"
        assert outcome in {offered.id for offered in open_now[step].outcomes}, f"{each} is not offered"
        done = (*done, Done(step, outcome))
    return next_steps(procedure, done, given), done


def walk(
    procedure: Procedure, given: Case, choose: Choice, done: tuple[Done, ...] = (), limit: int = 200
) -> tuple[Done, ...]:
    """Go on until the case is closed."""
    for _ in range(limit):
        progress = next_steps(procedure, done, given)
        if progress.closed:
            return done
        following, outcome = choose(progress)
        done = (*done, Done(following.step.id, outcome))
    raise AssertionError(f"{procedure.id}: not closed after {limit} steps: {done[-5:]}")


def homewards(procedure: Procedure) -> Choice:
    """Chooses, at each step, the outcome that is nearest to the end."""
    far = distances(procedure)

    def choose(progress: Progress) -> tuple[Next, str]:
        following = progress.steps[0]
        outcome = min(following.outcomes, key=lambda each: max(far[name] for name in each.then))
        return following, outcome.id

    return choose


def distances(procedure: Procedure) -> Mapping[str, int]:
    """How many steps lie between each step and the end, at the least, whatever the guards say."""
    far = {END: 0} | dict.fromkeys(procedure.steps, 10**6)
    for _ in procedure.steps:
        for name, step in procedure.steps.items():
            ways = [max(far[each] for each in outcome.then) for outcome in step.outcomes if not outcome.extends]
            far[name] = min(far[name], 1 + min(ways))
    return far


def ways_to(procedure: Procedure) -> Mapping[str, tuple[Done, ...]]:
    """A history that leads to each step, whatever the guards say."""
    found: dict[str, tuple[Done, ...]] = {}
    queue: list[tuple[str, tuple[Done, ...]]] = [(procedure.start, ())]
    while queue:
        at, done = queue.pop(0)
        if at == END or at in found:
            continue
        found[at] = done
        step = procedure.steps[at]
        queue.extend((name, (*done, Done(at, each.id))) for each in step.outcomes for name in each.then)
        if step.otherwise:
            queue.append((step.otherwise, done))
    return found
