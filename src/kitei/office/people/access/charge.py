"""Who runs a procedure: who receives it, who acts later, and which steps only prepare."""

from __future__ import annotations

from collections.abc import Iterator

from kitei.office.lawbook import Law
from kitei.procedures.procedure import END, REQUESTER, SYSTEM, Procedure, Step
from kitei.regulations.schema.identity import Role

NOBODY = frozenset({REQUESTER, SYSTEM})
"""Actors that are no role: whoever asks, and the office itself."""


def held_by(law: Law, actor: str) -> str:
    """How a role is held: `named`, `each_unit`, `unit`, `everyone`; bodies have `named` members."""
    person = law.people.get(actor)
    return person.held_by if isinstance(person, Role) else "named"


def in_charge(law: Law, procedure: Procedure) -> frozenset[str]:
    """The roles or bodies that receive a case: the first actors after whoever asks or reports.

    A role that everybody holds, such as who finds an incident, reports and does not run the case, unless nobody else
    acts in it.
    """
    firsts = _first(procedure, NOBODY | {name for name in law.actors if held_by(law, name) == "everyone"})
    return frozenset(step.actor for step in firsts or _first(procedure, NOBODY))


def receiving(law: Law, procedure: Procedure) -> frozenset[str]:
    """The steps in which a case is received."""
    passed = NOBODY | {name for name in law.actors if held_by(law, name) == "everyone"}
    return frozenset(step.id for step in _first(procedure, passed) or _first(procedure, NOBODY))


def preparatory(step: Step) -> bool:
    """Whether a step only prepares: none of its outcomes grants, refuses or partly grants."""
    return all(outcome.effect == "none" for outcome in step.outcomes)


def _first(procedure: Procedure, passed: frozenset[str]) -> tuple[Step, ...]:
    """The first steps, along every way, of an actor not passed over."""
    found: list[Step] = []
    seen: set[str] = set()
    waiting = [procedure.start]
    while waiting:
        name = waiting.pop(0)
        if name == END or name in seen:
            continue
        seen.add(name)
        step = procedure.steps[name]
        if step.actor in passed:
            waiting.extend(_after(step))
        else:
            found.append(step)
            waiting.extend(each for each in (step.otherwise,) if each is not None)
    return tuple(found)


def _after(step: Step) -> Iterator[str]:
    for outcome in step.outcomes:
        yield from outcome.then
    if step.otherwise is not None:
        yield step.otherwise
