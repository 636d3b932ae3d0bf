"""Predicates as values: tests on facts, joined by all, any and not, with Kleene's three-valued truth.

`None` stands for unknown throughout. SQL's NULL and Polars' null obey the same tables, so one case and a million
rows agree by construction.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kitei.calendar import civil_end
from kitei.predicates.facts import Absence, Fact, Facts

Truth = bool | None
"""True, False, or None: unknown."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a predicate is asked of: the known facts and the day of the question."""

    facts: Facts
    on: date


@dataclass(frozen=True, slots=True)
class Const:
    """Always true, or always false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Is:
    """A flag or `one` fact has one of these values."""

    fact: Fact
    values: frozenset[str | bool]


@dataclass(frozen=True, slots=True)
class Has:
    """An `any` fact contains this value."""

    fact: Fact
    value: str


@dataclass(frozen=True, slots=True)
class Only:
    """An `any` fact contains nothing outside these values; with no values: it is empty."""

    fact: Fact
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """A fact whose absence means that it has not happened was given."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Number:
    """The right side of a comparison of numbers: a constant, or a share of another fact."""

    constant: int | None = None
    fact: Fact | None = None
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Day:
    """The right side of a comparison of days: the first given of the sources, plus a civil period.

    Attributes:
        sources: facts, the word `on` (the day of the question) or fixed days, tried in order.
    """

    sources: tuple[Fact | str | date, ...]
    days: int = 0
    months: int = 0
    years: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """An int or date fact stands in an order relation to a number or a day."""

    fact: Fact
    relation: str  # one of RELATIONS
    to: Number | Day


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part is true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: Expression


Test = Is | Has | Only | Given | Compare
Expression = Const | Test | All | AnyOf | Not

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "above": operator.gt,
    "below": operator.lt,
    "at_least": operator.ge,
    "at_most": operator.le,
    "equals": operator.eq,
    "after": operator.gt,
    "before": operator.lt,
    "on_or_after": operator.ge,
    "on_or_before": operator.le,
}

TRUE = Const(value=True)
FALSE = Const(value=False)


def truth(expression: Expression, case: Case) -> Truth:
    """Evaluate a predicate for one case; `None` where the given facts do not settle it."""
    match expression:
        case Const(value):
            return value
        case All(parts):
            return _all(parts, case)
        case AnyOf(parts):
            return _any(parts, case)
        case Not(part):
            inner = truth(part, case)
            return None if inner is None else not inner
        case _:
            return test(expression, case)


def test(atom: Test, case: Case) -> Truth:
    """Evaluate a single test."""
    match atom:
        case Is(fact, values):
            value = case.facts.get(fact.id)
            return _absent(fact) if value is None else value in values
        case Has(fact, wanted):
            value = case.facts.get(fact.id)
            return _absent(fact) if not isinstance(value, frozenset) else wanted in value
        case Only(fact, values):
            value = case.facts.get(fact.id)
            return _absent(fact) if not isinstance(value, frozenset) else value <= values
        case Given(fact):
            return fact.id in case.facts
        case Compare():
            return _compare(atom, case)


def tests_of(expression: Expression) -> Iterator[Test]:
    """Walk the tests of a predicate, left to right."""
    match expression:
        case Const():
            return
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part):
            yield from tests_of(part)
        case _:
            yield expression


def facts_of(atom: Test) -> tuple[Fact, ...]:
    """The facts a test looks at; more than one where two facts are compared."""
    if not isinstance(atom, Compare):
        return (atom.fact,)
    if isinstance(atom.to, Number):
        return (atom.fact,) if atom.to.fact is None else (atom.fact, atom.to.fact)
    return (atom.fact, *(source for source in atom.to.sources if isinstance(source, Fact)))


def day_of(day: Day, case: Case) -> date | None:
    """The day a `Day` stands for in this case, or `None` if no source is given."""
    start = next((found for source in day.sources if (found := _source(source, case)) is not None), None)
    if start is None or not (day.days or day.months or day.years):
        return start
    return civil_end(start, days=day.days, months=day.months, years=day.years)


def _source(source: Fact | str | date, case: Case) -> date | None:
    if isinstance(source, date):
        return source
    if isinstance(source, str):
        return case.on
    value = case.facts.get(source.id)
    return value if isinstance(value, date) else None


def _absent(fact: Fact) -> Truth:
    return None if fact.absence is Absence.UNKNOWN else False


def _compare(atom: Compare, case: Case) -> Truth:
    left = case.facts.get(atom.fact.id)
    if left is None:
        return _absent(atom.fact)
    right = day_of(atom.to, case) if isinstance(atom.to, Day) else _number(atom.to, case)
    return None if right is None else RELATIONS[atom.relation](left, right)


def _number(number: Number, case: Case) -> Fraction | None:
    if number.fact is None:
        return None if number.constant is None else Fraction(number.constant)
    value = case.facts.get(number.fact.id)
    return number.share * value if isinstance(value, int) else None


def _all(parts: tuple[Expression, ...], case: Case) -> Truth:
    unknown = False
    for part in parts:
        value = truth(part, case)
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def _any(parts: tuple[Expression, ...], case: Case) -> Truth:
    unknown = False
    for part in parts:
        value = truth(part, case)
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False
