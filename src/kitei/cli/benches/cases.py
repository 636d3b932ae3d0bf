"""The cases that are measured: random facts from a seed, and a table of a million people."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from kitei.predicates.facts import Absence, Fact, Facts, Kind, Value

ACT: Mapping[str, Any] = {
    "recipient": "company", "named_recipient": "none", "recipient_academic": False, "relation": "none",
    "abroad": False, "equivalent_country": False, "equivalent_system": False, "necessary": True, "opt_out": False,
    "processed_as": "plain", "joint_research": False, "academic_share": "none", "urgent": False,
    "consent_difficult": False, "consent_obstructs": False, "law_compels": False, "unjust_infringement": False,
    "parent_procedure": True, "memorandum": True, "contract_concluded": True, "consent_elements": ["content"],
}  # fmt: skip
"""One act, common to all rows: a provision to a company."""

_PEOPLE: Mapping[str, tuple[Any, ...]] = {
    "consent": (True, True, False),
    "consent_by": ("principal", "principal", "other_person"),
    "consent_form": (True, False),
    "foreign_consent": (True, False),
    "subject_age": tuple(range(15, 30)),
    "subject_kinds": ("student", "student", "graduate", "pupil", "applicant"),
    "special_care": ("[]", "[]", "[]", "health_check", "race;disability"),
    "grounds": ("[]", "[]", "[]", "vital", "law", "public_health"),
}


def known_cases(facts: Mapping[str, Fact], count: int, seed: int) -> list[dict[str, Any]]:
    """Cases with every fact given, as they stand in JSON; events may not have happened."""
    dice = random.Random(seed)  # noqa: S311 - samples, no secrets
    return [
        {name: _json(value(fact, dice)) for name, fact in facts.items() if _given(fact, dice)} for _ in range(count)
    ]


def partly_known_cases(facts: Mapping[str, Fact], count: int, seed: int, share: float = 0.5) -> list[dict[str, Any]]:
    """Cases in which each fact is given with this probability."""
    dice = random.Random(seed)  # noqa: S311
    return [
        {name: _json(value(fact, dice)) for name, fact in facts.items() if dice.random() < share} for _ in range(count)
    ]


def people(count: int, seed: int) -> pl.DataFrame:
    """People with the facts in which they differ; lists as their text, as a CSV file has them."""
    dice = random.Random(seed)  # noqa: S311
    return pl.DataFrame({name: dice.choices(values, k=count) for name, values in _PEOPLE.items()})


def typed(people: pl.DataFrame) -> pl.DataFrame:
    """The same people as a typed file (Parquet with dictionaries) holds them."""
    words = {name: people[name].unique().sort().to_list() for name, kind in people.schema.items() if kind == pl.String}
    return people.with_columns(pl.col(name).cast(pl.Enum(each)) for name, each in words.items())


def value(fact: Fact, dice: random.Random) -> Value:
    """A random value; lists mostly short, numbers near the bounds that matter."""
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return dice.random() < 0.5
        case Kind.ONE | Kind.CLAUSE:
            return dice.choice(fact.values)
        case Kind.ANY:
            return frozenset(dice.sample(fact.values, min(len(fact.values), dice.choice((0, 0, 1, 1, 2)))))
        case Kind.INT:
            return max(fact.least, min(fact.most, dice.choice((5, 17, 18, 40, 1_001))))
        case Kind.DATE:
            return date(2026, 4, 1) + timedelta(days=dice.randrange(90))


def as_facts(case: Mapping[str, Any], facts: Mapping[str, Fact]) -> Facts:
    """A case of this file as the engine's facts."""
    return {name: _value(facts[name], raw) for name, raw in case.items()}


def _value(fact: Fact, raw: Any) -> Value:
    if fact.kind is Kind.ANY:
        return frozenset(raw)
    return date.fromisoformat(raw) if fact.kind is Kind.DATE else raw


def _given(fact: Fact, dice: random.Random) -> bool:
    return fact.absence is not Absence.NONE or dice.random() < 0.3


def _json(value: Value) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
