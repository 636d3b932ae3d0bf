"""The peers' texts, generated from the same predicates: Cedar policies, JSONLogic rules, OpenFisca formulas, Polars."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import polars as pl

from kitei.cli.benches.permission import Bar
from kitei.predicates.expression import (
    All,
    AnyOf,
    Compare,
    Const,
    Day,
    Expression,
    Given,
    Has,
    Is,
    Not,
    Number,
    Only,
    Test,
)
from kitei.predicates.facts import Fact, Facts, Kind, Value

ON = "on"
"""The name under which the peers find the day of the question."""

_SIGNS = {
    "above": ">", "below": "<", "at_least": ">=", "at_most": "<=", "equals": "==",
    "after": ">", "before": "<", "on_or_after": ">=", "on_or_before": "<=",
}  # fmt: skip

Json = Any


class Untranslatable(ValueError):
    """A predicate that a peer cannot be given; another question must be measured."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Language(Generic[T]):
    """How a peer writes the joints of a predicate, and its tests."""

    constant: Callable[[bool], T]
    every: Callable[[list[T]], T]
    some: Callable[[list[T]], T]
    negated: Callable[[T], T]
    test: Callable[[Test], T]

    def write(self, part: Expression) -> T:
        """The predicate in the peer's words."""
        match part:
            case Const(value):
                return self.constant(value)
            case All(parts):
                return self.every([self.write(each) for each in parts])
            case AnyOf(parts):
                return self.some([self.write(each) for each in parts])
            case Not(inner):
                return self.negated(self.write(inner))
            case _:
                return self.test(part)


def plain(facts: Facts, on: date) -> dict[str, Json]:
    """Known facts as the peers take them: lists sorted, days as numbers, events not seen left out."""
    return {name: _plain(value) for name, value in facts.items()} | {ON: on.toordinal()}


def _plain(value: Value) -> Json:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.toordinal() if isinstance(value, date) else value


def cedar(bars: Iterable[Bar]) -> str:
    """A Cedar policy set: everything is permitted that no bar forbids."""
    policies = [
        f"@id({json.dumps(bar.name)})\nforbid(principal, action, resource)\nwhen {{ {_CEDAR.write(bar.stands)} }};"
        for bar in bars
    ]
    return "\n".join(["permit(principal, action, resource);", *policies])


def _cedar_test(atom: Test) -> str:
    match atom:
        case Is(fact, values) if fact.kind is not Kind.ONE:
            return f"context.{fact.id}" if True in values else f"!context.{fact.id}"
        case Is(fact, values):
            return f"{json.dumps(sorted(map(str, values)))}.contains(context.{fact.id})"
        case Has(fact, value):
            return f"context.{fact.id}.contains({json.dumps(value)})"
        case Only(fact, values):
            return f"{json.dumps(sorted(values))}.containsAll(context.{fact.id})"
        case Given(fact):
            return f"context has {fact.id}"
        case Compare(fact, relation, to):
            names = [*_sources(to)]
            right = _cedar_first(names)
            return f"(context has {fact.id} && context.{fact.id} {_SIGNS[relation]} {right})"


def _cedar_first(names: list[str | int]) -> str:
    head, *rest = names
    if isinstance(head, int):
        return str(head)
    return f"context.{head}" if not rest else f"(if context has {head} then context.{head} else {_cedar_first(rest)})"


def json_logic(part: Expression) -> Json:
    """One JSONLogic rule."""
    return _JSON_LOGIC.write(part)


def _logic_test(atom: Test) -> Json:
    match atom:
        case Is(fact, values) if fact.kind is not Kind.ONE:
            return _var(fact) if True in values else {"!": [_var(fact)]}
        case Is(fact, values):
            (only, *more) = sorted(map(str, values))
            return {"in": [_var(fact), [only, *more]]} if more else {"==": [_var(fact), only]}
        case Has(fact, value):
            return {"in": [value, _var(fact)]}
        case Only(fact, values):
            return {"!": [{"some": [_var(fact), {"!": [{"in": [{"var": ""}, sorted(values)]}]}]}]}
        case Given(fact):
            return {"!=": [_var(fact), None]}
        case Compare(fact, relation, to):
            right = _logic_first([*_sources(to)])
            return {"and": [{"!=": [_var(fact), None]}, {_SIGNS[relation]: [_var(fact), right]}]}


def _logic_first(names: list[str | int]) -> Json:
    head, *rest = names
    if isinstance(head, int):
        return head
    return {"var": head} if not rest else {"var": [head, _logic_first(rest)]}


def _var(fact: Fact) -> Json:
    return {"var": fact.id}


def formula(part: Expression) -> Json:
    """A predicate as nested lists, from which the OpenFisca child makes vectorised formulas."""
    return _FORMULA.write(part)


def _formula_test(atom: Test) -> Json:
    match atom:
        case Is(fact, values) if fact.kind is not Kind.ONE:
            return ["true", fact.id] if True in values else ["not", ["true", fact.id]]
        case Is(fact, values):
            return ["in", fact.id, sorted(fact.values.index(str(value)) for value in values)]
        case Has(fact, value):
            return ["true", f"{fact.id}__{value}"]
        case Only(fact, values):
            return ["not", ["any", [["true", f"{fact.id}__{each}"] for each in fact.values if each not in values]]]
        case Given(fact):
            return ["given", fact.id]
        case Compare(fact, relation, to):
            return ["compare", fact.id, _SIGNS[relation], [*_sources(to)]]


def _sources(to: Number | Day) -> list[str | int]:
    if isinstance(to, Number):
        if to.fact is not None or to.constant is None:
            raise Untranslatable("a share of another number")
        return [to.constant]
    if to.days or to.months or to.years:
        raise Untranslatable("a civil period")
    return [each.id if isinstance(each, Fact) else each.toordinal() if isinstance(each, date) else ON
            for each in to.sources]  # fmt: skip


def polars(part: Expression, columns: Mapping[str, pl.Expr], on: date) -> pl.Expr:
    """A predicate as one Polars expression; a list stands in one boolean column for each member, `fact__value`."""
    language: _Language[pl.Expr] = _Language(
        lambda value: pl.lit(value=value), pl.all_horizontal, pl.any_horizontal, lambda part: ~part,
        lambda atom: _polars_test(atom, columns, on),
    )  # fmt: skip
    return language.write(part)


def _polars_test(atom: Test, columns: Mapping[str, pl.Expr], on: date) -> pl.Expr:
    match atom:
        case Is(fact, values) if fact.kind is not Kind.ONE:
            return columns[fact.id] if True in values else ~columns[fact.id]
        case Is(fact, values):
            return columns[fact.id].is_in(sorted(map(str, values)))
        case Has(fact, value):
            return columns[f"{fact.id}__{value}"]
        case Only(fact, values):
            return ~pl.any_horizontal(columns[f"{fact.id}__{each}"] for each in fact.values if each not in values)
        case Given(fact):
            return pl.lit(fact.id in columns)
        case Compare(fact, relation, to):
            if fact.id not in columns:
                return pl.lit(value=False)
            known = {**columns, ON: pl.lit(on.toordinal())}
            right = next(known.get(str(n), pl.lit(n)) for n in _sources(to) if n in known or isinstance(n, int))
            return getattr(columns[fact.id], _METHODS[_SIGNS[relation]])(right)  # type: ignore[no-any-return]


_CEDAR: _Language[str] = _Language(
    lambda value: "true" if value else "false",
    lambda parts: f"({' && '.join(parts)})",
    lambda parts: f"({' || '.join(parts)})",
    lambda part: f"!({part})",
    _cedar_test,
)
_JSON_LOGIC: _Language[Json] = _Language(
    lambda value: value, lambda parts: {"and": parts}, lambda parts: {"or": parts}, lambda part: {"!": [part]},
    _logic_test,
)  # fmt: skip
_FORMULA: _Language[Json] = _Language(
    lambda value: ["const", value], lambda parts: ["all", parts], lambda parts: ["any", parts],
    lambda part: ["not", part], _formula_test,
)  # fmt: skip
_METHODS = {">": "gt", "<": "lt", ">=": "ge", "<=": "le", "==": "eq"}
