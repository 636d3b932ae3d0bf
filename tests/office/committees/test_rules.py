"""Which rules a body meets by: the regulation's, and its own where the regulation is silent."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from kitei.decisions.deciding import engine
from kitei.office.committees.counting import Choice, Majority, Result, Room, count
from kitei.office.committees.rules import (
    NoSuchRule,
    Ruled,
    RuledByRegulation,
    RulesMissing,
    own_rules,
    prescribed_names,
    rules_of,
)
from kitei.regulations.library import Library
from kitei.regulations.schema.identity import Body

OWN: dict[str, Any] = {
    "quorum": {"share": "two_thirds", "of": "members"},
    "decision": {"share": "more_than_half", "of": "cast"},
    "tie": "chair",
}


def bodies() -> list[Body]:
    library = Library()
    keys = ("iuj", "josai", "muroran-it", "nihon-cst", "shibaura-it")
    return [body for key in keys for body in library.get(key).identity.bodies]


def body(regulation: str, name: str) -> Body:
    return next(each for each in Library().get(regulation).identity.bodies if each.id == name)


def test_one_of_the_five_texts_says_how_its_committee_votes_and_every_rule_has_its_clause() -> None:
    rules = rules_of(body("iuj", "committee"))

    assert rules.quorum == Ruled(Majority("more_than_half", "members"), "iuj:28(2)")
    assert rules.decision == Ruled(Majority("more_than_half", "present"), "iuj:28(3)")
    assert rules.tie == Ruled("chair", "iuj:28(3)")
    assert rules.guests_vote == Ruled(value=False, clause="iuj:28(4)")
    assert rules.missing == ()
    assert rules.clauses == ("iuj:28(2)", "iuj:28(3)")
    assert (rules.recused, rules.circulation) == (None, None)


def test_where_the_text_is_silent_nothing_is_assumed() -> None:
    silent = [each for each in bodies() if not prescribed_names(each)]

    assert len(silent) == len(bodies()) - 1
    for each in silent:
        with pytest.raises(RulesMissing) as refused:
            rules_of(each).counting()
        assert "定足数" in refused.value.ja
        assert "quorum" in refused.value.en


def test_own_rules_fill_the_silence_and_are_known_as_own() -> None:
    rules = rules_of(body("josai", "operating_committee"), OWN)

    assert rules.missing == ()
    assert rules.quorum is not None
    assert rules.quorum.own
    assert rules.counting().quorum == Majority("two_thirds", "members")


def test_own_rules_never_replace_the_regulation() -> None:
    committee = body("iuj", "committee")

    with pytest.raises(RuledByRegulation) as refused:
        own_rules(committee, OWN)
    assert "iuj:28(2)" in refused.value.en
    assert rules_of(committee, OWN).quorum == Ruled(Majority("more_than_half", "members"), "iuj:28(2)")
    assert own_rules(committee, {"recused": "apart", "tie": None}) == {"recused": "apart"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quorum", {"share": "most", "of": "members"}),
        ("quorum", {"share": "all", "of": "cast"}),
        ("decision", "more_than_half"),
        ("tie", "dice"),
        ("guests_vote", True),
        ("notice_days", -1),
        ("notice_days", True),
        ("colour", "blue"),
    ],
)
def test_a_rule_that_no_body_can_have_is_refused(name: str, value: Any) -> None:
    with pytest.raises(NoSuchRule, match=name):
        own_rules(body("josai", "operating_committee"), {name: value})


def test_the_count_and_the_regulation_as_data_say_the_same() -> None:
    """The engine reads the norms of the text; the body counts hands. Both must come to one result."""
    rules = rules_of(body("iuj", "committee")).counting()
    says = engine()
    expected = {Result.CARRIED: "valid", Result.LOST: "invalid", Result.NO_QUORUM: "invalid", Result.TIE: "escalate"}

    for members, present in product((1, 2, 5, 6), repeat=2):
        if present > members:
            continue
        for votes_for, votes_against in product(range(present + 1), repeat=2):
            if votes_for + votes_against > present:
                continue
            room = Room(members=set(range(members)), present=set(range(present)), recused=set(), presiding=0)
            said = dict(enumerate([Choice.FOR] * votes_for + [Choice.AGAINST] * votes_against))
            counted = count(rules, room, said)
            facts = {
                "members": members,
                "present": present,
                "guests": 0,
                "votes_for": votes_for,
                "votes_against": votes_against,
                "abstained": present - votes_for - votes_against,
            }
            answer = says.decide("iuj", "meeting", facts, date(2026, 5, 11)).answer
            if counted.result is Result.NO_QUORUM and votes_for == votes_against:
                continue  # too few and even: the text's two rules meet, and the engine reports the tie
            assert str(answer.outcome) == expected[counted.result], facts
