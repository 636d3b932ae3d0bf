"""From the YAML form of a predicate to its value; everything unknown or ill-typed is named with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kitei.calendar import DayError, parse_day
from kitei.predicates.expression import (
    FALSE,
    RELATIONS,
    TRUE,
    All,
    AnyOf,
    Compare,
    Day,
    Expression,
    Given,
    Has,
    Is,
    Not,
    Number,
    Only,
)
from kitei.predicates.facts import Absence, Fact, Kind
from kitei.text import nearest

Definition = Callable[[str], Expression | None]
"""Finds the predicate that a name stands for (`is: name`), or `None`."""

CONNECTIVES = ("all", "any", "not", "is")
_PERIOD = re.compile(r"^(?P<sources>[^+]+?)(?:\s*\+\s*(?P<count>\d+)\s*(?P<unit>days?|months?|years?))?$")
_NUMBER_RELATIONS = ("above", "below", "at_least", "at_most", "equals")
_DAY_RELATIONS = ("before", "after", "on_or_before", "on_or_after")


class PredicateError(ValueError):
    """A predicate that cannot be read.

    Attributes:
        path: where in the predicate, as keys joined by dots.
        expected: what may stand there.
        nearest: the known name most like the one written, if any.
    """

    def __init__(self, path: str, problem: str, expected: str, near: str | None = None) -> None:
        self.path, self.problem, self.expected, self.nearest = path, problem, expected, near
        super().__init__(f"{path}: {problem}; expected {expected}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads predicates over the facts of one question.

    Attributes:
        facts: the facts that may be tested.
        definition: resolves `is: name`.
    """

    facts: Mapping[str, Fact]
    definition: Definition

    def read(self, raw: object, path: str = "when") -> Expression:
        """Read a mapping as the conjunction of its entries.

        Raises:
            PredicateError: at the first thing that cannot be read.
        """
        if not isinstance(raw, Mapping):
            raise PredicateError(path, f"`{raw!r}` is not a mapping", "fact: test")
        return _conjunction(tuple(self._entry(str(key), value, f"{path}.{key}") for key, value in raw.items()))

    def fact(self, name: str, path: str) -> Fact:
        """Find a fact of the question by name.

        Raises:
            PredicateError: the question has no such fact.
        """
        found = self.facts.get(name)
        if found is None:
            known = (*self.facts, *CONNECTIVES)
            raise PredicateError(path, f"unknown fact `{name}`", ", ".join(self.facts), nearest(name, known))
        return found

    def _entry(self, key: str, value: object, path: str) -> Expression:
        match key:
            case "all":
                return _conjunction(self._parts(value, path))
            case "any":
                parts = self._parts(value, path)
                return parts[0] if len(parts) == 1 else AnyOf(parts)
            case "not":
                return Not(self.read(value, path))
            case "is":
                return self._named(str(value), path)
            case _:
                return self._test(self.fact(key, path), value, path)

    def _parts(self, value: object, path: str) -> tuple[Expression, ...]:
        if not isinstance(value, list) or not value:
            raise PredicateError(path, "not a list of predicates", "- fact: test")
        return tuple(self.read(part, f"{path}[{index}]") for index, part in enumerate(value))

    def _named(self, name: str, path: str) -> Expression:
        found = self.definition(name)
        if found is None:
            raise PredicateError(path, f"unknown definition `{name}`", "a name under `definitions`")
        return found

    def _test(self, fact: Fact, value: object, path: str) -> Expression:
        if isinstance(value, Mapping) and value:
            tests = tuple(self._operator(fact, str(key), each, path) for key, each in value.items())
            return _conjunction(tests)
        if fact.kind is Kind.STEP:
            raise PredicateError(path, f"`{fact.id}` is a step", "`steps` of an exception")
        if fact.kind is Kind.FLAG and isinstance(value, bool):
            return Is(fact, frozenset((value,)))
        if fact.kind is Kind.ONE:
            listed = value if isinstance(value, list) else [value]
            return Is(fact, frozenset(self._value(fact, each, path) for each in listed))
        raise PredicateError(path, f"`{value!r}` does not test a fact of type {fact.kind.value}", _tests_for(fact))

    def _given(self, fact: Fact, wanted: object, path: str) -> Expression:
        if fact.absence is not Absence.NONE or not isinstance(wanted, bool):
            raise PredicateError(path, f"`{fact.id}` has no `given`", "a fact with `absence: none`")
        return Given(fact) if wanted else Not(Given(fact))

    def _operator(self, fact: Fact, key: str, value: object, path: str) -> Expression:
        if key == "given":
            return self._given(fact, value, path)
        if fact.kind is Kind.ANY:
            return self._membership(fact, key, value, path)
        relations = {Kind.INT: _NUMBER_RELATIONS, Kind.DATE: _DAY_RELATIONS}.get(fact.kind, ())
        if key not in relations or key not in RELATIONS:
            raise PredicateError(f"{path}.{key}", f"unknown test `{key}`", _tests_for(fact), nearest(key, relations))
        to = self._number(value, path) if fact.kind is Kind.INT else self._day(value, path)
        return Compare(fact, key, to)

    def _membership(self, fact: Fact, key: str, value: object, path: str) -> Expression:
        values = value if isinstance(value, list) else [value]
        listed = [self._value(fact, each, path) for each in values] if key in _LISTS else []
        match key:
            case "has" | "has_all":
                return _conjunction(tuple(Has(fact, each) for each in listed))
            case "has_any":
                return AnyOf(tuple(Has(fact, each) for each in listed))
            case "lacks":
                return _conjunction(tuple(Not(Has(fact, each)) for each in listed))
            case "only":
                return Only(fact, frozenset(listed))
            case "empty" if isinstance(value, bool):
                return Only(fact, frozenset()) if value else Not(Only(fact, frozenset()))
            case "has_value_of":
                other = self.fact(str(value), path)
                return AnyOf(
                    tuple(
                        All((Is(other, frozenset((each,))), Has(fact, each)))
                        for each in other.values
                        if each in fact.values
                    )
                )
            case _:
                near = nearest(key, _MEMBERSHIP)
                raise PredicateError(f"{path}.{key}", f"unknown test `{key}`", _tests_for(fact), near)

    def _value(self, fact: Fact, value: object, path: str) -> str:
        if isinstance(value, str) and value in fact.values:
            return value
        raise PredicateError(
            path, f"`{value}` is no value of `{fact.id}`", ", ".join(fact.values), nearest(str(value), fact.values)
        )

    def _number(self, value: object, path: str) -> Number:
        if isinstance(value, int) and not isinstance(value, bool):
            return Number(constant=value)
        name, _, divisor = str(value).partition("/")
        fact = self.fact(name.strip(), path)
        if fact.kind is not Kind.INT or (divisor and not re.fullmatch(r"\s*[1-9]\d*\s*", divisor)):
            raise PredicateError(path, f"`{value}` is no number", "1000, votes_against, members/2")
        return Number(fact=fact, share=Fraction(1, int(divisor or 1)))

    def _day(self, value: object, path: str) -> Day:
        return read_day(value, lambda name: self.fact(name, path), path)


_LISTS = ("has", "has_any", "has_all", "lacks", "only")
_MEMBERSHIP = (*_LISTS, "empty", "has_value_of")


def read_day(value: object, fact: Callable[[str], Fact], path: str) -> Day:
    """Read a day operand: `on`, an ISO day, a fact, `a|b`, or one of these with `+ 3 months`.

    Raises:
        PredicateError: it is none of these.
    """
    if isinstance(value, date):
        return Day((value,))
    match = _PERIOD.match(str(value).strip())
    if match is None:
        raise PredicateError(path, f"`{value}` is no day", "2026-05-11, on, provided_on|on, decided_on + 3 months")
    sources = tuple(_day_source(part.strip(), fact, path) for part in match["sources"].split("|"))
    unit, count = (match["unit"] or "day").rstrip("s"), int(match["count"] or 0)
    return Day(
        sources,
        days=count if unit == "day" else 0,
        months=count if unit == "month" else 0,
        years=count if unit == "year" else 0,
    )


def _day_source(word: str, fact: Callable[[str], Fact], path: str) -> Fact | str | date:
    if word == "on":
        return word
    if word[:1].isdigit():
        try:
            return parse_day(word)
        except DayError as error:
            raise PredicateError(path, str(error), "2026-05-11") from error
    found = fact(word)
    if found.kind is not Kind.DATE:
        raise PredicateError(path, f"`{word}` is no date", "a fact of type date")
    return found


def _conjunction(parts: tuple[Expression, ...]) -> Expression:
    flat = tuple(part for part in parts if part != TRUE)
    if FALSE in flat:
        return FALSE
    return TRUE if not flat else flat[0] if len(flat) == 1 else All(flat)


def _tests_for(fact: Fact) -> str:
    match fact.kind:
        case Kind.FLAG:
            return "true, false"
        case Kind.ONE:
            return ", ".join(fact.values)
        case Kind.ANY:
            return ", ".join(_MEMBERSHIP)
        case Kind.INT:
            return ", ".join(_NUMBER_RELATIONS)
        case Kind.DATE:
            return ", ".join(_DAY_RELATIONS)
        case Kind.STEP | Kind.CLAUSE:
            return "no test"
