"""The fast form of single decisions: each distinct case is decided once by the interpreter and remembered.

An answer is a pure function of the program, the day, the classes the facts fall into (see `kitei.predicates.variables`)
and the days that due dates and retention run from. Those together are the key; the memo holds whole answers. Reading
the key costs one table look-up for each fact. The interpreter stays the definition: it makes every remembered answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kitei.decisions.answer import Answer
from kitei.decisions.building.programs import Ready
from kitei.decisions.deciding import Engine
from kitei.decisions.evaluating.columns import by_column, duties_of
from kitei.decisions.norms import KeepRule, Program
from kitei.predicates.expression import Case, Day
from kitei.predicates.facts import Fact, FactFault, Kind, read_facts, read_value
from kitei.predicates.variables import Variable, facts_of_variable

CAPACITY = 200_000
"""Answers remembered for each program before the memo is emptied."""

Reader = Callable[[Any], Any]


@dataclass(slots=True)
class FastProgram:
    """Decides single cases of one question quickly, with the interpreter's answers."""

    engine: Engine
    ready: Ready
    _readers: tuple[tuple[str, Reader], ...] = ()
    _allowed: frozenset[str] = frozenset()
    _answers: dict[tuple[Any, ...], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        program = self.ready.program
        variables = by_column(program)
        dated = set(_dated_facts(program))
        self._allowed = frozenset(program.facts)
        self._readers = tuple(
            (name, _reader(fact, variables.get(name, []), whole=name in dated, clauses=program.clause_ids))
            for name, fact in program.facts.items()
            if name in variables or name in dated or program.resolver != "norms"
        )

    def decide(self, facts: Mapping[str, Any], on: date) -> Answer:
        """Decide one case.

        Raises:
            BadFacts: a fact cannot be read.
        """
        get = facts.get
        try:
            key = (on, *[reader(get(name)) for name, reader in self._readers])
            answer = self._answers.get(key)
        except (KeyError, TypeError, ValueError):
            answer = None  # the interpreter reads the facts again and says what is wrong
            key = None
        if answer is not None and facts.keys() <= self._allowed:
            return answer
        return self._interpret(facts, on, key)

    def _interpret(self, facts: Mapping[str, Any], on: date, key: tuple[Any, ...] | None) -> Answer:
        program = self.ready.program
        known = read_facts(facts, program.facts, program.clause_ids)
        answer = self.engine.decide_ready(self.ready, known, on).answer
        if key is not None:
            if len(self._answers) >= CAPACITY:
                self._answers.clear()
            self._answers[key] = answer
        return answer


def _reader(fact: Fact, variables: list[Variable], *, whole: bool, clauses: frozenset[str]) -> Reader:
    """From a raw value to its classes; the whole value where days are counted from it or facts are compared."""
    whole = whole or fact.kind is Kind.CLAUSE or any(len(facts_of_variable(each)) > 1 for each in variables)
    table: dict[Any, Any] = {None: None}

    def classes(value: Any) -> Any:
        read = read_value(fact, value, clauses)
        if isinstance(read, FactFault):
            raise ValueError(read.problem)  # noqa: TRY004 - not the type of our argument, the value read
        if whole or fact.kind is Kind.DATE:
            return read
        case = Case({fact.id: read}, date.min)
        return tuple(variable.classify(case) for variable in variables)

    def flag(value: Any) -> Any:
        if value is None or value is True or value is False:
            return value
        raise ValueError(fact.id)

    def scalar(value: Any) -> Any:
        found = table.get(value, table)
        if found is table:
            found = table[value] = classes(value)
        return found

    def listed(value: Any) -> Any:
        return (
            None
            if value is None
            else scalar(frozenset(value))
            if isinstance(value, list | tuple | frozenset)
            else classes(value)
        )

    def number(value: Any) -> Any:
        return classes(value) if isinstance(value, bool) else scalar(value)

    return {Kind.FLAG: flag, Kind.STEP: flag, Kind.ANY: listed, Kind.INT: number}.get(fact.kind, scalar)


def _dated_facts(program: Program) -> Iterator[str]:
    """The facts that due dates and retention periods run from."""
    for duty in duties_of(program):
        if duty.due is not None:
            yield from _sources(duty.due.start)
            if duty.due.year is not None:
                yield duty.due.year.id
        yield from _kept(duty.keep)
    for layer in (program.text, program.statute):
        for norm in layer.norms:
            for attachments in (norm.attachments, *(each.attachments for each in norm.unless)):
                for entry in attachments.entries:
                    yield from _kept(entry.keep)


def _kept(keep: KeepRule | None) -> Iterator[str]:
    if keep is not None:
        yield from _sources(keep.start)


def _sources(day: Day | None) -> Iterator[str]:
    if day is not None:
        yield from (source.id for source in day.sources if isinstance(source, Fact))
