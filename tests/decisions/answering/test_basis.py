"""On what an answer rests: each of the six values of `basis` (contract §2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.inline import ask

ALLOW, LAW_ALLOWS = "- {clause: school:4, outcome: allow}", "- {clause: law:2, outcome: allow}"
DENY, LAW_DENIES = "- {clause: school:4, outcome: deny}", "- {clause: law:2, outcome: deny}"


@pytest.mark.parametrize(
    ("text", "law", "expected"),
    [
        (DENY, LAW_DENIES, "text"),
        (DENY, LAW_ALLOWS, "text"),
        (DENY, "", "text"),
        (ALLOW, "", "text"),
        (ALLOW, LAW_ALLOWS, "text"),
        (ALLOW, LAW_DENIES, "text+floor"),
        ("", LAW_DENIES, "floor"),
        ("", LAW_ALLOWS, "floor"),
        ("", "", "gap"),
    ],
)
def test_the_text_the_statute_both_or_neither(text: str, law: str, expected: str) -> None:
    assert ask("use", {}, text, law).basis == expected


def duty(text: str, law: str) -> str:
    """The basis of a duty of both texts, each with its own words."""
    return ask(
        "record",
        {"provided_on": "2026-05-01"},
        f"- {{clause: school:4, outcome: required, obligations: [{text}]}}",
        f"- {{clause: law:2, outcome: required, obligations: [{law}]}}",
    ).basis


DUE = "due: {from: provided_on, days: 7}"


@pytest.mark.parametrize(
    ("text", "law", "expected"),
    [
        ("{kind: make_record}", "{kind: make_record}", "text"),
        ("{kind: make_record, due_word: promptly}", "{kind: make_record, due_word: without_delay}", "text"),
        ("{kind: make_record, due_word: promptly}", "{kind: make_record}", "text"),
        ("{kind: make_record, " + DUE + "}", "{kind: make_record}", "text"),
        ("{kind: make_record, " + DUE + "}", "{kind: make_record, due: {from: provided_on, days: 3}}", "text"),
        ("{kind: make_record}", "{kind: keep_record}", "text+floor"),
        ("{kind: make_record}", "{kind: keep_record, see: retention}", "text"),
        ("{kind: make_record}", "{kind: make_record, due_word: promptly}", "text+floor"),
        ("{kind: make_record}", "{kind: make_record, " + DUE + "}", "text+floor"),
        ("{kind: make_record}, {kind: make_record, due_word: promptly}", "{kind: make_record, due_word: promptly}",
             "text"),
        ("{kind: make_record, see: use}", "{kind: make_record}", "text+floor"),
    ],
)  # fmt: skip
def test_the_statute_supplies_a_duty_a_time_word_or_a_date_that_the_text_leaves_out(
    text: str, law: str, expected: str
) -> None:
    assert duty(text, law) == expected


@pytest.mark.parametrize("outcome", ["deny", "invalid", "refuse"])
def test_what_the_statute_would_still_want_of_a_refused_case_changes_nothing(outcome: str) -> None:
    question = {"deny": "use", "invalid": "contract", "refuse": "request"}[outcome]
    text = f"- {{clause: school:4, outcome: {outcome}, conditions: [obtain_consent]}}"
    law = f"- {{clause: law:2, outcome: {outcome}, conditions: [complete_notice]}}"

    assert ask(question, {}, text, law).basis == "text"


STEP = "- {clause: CLAUSE, outcome: deny, unless: [{clause: CLAUSE, steps: {owner_permitted: [KINDS]}}]}"


def test_an_open_step_that_only_the_statute_asks_for_is_supplied_by_it() -> None:
    text = STEP.replace("CLAUSE", "school:4").replace("KINDS", "obtain_permission")
    law = STEP.replace("CLAUSE", "law:2").replace("KINDS", "obtain_consent")

    assert ask("use", {}, text, law).basis == "text+floor"
    assert ask("use", {}, text, law.replace("obtain_consent", "obtain_permission")).basis == "text"


@pytest.mark.parametrize(
    ("topic", "law", "expected"),
    [
        ({"state": "silent", "refers": "school:9"}, LAW_ALLOWS, "referred_law"),
        ({"state": "silent", "refers": "school:9"}, "", "gap"),
        ({"state": "silent", "near": "school:9"}, LAW_ALLOWS, "floor"),
        ({"state": "elsewhere"}, LAW_ALLOWS, "parent_document"),
        ({"state": "elsewhere"}, "", "parent_document"),
        ({"state": "silent", "document": "rules"}, LAW_ALLOWS, "parent_document"),
        ({"state": "ruled", "refers": "school:9"}, LAW_ALLOWS, "referred_law"),
    ],
)
def test_where_no_norm_reaches_the_topic_says_who_decides(topic: dict[str, Any], law: str, expected: str) -> None:
    assert ask("use", {}, "", law, topic=topic).basis == expected


def test_a_text_that_speaks_needs_no_topic() -> None:
    assert ask("use", {}, ALLOW, topic={"state": "elsewhere", "refers": "school:9"}).basis == "text"


@pytest.mark.parametrize("basis", ["gap", "parent_document", "referred_law", "text"])
def test_a_norm_that_decides_may_name_the_basis(basis: str) -> None:
    named = f"- {{clause: school:4, outcome: escalate, basis: {basis}}}"

    assert ask("use", {}, named, "- {clause: law:2, outcome: escalate, obligations: [make_record]}").basis == basis


def test_a_norm_that_does_not_decide_names_no_basis() -> None:
    text = "- {clause: school:4, outcome: escalate, basis: gap}\n- {clause: school:5, outcome: deny}"

    assert ask("use", {}, text).basis == "text"


def test_a_named_basis_gives_way_where_the_statute_decides() -> None:
    assert ask("use", {}, "- {clause: school:4, outcome: escalate, basis: gap}", LAW_DENIES).basis == "text+floor"


@pytest.mark.parametrize(("consent", "expected"), [(True, "referred_law"), (False, "gap")])
def test_the_basis_of_the_exception_goes_with_the_exception(consent: bool, expected: str) -> None:
    text = """
    - {clause: school:4, outcome: deny, basis: gap, unless: [{clause: school:5, when: {consent: true},
         basis: referred_law}]}
    """

    assert ask("use", {"consent": consent}, text).basis == expected


def test_a_lifted_norm_does_not_lend_its_own_basis_to_the_exception() -> None:
    text = "- {clause: school:4, outcome: deny, basis: gap, unless: [{clause: school:5, when: {consent: true}}]}"

    assert ask("use", {"consent": True}, text).basis == "text"


@pytest.mark.parametrize(("norms", "expected"), [("- {clause: school:4, outcome: allow}", "text"), ("", "gap")])
def test_a_statute_asked_directly_answers_from_its_text_or_not_at_all(norms: str, expected: str) -> None:
    assert ask("use", {}, norms, kind="statute").basis == expected


def test_an_open_matter_rests_on_the_text_where_it_speaks() -> None:
    open_text = (
        "- {clause: school:4, when: {consent: true}, outcome: allow}\n"
        "- {clause: school:5, when: {consent: false}, outcome: deny}"
    )

    answer = ask("use", {}, open_text, LAW_ALLOWS)

    assert (answer.outcome, answer.basis) == ("undetermined", "text")
