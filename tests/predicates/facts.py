"""A small vocabulary of every type of fact, and random cases over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from kitei.predicates.expression import Case, Compare, Expression, Test, tests_of
from kitei.predicates.facts import Absence, Fact, Facts, Kind, Value
from kitei.predicates.reading import Reader

ON = date(2026, 5, 11)

FACTS: Mapping[str, Fact] = {
    fact.id: fact
    for fact in (
        Fact("relation", Kind.ONE, 0, ("none", "entrustment", "joint_use")),
        Fact("consent", Kind.FLAG, 1),
        Fact("grounds", Kind.ANY, 2, ("law", "vital", "welfare", "visible")),
        Fact("kind", Kind.ONE, 3, ("law", "vital", "other")),
        Fact("members", Kind.INT, 4, least=1, most=100),
        Fact("votes_for", Kind.INT, 5),
        Fact("votes_against", Kind.INT, 6),
        Fact("decided_on", Kind.DATE, 7),
        Fact("filed_on", Kind.DATE, 8),
        Fact("withdrawn_on", Kind.DATE, 9, absence=Absence.NONE),
        Fact("channel", Kind.ONE, 10, ("letter", "telephone"), absence=Absence.NONE),
        Fact("extended", Kind.FLAG, 11, absence=Absence.NONE),
        Fact("approved", Kind.STEP, 12, absence=Absence.OPEN),
        Fact("clause", Kind.CLAUSE, 13),
    )
}

READER = Reader(FACTS, lambda _: None)


def read(raw: object) -> Expression:
    return READER.read(raw)


def atoms(raw: object) -> list[Test]:
    """The tests of a predicate, left to right."""
    return list(tests_of(read(raw)))


def comparison(raw: object) -> Compare:
    """The one comparison that a predicate consists of."""
    (atom,) = atoms(raw)
    assert isinstance(atom, Compare)
    return atom


def case(**facts: Value) -> Case:
    return Case(facts, ON)


def any_value(fact: Fact) -> st.SearchStrategy[Any]:
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return st.booleans()
        case Kind.ONE:
            return st.sampled_from(fact.values)
        case Kind.ANY:
            return st.frozensets(st.sampled_from(fact.values))
        case Kind.INT:
            return st.integers(fact.least, 12)
        case Kind.DATE:
            return st.dates(date(2026, 1, 29), date(2026, 9, 2))
        case Kind.CLAUSE:
            return st.just("x:1")


def some_facts() -> st.SearchStrategy[Facts]:
    """Facts of which each may be unknown."""
    return st.fixed_dictionaries({}, optional={name: any_value(fact) for name, fact in FACTS.items()})
