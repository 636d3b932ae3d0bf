"""From the values of facts to small numbers: equal numbers mean that no norm can tell the values apart.

Every fact has a field of bits of its own in one number, the key of a case; 0 in a field means unknown. So the key is
the sum of one table look-up for each fact given. The tables fill as values are seen; what is not in them is read, and
refused, by `read_value` like everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kitei.decisions.evaluating.columns import by_column, duties_of, norms_of
from kitei.decisions.norms import Attachments, DueRule, KeepRule, Norm, Program
from kitei.predicates.expression import Case, Day
from kitei.predicates.facts import Fact, FactFault, Value, read_value
from kitei.predicates.variables import Variable, facts_of_variable

FIELD = 20
"""Bits of a fact's field: 2^20 values told apart, more than a memo holds."""

Tables = dict[str, dict[type, dict[Any, int]]]
"""By fact, by the type of the raw value (1 is not True), by raw value: what it adds to the key."""


@dataclass(slots=True)
class Coder:
    """The numbers of one fact.

    Attributes:
        shift: where its field begins in the key.
        tell_apart: what distinguishes a value from others, as far as the norms care; `None`: nothing does.
    """

    fact: Fact
    shift: int
    clauses: frozenset[str]
    tell_apart: Callable[[Value], Any] | None
    _codes: dict[Any, int] = field(default_factory=dict)
    _seen: dict[Value, int] = field(default_factory=dict)

    def code(self, value: Value) -> int:
        """The number of a value that was read, in its field."""
        if self.tell_apart is None:
            return 0
        found = self._seen.get(value)
        if found is None:
            number = self._codes.setdefault(self.tell_apart(value), len(self._codes) + 1)
            found = self._seen[value] = number << self.shift
        return found

    def read(self, raw: Any) -> Value | FactFault | None:
        """The value, `None` for unknown, or what is wrong with it."""
        return None if raw is None else read_value(self.fact, raw, self.clauses)


@dataclass(frozen=True, slots=True)
class Coding:
    """The numbers of every fact of a program on one day."""

    coders: Mapping[str, Coder]

    def tables(self) -> Tables:
        """Empty tables, to be filled by `remember`."""
        return {name: {type(None): {None: 0}} for name in self.coders}

    def remember(self, tables: Tables, name: str, raw: Any, code: int) -> None:
        """Put a value that was read into the tables, if it can be looked up at all."""
        if isinstance(raw, list):
            tables[name].setdefault(list, {})[tuple(raw)] = code
        elif isinstance(raw, str | int | date | tuple | frozenset):
            tables[name].setdefault(type(raw), {})[raw] = code


def coding(program: Program, on: date) -> Coding:
    """The numbers that tell apart what the program can tell apart on that day."""
    variables, dated = by_column(program), set(dated_facts(program))
    by_norms = program.resolver == "norms"
    return Coding(
        {
            name: Coder(
                fact,
                position * FIELD,
                program.clause_ids,
                _classes(fact, variables.get(name, []), on, whole=name in dated or not by_norms),
            )
            for position, (name, fact) in enumerate(program.facts.items())
        }
    )


def _classes(fact: Fact, variables: list[Variable], on: date, *, whole: bool) -> Callable[[Value], Any] | None:
    """The classes of a value; the whole value where days are counted from it or facts are compared with each other."""
    if whole or any(len(facts_of_variable(each)) > 1 for each in variables):
        return lambda value: value
    if not variables:
        return None
    return lambda value: tuple([each.classify(Case({fact.id: value}, on)) for each in variables])


def dated_facts(program: Program) -> Iterator[str]:
    """The facts that due dates and retention periods run from."""
    for duty in duties_of(program):
        yield from facts_of_due(duty.due)
        yield from facts_of_keep(duty.keep)
    for norm in norms_of(program):
        for attachments in attachments_of(norm):
            for entry in attachments.entries:
                yield from facts_of_keep(entry.keep)


def attachments_of(norm: Norm) -> Iterator[Attachments]:
    """What follows from a norm and from its exceptions."""
    yield norm.attachments
    yield from (exemption.attachments for exemption in norm.unless)


def facts_of_due(due: DueRule | None) -> Iterator[str]:
    """The facts a due date is counted from."""
    if due is not None:
        yield from _sources(due.start)
        if due.year is not None:
            yield due.year.id


def facts_of_keep(keep: KeepRule | None) -> Iterator[str]:
    """The facts a retention period is counted from."""
    if keep is not None:
        yield from _sources(keep.start)


def _sources(day: Day | None) -> Iterator[str]:
    if day is not None:
        yield from (source.id for source in day.sources if isinstance(source, Fact))
