"""Two layers and one answer: each text says what it says, and the floor combines them (contract §2)."""

from __future__ import annotations

import pytest

from tests.decisions.inline import ask, cited, conditions, lifted_by, obligations

DENY = "- {clause: school:4, outcome: deny, conditions: [obtain_consent]}"
ALLOW = "- {clause: school:4, outcome: allow}"


def test_an_answer_says_what_each_layer_says() -> None:
    answer = ask("use", {}, ALLOW, "- {clause: law:2, outcome: deny}")

    assert (answer.outcome, answer.regulation_says, answer.statute_says) == ("deny", "allow", "deny")


def test_a_statute_that_permits_more_relaxes_nothing_and_is_not_cited() -> None:
    answer = ask("use", {}, DENY, "- {clause: law:2, outcome: allow, obligations: [make_record]}")

    assert (answer.outcome, answer.statute_says) == ("deny", "allow")
    assert cited(answer) == [("school:4", "forbids")]
    assert obligations(answer) == []


def test_a_statute_that_says_the_same_is_cited_beside_the_text() -> None:
    answer = ask("use", {}, DENY, "- {clause: law:2, outcome: deny}")

    assert cited(answer) == [("school:4", "forbids"), ("law:2", "forbids")]


def test_where_the_statute_is_stricter_it_is_cited_with_the_text() -> None:
    answer = ask("use", {}, ALLOW, "- {clause: law:2, outcome: deny}")

    assert cited(answer) == [("school:4", "permits"), ("law:2", "forbids")]


COMPELLED = "- {clause: law:3, outcome: deny, unless: [{clause: law:4, claimed: {law_compels: true}, mandatory: true}]}"


def test_a_court_order_replaces_a_stricter_text() -> None:
    ordered = ask("use", {"law_compels": True}, DENY, COMPELLED)
    free = ask("use", {"law_compels": False}, DENY, COMPELLED)

    assert (ordered.outcome, ordered.regulation_says, ordered.statute_says) == ("allow", "deny", "allow")
    assert (ordered.basis, free.outcome, free.basis) == ("text+floor", "deny", "text")
    assert lifted_by(ordered) == [("law:4", "permits")]
    assert ordered.warnings == ()


def test_an_order_that_changes_nothing_leaves_the_basis_with_the_text() -> None:
    answer = ask("use", {"law_compels": True}, ALLOW, COMPELLED)

    assert (answer.outcome, answer.basis) == ("allow", "text")


@pytest.mark.parametrize("ordered", [True, False])
def test_an_exception_that_is_not_mandatory_opens_no_closed_list(ordered: bool) -> None:
    permissive = "- {clause: law:3, outcome: deny, unless: [{clause: law:4, claimed: {law_compels: true}}]}"

    assert ask("use", {"law_compels": ordered}, DENY, permissive).outcome == "deny"


COMPELLED_OR_PERMITTED = (
    "- clause: law:3\n  outcome: deny\n  unless:\n"
    "    - {clause: law:4, claimed: {law_compels: true}, mandatory: true}\n"
    "    - {clause: law:5, when: {consent: true}}"
)


def test_what_the_statute_says_is_certain_while_its_force_is_not() -> None:
    beside = ask("use", {"consent": True}, ALLOW, COMPELLED_OR_PERMITTED)
    against = ask("use", {"consent": True}, DENY, COMPELLED_OR_PERMITTED)

    assert (beside.outcome, beside.statute_says) == ("allow", "allow")
    assert lifted_by(beside) == [("law:5", "permits")]
    assert (against.outcome, against.statute_says) == ("undetermined", "allow")
    assert [each.fact for each in against.questions] == ["law_compels"]


def test_a_mandatory_exception_needs_its_norm_to_be_engaged() -> None:
    law = (
        "- {clause: law:3, when: {improper: true}, outcome: deny, unless: [{clause: law:4, mandatory: true}]}\n"
        "- {clause: law:5, outcome: allow}"
    )

    assert ask("use", {"improper": True}, DENY, law).outcome == "allow"
    assert ask("use", {"improper": False}, DENY, law).outcome == "deny"


def test_a_mandatory_exception_with_a_norm_that_has_no_outcome_forces_nothing() -> None:
    law = "- {clause: law:3, unless: [{clause: law:4, mandatory: true}]}\n- {clause: law:5, outcome: allow}"

    assert ask("use", {}, DENY, law).outcome == "deny"


def test_a_statute_put_the_question_itself_has_one_layer() -> None:
    answer = ask(
        "use", {}, kind="statute", text="- {clause: school:4, outcome: deny}", law=ALLOW.replace("school", "law")
    )

    assert (answer.outcome, answer.regulation_says, answer.statute_says) == ("deny", "deny", "deny")
    assert (answer.basis, cited(answer)) == ("text", [("school:4", "forbids")])
    assert [(each.id, each.edition) for each in answer.statutes] == [("school", "2020-04-01")]


def test_a_request_is_decided_by_what_gives_the_principal_more() -> None:
    text = "- {clause: school:6, outcome: refuse}"

    granted = ask("request", {}, text, "- {clause: law:6, outcome: comply}")
    left = ask("request", {}, text, "- {clause: law:6, outcome: may_refuse}")

    assert (granted.outcome, left.outcome) == ("comply", "refuse")
    assert cited(granted) == [("school:6", "forbids"), ("law:6", "requires")]
    assert cited(left) == [("school:6", "forbids")]


def test_open_conditions_of_either_layer_stand_together() -> None:
    text = (
        "- {clause: school:4, outcome: deny, unless: [{clause: school:4, steps: {owner_permitted: obtain_permission}}]}"
    )
    law = "- {clause: law:2, outcome: deny, unless: [{clause: law:3, steps: {owner_permitted: make_record}}]}"

    answer = ask("use", {}, text, law)

    assert (answer.outcome, conditions(answer)) == ("allow_if", ["obtain_permission", "make_record"])
