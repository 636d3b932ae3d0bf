"""What a reading is, and how it is set against the engine: known facts in, one outcome out.

A reading is a plain function of facts that are all known. Where a case leaves facts open, the reading is asked for
every way of filling them; if the answers differ, the case is `undetermined`. So no reading knows three-valued logic,
and the engine's is still tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import product
from typing import Any

from hypothesis import strategies as st

from kitei.decisions.deciding import engine
from kitei.predicates.facts import Fact, Kind
from tests.library.facts import value_of

HOME = engine()
ON = date(2026, 5, 11)
AGES = (15, 17, 18, 20)
COUNTS = (1, 1000, 1001, 5000)
OPENABLE = (Kind.FLAG, Kind.ONE)
BOUNDED = {"subject_age", "subjects_count"}  # their values above stand on both sides of every bound there is


class Known(dict[str, Any]):
    """The facts of a case, read as `facts.consent`; a step or an event that has not happened is `None`."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)

    def asserts(self, ground: str) -> bool:
        """Whether the ground is put forward."""
        return ground in self["grounds"]


Outcome = Callable[[Known], str]


@dataclass(frozen=True, eq=False)
class Reading:
    """One question at one institution, as somebody read it from the clauses.

    Attributes:
        fixed: facts the reading does not vary; it says nothing about other values.
        narrowed: the only values of a fact that the reading speaks about; only a number is then left open.
        possible: whether facts can occur together at all.
    """

    institution: str
    question: str
    outcome: Outcome
    fixed: Mapping[str, Any]
    narrowed: Mapping[str, tuple[Any, ...]]
    possible: Callable[[Known], bool] = lambda _facts: True

    def __str__(self) -> str:
        return f"{self.question} at {self.institution}"

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        ready = HOME.programs.get(HOME.library.get(self.institution), self.question, ON)
        return ready.program.facts

    def said(self, facts: Mapping[str, Any], open_facts: frozenset[str]) -> str:
        """What the reading says when some of the facts are not known."""
        said = {self.outcome(Known(filled)) for filled in self._fillings(facts, open_facts)}
        return said.pop() if len(said) == 1 else "undetermined"

    def decided(self, facts: Mapping[str, Any], open_facts: frozenset[str]) -> str:
        """What the engine says to the same."""
        raw = {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in facts.items()
            if name not in open_facts
        }
        return HOME.decide(self.institution, self.question, raw, ON).answer.outcome

    def values(self, name: str) -> tuple[Any, ...]:
        """The values a fact may take that is left open."""
        fact = self.facts[name]
        return self.narrowed.get(name) or ((True, False) if fact.kind is Kind.FLAG else fact.values)

    def _fillings(self, facts: Mapping[str, Any], open_facts: frozenset[str]) -> Iterator[dict[str, Any]]:
        names = sorted(open_facts)
        for values in product(*(self.values(name) for name in names)):
            yield {**facts, **dict(zip(names, values, strict=True))}


@cache
def cases(reading: Reading) -> st.SearchStrategy[tuple[dict[str, Any], frozenset[str]]]:
    """Facts of the reading's question, up to three of them left open."""
    facts = st.fixed_dictionaries({name: _value(reading, fact) for name, fact in reading.facts.items()})
    may_open = [name for name, fact in reading.facts.items() if _may_be_open(reading, fact)]
    left_open = st.frozensets(st.sampled_from(may_open), max_size=3) if may_open else st.just(frozenset[str]())
    return st.tuples(facts.map(_happened), left_open).filter(lambda case: reading.possible(Known(case[0])))


def _happened(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _may_be_open(reading: Reading, fact: Fact) -> bool:
    if fact.id in reading.fixed or not fact.can_be_unknown:
        return False
    if fact.id in reading.narrowed:  # its other values are nothing the reading knows, unless no number lies between
        return fact.id in BOUNDED
    return fact.kind in OPENABLE


def _value(reading: Reading, fact: Fact) -> st.SearchStrategy[Any]:
    if fact.id in reading.fixed:
        return st.just(reading.fixed[fact.id])
    if fact.id in reading.narrowed:
        return st.sampled_from(reading.narrowed[fact.id])
    known = value_of(fact)
    return known if fact.can_be_unknown else st.none() | known
