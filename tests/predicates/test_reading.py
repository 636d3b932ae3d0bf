"""Predicates are read strictly: what cannot be read is named with its place and the nearest known name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kitei.predicates.expression import (
    FALSE,
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
from kitei.predicates.reading import PredicateError, Reader, read_day
from tests.predicates.facts import FACTS, comparison, read

CONSENT = Is(FACTS["consent"], frozenset((True,)))
REFUSED = Is(FACTS["consent"], frozenset((False,)))
NO_RELATION = Is(FACTS["relation"], frozenset(("none",)))


DEFINED: dict[str, Expression] = {"agreed": CONSENT, "never": FALSE}


def defined(name: str) -> Expression | None:
    return DEFINED.get(name)


def grounds(value: str) -> Has:
    return Has(FACTS["grounds"], value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, TRUE),
        ({"consent": True}, CONSENT),
        ({"consent": True, "relation": "none"}, All((CONSENT, NO_RELATION))),
        ({"all": [{"consent": True}, {"relation": "none"}]}, All((CONSENT, NO_RELATION))),
        ({"all": [{"consent": True}]}, CONSENT),
        ({"all": [{}, {"consent": True}]}, CONSENT),
        ({"any": [{"consent": True}, {"relation": "none"}]}, AnyOf((CONSENT, NO_RELATION))),
        ({"any": [{"consent": True}]}, CONSENT),
        ({"not": {"consent": True}}, Not(CONSENT)),
        ({"relation": ["none", "joint_use"]}, Is(FACTS["relation"], frozenset(("none", "joint_use")))),
        ({"grounds": {"has": "law"}}, grounds("law")),
        ({"grounds": {"has_all": ["law", "vital"]}}, All((grounds("law"), grounds("vital")))),
        ({"grounds": {"has_any": ["law", "vital"]}}, AnyOf((grounds("law"), grounds("vital")))),
        ({"grounds": {"lacks": "law"}}, Not(grounds("law"))),
        ({"grounds": {"only": ["law"]}}, Only(FACTS["grounds"], frozenset(("law",)))),
        ({"grounds": {"empty": True}}, Only(FACTS["grounds"], frozenset())),
        ({"grounds": {"empty": False}}, Not(Only(FACTS["grounds"], frozenset()))),
        ({"withdrawn_on": {"given": True}}, Given(FACTS["withdrawn_on"])),
        ({"withdrawn_on": {"given": False}}, Not(Given(FACTS["withdrawn_on"]))),
        ({"members": {"above": 5}}, Compare(FACTS["members"], "above", Number(constant=5))),
        ({"filed_on": {"before": "on"}}, Compare(FACTS["filed_on"], "before", Day(("on",)))),
    ],
)
def test_a_mapping_is_the_conjunction_of_its_entries(raw: dict[str, Any], expected: Expression) -> None:
    assert read(raw) == expected


def test_the_values_that_two_enums_share_are_tried_one_by_one() -> None:
    law, vital = (All((Is(FACTS["kind"], frozenset((value,))), grounds(value))) for value in ("law", "vital"))

    assert read({"grounds": {"has_value_of": "kind"}}) == AnyOf((law, vital))


def test_a_definition_stands_for_its_predicate() -> None:
    reader = Reader(FACTS, defined)

    assert reader.read({"is": "agreed", "relation": "none"}) == All((CONSENT, NO_RELATION))
    assert reader.read({"is": "never", "relation": "none"}) == FALSE


ALL_FACTS = ", ".join(FACTS)
MEMBERSHIP = "has, has_any, has_all, lacks, only, empty, has_value_of"
NUMBERS = "above, below, at_least, at_most, equals"
DAYS = "before, after, on_or_before, on_or_after"

RELATIONS = "none, entrustment, joint_use"
GROUNDS = "law, vital, welfare, visible"
SHARES = "1000, votes_against, members/2"
EVENT = "a fact with `absence: none`"
A_DAY = "2026-05-11, on, provided_on|on, decided_on + 3 months"

ERRORS: list[tuple[object, str, str, str, str | None]] = [
    # what was written, place, problem, expected, nearest
    ("consent", "when", "`'consent'` is not a mapping", "fact: test", None),
    ({"not": ["consent"]}, "when.not", "`['consent']` is not a mapping", "fact: test", None),
    ({"consnet": True}, "when.consnet", "unknown fact `consnet`", ALL_FACTS, "consent"),
    ({"nott": {}}, "when.nott", "unknown fact `nott`", ALL_FACTS, "not"),
    ({"all": {"consent": True}}, "when.all", "not a list of predicates", "- fact: test", None),
    ({"any": []}, "when.any", "not a list of predicates", "- fact: test", None),
    ({"any": [{"consent": True}, {"mebers": 1}]}, "when.any[1].mebers", "unknown fact `mebers`", ALL_FACTS, "members"),
    ({"is": "agreed"}, "when.is", "unknown definition `agreed`", "a name under `definitions`", None),
    ({"approved": True}, "when.approved", "`approved` is a step", "`steps` of an exception", None),
    ({"consent": "yes"}, "when.consent", "`'yes'` does not test a fact of type flag", "true, false", None),
    ({"consent": {}}, "when.consent", "`{}` does not test a fact of type flag", "true, false", None),
    ({"clause": "x:1"}, "when.clause", "`'x:1'` does not test a fact of type clause", "no test", None),
    ({"members": 5}, "when.members", "`5` does not test a fact of type int", NUMBERS, None),
    ({"filed_on": "2026-05-01"}, "when.filed_on", "`'2026-05-01'` does not test a fact of type date", DAYS, None),
    ({"grounds": "law"}, "when.grounds", "`'law'` does not test a fact of type any", MEMBERSHIP, None),
    ({"relation": "jointuse"}, "when.relation", "`jointuse` is no value of `relation`", RELATIONS, "joint_use"),
    ({"relation": ["none", True]}, "when.relation", "`True` is no value of `relation`", RELATIONS, None),
    ({"grounds": {"has": "vitel"}}, "when.grounds", "`vitel` is no value of `grounds`", GROUNDS, "vital"),
    ({"grounds": {"hass": "law"}}, "when.grounds.hass", "unknown test `hass`", MEMBERSHIP, "has"),
    ({"grounds": {"empty": "yes"}}, "when.grounds.empty", "unknown test `empty`", MEMBERSHIP, "empty"),
    ({"grounds": {"has_value_of": "kinds"}}, "when.grounds", "unknown fact `kinds`", ALL_FACTS, "kind"),
    ({"members": {"abov": 5}}, "when.members.abov", "unknown test `abov`", NUMBERS, "above"),
    ({"members": {"before": 5}}, "when.members.before", "unknown test `before`", NUMBERS, None),
    ({"filed_on": {"above": "on"}}, "when.filed_on.above", "unknown test `above`", DAYS, None),
    ({"consent": {"above": 1}}, "when.consent.above", "unknown test `above`", "true, false", None),
    ({"relation": {"has": "none"}}, "when.relation.has", "unknown test `has`", RELATIONS, None),
    ({"members": {"above": "votes"}}, "when.members", "unknown fact `votes`", ALL_FACTS, "votes_for"),
    ({"members": {"above": "consent"}}, "when.members", "`consent` is no number", SHARES, None),
    ({"members": {"above": "members/x"}}, "when.members", "`members/x` is no number", SHARES, None),
    ({"members": {"above": "members/0"}}, "when.members", "`members/0` is no number", SHARES, None),
    ({"members": {"above": True}}, "when.members", "unknown fact `True`", ALL_FACTS, None),
    ({"filed_on": {"before": "+ 3 months"}}, "when.filed_on", "`+ 3 months` is no day", A_DAY, None),
    ({"filed_on": {"before": "consent"}}, "when.filed_on", "`consent` is no date", "a fact of type date", None),
    ({"filed_on": {"before": "decided_onn"}}, "when.filed_on", "unknown fact `decided_onn`", ALL_FACTS, "decided_on"),
    ({"consent": {"given": True}}, "when.consent", "`consent` has no `given`", EVENT, None),
    ({"withdrawn_on": {"given": "yes"}}, "when.withdrawn_on", "`withdrawn_on` has no `given`", EVENT, None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "path", "problem", "expected", "nearest"), ERRORS)
def test_what_cannot_be_read_is_named_with_its_place(
    raw: object, path: str, problem: str, expected: str, nearest: str | None
) -> None:
    with pytest.raises(PredicateError) as caught:
        read(raw)

    error = caught.value
    assert (error.path, str(error)) == (path, f"{path}: {problem}; expected {expected}")
    assert (error.problem, error.expected, error.nearest) == (problem, expected, nearest)


def test_an_impossible_day_is_named() -> None:
    with pytest.raises(PredicateError, match=r"when\.filed_on: `2026-02-30`: no such day.*; expected 2026-05-11"):
        read({"filed_on": {"before": "2026-02-30"}})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (date(2026, 5, 1), Day((date(2026, 5, 1),))),
        ("2026-05-01", Day((date(2026, 5, 1),))),
        (" on ", Day(("on",))),
        ("decided_on", Day((FACTS["decided_on"],))),
        ("decided_on | filed_on|on", Day((FACTS["decided_on"], FACTS["filed_on"], "on"))),
        ("decided_on + 3 months", Day((FACTS["decided_on"],), months=3)),
        ("decided_on+1month", Day((FACTS["decided_on"],), months=1)),
        ("decided_on|on + 2 years", Day((FACTS["decided_on"], "on"), years=2)),
        ("on + 1 year", Day(("on",), years=1)),
        ("on + 30 days", Day(("on",), days=30)),
        ("on + 1 day", Day(("on",), days=1)),
    ],
)
def test_a_day_is_a_fact_a_fixed_day_or_the_day_of_the_question_with_or_without_a_period(
    written: object, expected: Day
) -> None:
    assert read_day(written, FACTS.__getitem__, "due") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (1000, Number(constant=1000)),
        ("votes_against", Number(fact=FACTS["votes_against"])),
        ("members/2", Number(fact=FACTS["members"], share=Fraction(1, 2))),
    ],
)
def test_a_number_is_a_constant_a_fact_or_a_share_of_one(written: object, expected: Number) -> None:
    assert comparison({"votes_for": {"above": written}}).to == expected


def test_given_may_stand_beside_another_test() -> None:
    given, before = Given(FACTS["withdrawn_on"]), Compare(FACTS["withdrawn_on"], "before", Day(("on",)))

    assert read({"withdrawn_on": {"given": True, "before": "on"}}) == All((given, before))
