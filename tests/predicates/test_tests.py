"""Every test for every type of fact: where it is true, where it is false, and what an absent fact means to it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kitei.predicates.expression import Day, Number, Truth, day_of, facts_of, truth
from tests.predicates.facts import FACTS, ON, atoms, case, comparison, read

DECIDED = {"decided_on": date(2026, 1, 31)}

CASES: list[tuple[dict[str, Any], dict[str, Any], Truth]] = [
    # flag
    ({"consent": True}, {"consent": True}, True),
    ({"consent": True}, {"consent": False}, False),
    ({"consent": False}, {"consent": False}, True),
    ({"consent": False}, {"consent": True}, False),
    # one
    ({"relation": "entrustment"}, {"relation": "entrustment"}, True),
    ({"relation": "entrustment"}, {"relation": "none"}, False),
    ({"relation": ["entrustment", "joint_use"]}, {"relation": "joint_use"}, True),
    ({"relation": ["entrustment", "joint_use"]}, {"relation": "none"}, False),
    # any
    ({"grounds": {"has": "law"}}, {"grounds": {"law", "vital"}}, True),
    ({"grounds": {"has": "law"}}, {"grounds": {"vital"}}, False),
    ({"grounds": {"has": "law"}}, {"grounds": set()}, False),
    ({"grounds": {"lacks": "law"}}, {"grounds": {"vital"}}, True),
    ({"grounds": {"lacks": "law"}}, {"grounds": {"law"}}, False),
    ({"grounds": {"lacks": ["law", "vital"]}}, {"grounds": {"vital"}}, False),
    ({"grounds": {"lacks": ["law", "vital"]}}, {"grounds": {"welfare"}}, True),
    ({"grounds": {"has_any": ["law", "vital"]}}, {"grounds": {"vital", "welfare"}}, True),
    ({"grounds": {"has_any": ["law", "vital"]}}, {"grounds": {"welfare"}}, False),
    ({"grounds": {"has_any": []}}, {"grounds": {"law"}}, False),
    ({"grounds": {"has_all": ["law", "vital"]}}, {"grounds": {"law", "vital", "welfare"}}, True),
    ({"grounds": {"has_all": ["law", "vital"]}}, {"grounds": {"law"}}, False),
    ({"grounds": {"only": ["law", "vital"]}}, {"grounds": {"law"}}, True),
    ({"grounds": {"only": ["law", "vital"]}}, {"grounds": set()}, True),
    ({"grounds": {"only": ["law", "vital"]}}, {"grounds": {"law", "welfare"}}, False),
    ({"grounds": {"empty": True}}, {"grounds": set()}, True),
    ({"grounds": {"empty": True}}, {"grounds": {"law"}}, False),
    ({"grounds": {"empty": False}}, {"grounds": {"law"}}, True),
    ({"grounds": {"empty": False}}, {"grounds": set()}, False),
    ({"grounds": {"has_value_of": "kind"}}, {"grounds": {"law"}, "kind": "law"}, True),
    ({"grounds": {"has_value_of": "kind"}}, {"grounds": {"law"}, "kind": "vital"}, False),
    ({"grounds": {"has_value_of": "kind"}}, {"grounds": {"law"}, "kind": "other"}, False),
    ({"grounds": {"has": "law", "lacks": "vital"}}, {"grounds": {"law"}}, True),
    ({"grounds": {"has": "law", "lacks": "vital"}}, {"grounds": {"law", "vital"}}, False),
    # int
    ({"members": {"above": 5}}, {"members": 6}, True),
    ({"members": {"above": 5}}, {"members": 5}, False),
    ({"members": {"below": 5}}, {"members": 4}, True),
    ({"members": {"below": 5}}, {"members": 5}, False),
    ({"members": {"at_least": 5}}, {"members": 5}, True),
    ({"members": {"at_least": 5}}, {"members": 4}, False),
    ({"members": {"at_most": 5}}, {"members": 5}, True),
    ({"members": {"at_most": 5}}, {"members": 6}, False),
    ({"members": {"equals": 5}}, {"members": 5}, True),
    ({"members": {"equals": 5}}, {"members": 4}, False),
    ({"votes_for": {"above": "votes_against"}}, {"votes_for": 3, "votes_against": 2}, True),
    ({"votes_for": {"above": "votes_against"}}, {"votes_for": 2, "votes_against": 2}, False),
    ({"votes_for": {"at_least": "members/2"}}, {"votes_for": 3, "members": 5}, True),
    ({"votes_for": {"at_least": "members/2"}}, {"votes_for": 2, "members": 5}, False),
    ({"votes_for": {"at_least": "members / 3"}}, {"votes_for": 2, "members": 6}, True),
    # date
    ({"filed_on": {"before": "2026-04-01"}}, {"filed_on": date(2026, 3, 31)}, True),
    ({"filed_on": {"before": "2026-04-01"}}, {"filed_on": date(2026, 4, 1)}, False),
    ({"filed_on": {"after": date(2026, 4, 1)}}, {"filed_on": date(2026, 4, 2)}, True),
    ({"filed_on": {"after": date(2026, 4, 1)}}, {"filed_on": date(2026, 4, 1)}, False),
    ({"filed_on": {"on_or_before": "on"}}, {"filed_on": ON}, True),
    ({"filed_on": {"on_or_before": "on"}}, {"filed_on": date(2026, 5, 12)}, False),
    ({"filed_on": {"on_or_after": "on"}}, {"filed_on": ON}, True),
    ({"filed_on": {"on_or_after": "on"}}, {"filed_on": date(2026, 5, 10)}, False),
    ({"filed_on": {"after": "decided_on + 3 months"}}, {"filed_on": date(2026, 5, 1), **DECIDED}, True),
    ({"filed_on": {"after": "decided_on + 3 months"}}, {"filed_on": date(2026, 4, 30), **DECIDED}, False),
    # absence means none
    ({"withdrawn_on": {"given": True}}, {"withdrawn_on": ON}, True),
    ({"withdrawn_on": {"given": False}}, {"withdrawn_on": ON}, False),
    ({"channel": {"given": True}}, {"channel": "letter"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "facts", "expected"), CASES)
def test_a_test_on_known_facts(raw: dict[str, Any], facts: dict[str, Any], expected: Truth) -> None:
    known = {name: frozenset(value) if isinstance(value, set) else value for name, value in facts.items()}

    assert truth(read(raw), case(**known)) is expected
    assert truth(read({"not": raw}), case(**known)) is (not expected)


@pytest.mark.parametrize(
    "raw",
    [
        {"consent": True},
        {"relation": "none"},
        {"grounds": {"has": "law"}},
        {"grounds": {"only": ["law"]}},
        {"grounds": {"empty": True}},
        {"members": {"above": 5}},
        {"votes_for": {"above": "votes_against"}},
        {"filed_on": {"before": "on"}},
        {"grounds": {"has_value_of": "kind"}},
    ],
)
def test_a_fact_that_is_not_given_is_unknown_and_so_is_every_test_on_it(raw: dict[str, Any]) -> None:
    assert truth(read(raw), case()) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"withdrawn_on": {"given": True}}, False),
        ({"withdrawn_on": {"given": False}}, True),
        ({"withdrawn_on": {"on_or_before": "on"}}, False),
        ({"channel": "letter"}, False),
        ({"not": {"channel": "letter"}}, True),
        ({"extended": True}, False),
        ({"extended": False}, False),
    ],
)
def test_where_absence_means_none_a_fact_not_given_is_never_unknown(raw: dict[str, Any], expected: Truth) -> None:
    assert truth(read(raw), case()) is expected


@pytest.mark.parametrize(
    ("raw", "facts"),
    [
        ({"votes_for": {"above": "votes_against"}}, {"votes_for": 3}),
        ({"votes_for": {"above": "votes_against"}}, {"votes_against": 3}),
        ({"filed_on": {"before": "decided_on"}}, {"filed_on": ON}),
        ({"withdrawn_on": {"before": "decided_on"}}, {"withdrawn_on": ON}),
        ({"grounds": {"has_value_of": "kind"}}, {"kind": "law"}),
    ],
)
def test_a_comparison_with_one_side_unknown_is_unknown(raw: dict[str, Any], facts: dict[str, Any]) -> None:
    assert truth(read(raw), case(**facts)) is None


@pytest.mark.parametrize(
    ("sources", "facts", "expected"),
    [
        ("decided_on|on", {"decided_on": date(2026, 1, 2)}, date(2026, 1, 2)),
        ("decided_on|on", {}, ON),
        ("decided_on|filed_on", {"filed_on": date(2026, 1, 3)}, date(2026, 1, 3)),
        ("decided_on|filed_on", {}, None),
        ("2026-01-31 + 1 month", {}, date(2026, 2, 28)),
        ("on + 10 days", {}, date(2026, 5, 21)),
        ("on + 1 day", {}, date(2026, 5, 12)),
        ("on + 2 years", {}, date(2028, 5, 11)),
        ("decided_on + 2 years", {}, None),
    ],
)
def test_the_day_on_the_right_is_the_first_given_plus_a_civil_period(
    sources: str, facts: dict[str, Any], expected: date | None
) -> None:
    to = comparison({"filed_on": {"before": sources}}).to

    assert isinstance(to, Day)
    assert day_of(to, case(**facts)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"consent": True}, ["consent"]),
        ({"members": {"above": 5}}, ["members"]),
        ({"votes_for": {"above": "members/2"}}, ["votes_for", "members"]),
        ({"filed_on": {"before": "decided_on|on"}}, ["filed_on", "decided_on"]),
    ],
)
def test_a_comparison_looks_at_the_facts_of_both_sides(raw: dict[str, Any], expected: list[str]) -> None:
    (atom,) = atoms(raw)

    assert [fact.id for fact in facts_of(atom)] == expected


def test_a_share_is_an_exact_fraction() -> None:
    to = comparison({"votes_for": {"above": "members/3"}}).to

    assert to == Number(fact=FACTS["members"], share=Fraction(1, 3))
    assert truth(read({"votes_for": {"equals": "members/3"}}), case(votes_for=33, members=99)) is True
    assert truth(read({"votes_for": {"equals": "members/3"}}), case(votes_for=33, members=100)) is False
