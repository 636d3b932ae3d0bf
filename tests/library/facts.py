"""Random facts for the questions of the library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from kitei.predicates.facts import Fact, Facts, Kind, Value

DAYS = st.dates(date(2022, 4, 1), date(2027, 12, 31))


def value_of(fact: Fact) -> st.SearchStrategy[Value]:
    """Any value of a fact; lists mostly short, numbers mostly near the bounds that matter."""
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return st.booleans()
        case Kind.ONE:
            return st.sampled_from(fact.values)
        case Kind.ANY:
            return st.frozensets(st.sampled_from(fact.values), max_size=3)
        case Kind.INT:
            bounds = [
                number for number in (0, 3, 6, 12, 17, 18, 2026, 1000, 1001, 5000) if fact.least <= number <= fact.most
            ]
            return st.sampled_from(bounds)
        case _:
            return DAYS


def facts_of(facts: Mapping[str, Fact]) -> st.SearchStrategy[Facts]:
    """Facts of which each may be unknown."""
    return st.fixed_dictionaries({}, optional={name: value_of(fact) for name, fact in facts.items()})
