"""Facts under which a case goes a given way, and the outcomes that such ways must cover."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from kitei.predicates.expression import (
    All,
    AnyOf,
    Case,
    Compare,
    Const,
    Day,
    Expression,
    Given,
    Has,
    Is,
    Not,
    Only,
    Test,
    truth,
)
from kitei.predicates.facts import Fact, Kind
from kitei.procedures.procedure import END, Outcome, Procedure
from kitei.procedures.progress import Done, paths

ON = date(2026, 11, 9)
TRIES = 300


def facts_for(expression: Expression, on: date = ON) -> dict[str, Any]:
    """Facts, as they are kept, under which a predicate is true; absent facts are in the answer as `None`."""
    for seed in range(TRIES):
        found: dict[str, Any] = {}
        _make(expression, found, random.Random(seed), wanted=True)
        known = {name: _read(value) for name, value in found.items() if value is not None}
        if truth(expression, Case(known, on)) is True:
            return found
    raise LookupError(expression)


def _read(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list) else value


def _make(expression: Expression, found: dict[str, Any], dice: random.Random, *, wanted: bool) -> None:
    """Set facts so that a predicate comes out as wanted, as far as one part at a time can tell."""
    match expression:
        case Not(part):
            _make(part, found, dice, wanted=not wanted)
        case All(parts) | AnyOf(parts):
            every = isinstance(expression, All) == wanted
            for part in parts if every else [dice.choice(parts)]:
                _make(part, found, dice, wanted=wanted)
        case Const():
            pass
        case _:
            _set(expression, found, dice, wanted=wanted)


def _set(test: Test, found: dict[str, Any], dice: random.Random, *, wanted: bool) -> None:
    match test:
        case Is(fact, values):
            found[fact.id] = dice.choice([v for v in _values(fact) if (v in values) == wanted] or [None])
        case Has(fact, value):
            found[fact.id] = [value] if wanted else [v for v in fact.values if v != value][:1]
        case Only(fact, values):
            found[fact.id] = sorted(values)[:1] if wanted else [v for v in fact.values if v not in values][:1]
        case Given(fact):
            found[fact.id] = (ON if fact.kind is Kind.DATE else dice.choice(_values(fact))) if wanted else None
        case Compare(fact, _, Day() as day):
            for each in (fact, *(source for source in day.sources if isinstance(source, Fact))):
                found[each.id] = dice.choice((None, ON - timedelta(1), ON, ON + timedelta(1)))
        case Compare(fact, _, _):
            found[fact.id] = dice.choice((0, 17, 18, 19, 999, 1000, 1001))


def _values(fact: Fact) -> tuple[Any, ...]:
    return fact.values or (True, False)


def entering(procedure: Procedure, name: str, step: str) -> Expression:
    """What must be true for a step to be entered by way of another that gives way to it."""
    passed: list[Expression] = []
    for at in procedure.ways(name):
        when = procedure.steps[at].when
        if at == step:
            return All((*passed, when))
        passed.append(Not(when))
    raise LookupError(step)


def covering(procedure: Procedure, limit: int) -> Iterator[tuple[Done, ...]]:
    """Ways through a procedure that together take every outcome that any way takes; at most `limit`.

    Ways on which no facts lead are left out: two guards read at one moment may exclude each other.
    """
    every = [way for way in sorted(paths(procedure, 600), key=len) if _possible(procedure, way)]
    left = {(done.step, done.outcome) for way in every for done in way}
    yield from islice(_greedy(every, left), limit)


def needed(procedure: Procedure, before: Sequence[Done], next_: Done) -> Expression:
    """What must be true for a step to be open, and to end in this way, after what was done."""
    waiting = [procedure.start]
    for done in before:
        waiting.remove(_entry(procedure, waiting, done.step))
        waiting += _outcome(procedure, done).then
    at = _entry(procedure, waiting, next_.step)
    return All((entering(procedure, at, next_.step), _outcome(procedure, next_).when))


def _possible(procedure: Procedure, way: tuple[Done, ...]) -> bool:
    for count, done in enumerate(way):
        try:
            _facts(needed(procedure, way[:count], done))
        except LookupError:
            return False
    return True


def _entry(procedure: Procedure, waiting: list[str], step: str) -> str:
    return next(name for name in waiting if name != END and step in procedure.ways(name))


def _outcome(procedure: Procedure, done: Done) -> Outcome:
    return next(each for each in procedure.steps[done.step].outcomes if each.id == done.outcome)


@lru_cache(maxsize=5_000)
def _facts(expression: Expression) -> Mapping[str, Any]:
    return facts_for(expression)


def _greedy(every: list[tuple[Done, ...]], left: set[tuple[str, str]]) -> Iterator[tuple[Done, ...]]:
    while left:
        best = max(every, key=lambda way: len(left & {(done.step, done.outcome) for done in way}))
        left -= {(done.step, done.outcome) for done in best}
        yield best


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are handed in."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
