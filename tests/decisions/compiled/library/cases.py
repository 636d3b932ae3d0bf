"""Random programs, facts and days of the library; facts as they stand in JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.deciding import engine
from kitei.predicates.facts import Fact, Kind
from kitei.regulations.regulation import NotInForce, TextNotSupplied
from tests.library.facts import value_of

HOME = engine()
FAST = FastEngine(HOME)
"""Shared by all examples, so that what one case left behind meets the next."""

DAYS = (date(2023, 3, 31), date(2025, 4, 1), date(2026, 5, 11))
INSTITUTIONS = HOME.library.names()
QUESTIONS = tuple(HOME.library.vocabulary.questions)


def _has_text(institution: str, on: date) -> bool:
    try:
        HOME.library.get(institution).text_on(on)
    except (NotInForce, TextNotSupplied):
        return False
    return True


TEXTS = tuple((name, on) for name in INSTITUTIONS for on in DAYS if _has_text(name, on))
"""The days on which each institution's text speaks."""


def programs(*questions: str) -> st.SearchStrategy[FastProgram]:
    """A program that speaks on its day."""
    return st.tuples(st.sampled_from(TEXTS), st.sampled_from(questions or QUESTIONS)).map(
        lambda each: FAST.program(each[0][0], each[1], each[0][1])
    )


def cases(program: FastProgram) -> st.SearchStrategy[dict[str, Any]]:
    """Facts of which each may be unknown, `None` or left out."""
    facts = program.ready.program.facts
    clauses = sorted(program.ready.program.clause_ids)[:40]
    return st.fixed_dictionaries({}, optional={name: _raw(fact, clauses) for name, fact in facts.items()})


def _raw(fact: Fact, clauses: list[str]) -> st.SearchStrategy[Any]:
    known = st.sampled_from(clauses) if fact.kind is Kind.CLAUSE else value_of(fact).map(as_json)
    return st.none() | known if fact.rank % 5 == 0 else known


def as_json(value: Any) -> Any:
    """A value as it stands in JSON."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def as_text(value: Any) -> str | None:
    """A value as it stands in a CSV cell."""
    if isinstance(value, list):
        return ";".join(value) or "[]"
    return None if value is None else str(value)


def in_disorder(case: dict[str, Any]) -> dict[str, Any]:
    """The same facts in another order, lists turned round."""
    turned = {name: each[::-1] if isinstance(each, list) else each for name, each in case.items()}
    return dict(reversed(turned.items()))
