"""Whom to ask, and what to beware of: `escalate_to` and `warnings`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.inline import ask

ESCALATE = "- {clause: school:4, outcome: escalate, escalate_to: committee}"


def test_a_norm_that_escalates_says_to_whom() -> None:
    assert ask("use", {}, ESCALATE).escalate_to == "committee"


def test_the_first_norm_that_names_somebody_is_asked() -> None:
    text = (
        "- {clause: school:4, outcome: escalate}\n- {clause: school:5, outcome: escalate, escalate_to: chair}\n"
        + ESCALATE
    )

    assert ask("use", {}, text).escalate_to == "chair"


def test_only_an_escalated_matter_goes_to_somebody() -> None:
    assert ask("use", {}, ESCALATE + "\n- {clause: school:5, outcome: deny}").escalate_to is None
    assert ask("use", {}, ESCALATE, "- {clause: law:2, outcome: deny}").escalate_to is None


def test_a_norm_that_does_not_escalate_names_nobody() -> None:
    text = "- {clause: school:3, outcome: allow, escalate_to: chair}\n- {clause: school:4, outcome: escalate}"

    assert ask("use", {}, text).escalate_to is None


def test_an_exception_that_escalates_may_name_somebody_else() -> None:
    text = """
    - clause: school:4
      outcome: deny
      escalate_to: chair
      unless: [{clause: school:5, when: {consent: true}, outcome: escalate, escalate_to: legal_counsel}]
    """

    assert ask("use", {"consent": True}, text).escalate_to == "legal_counsel"
    assert ask("use", {"consent": True}, text.replace(", escalate_to: legal_counsel", "")).escalate_to == "chair"


def test_the_statute_names_somebody_where_its_outcome_is_the_answer() -> None:
    law = "- {clause: law:2, outcome: escalate, escalate_to: chair}"

    assert ask("use", {}, "- {clause: school:4, outcome: allow}", law).escalate_to == "chair"
    assert ask("use", {}, ESCALATE, law).escalate_to == "committee"
    assert (
        ask("request", {}, "- {clause: school:4, outcome: escalate}", "- {clause: law:2, outcome: comply}").escalate_to
        is None
    )


def test_a_statute_that_does_not_decide_names_nobody() -> None:
    law = "- {clause: law:2, outcome: refuse}\n- {clause: law:3, outcome: escalate, escalate_to: chair}"

    answer = ask("request", {}, "- {clause: school:4, outcome: escalate}", law)

    assert (answer.outcome, answer.statute_says, answer.escalate_to) == ("escalate", "refuse", None)


def test_a_silent_text_is_asked_of_the_one_its_topic_names() -> None:
    topic = {"state": "silent", "escalate_to": "legal_counsel"}

    assert ask("use", {}, topic=topic).escalate_to == "legal_counsel"
    assert ask("use", {}, "", "- {clause: law:2, outcome: deny}", topic=topic).escalate_to is None
    assert ask("use", {}, "- {clause: school:4, outcome: escalate}", topic=topic).escalate_to is None


WARNED = """
- clause: school:4
  outcome: deny
  warnings: [T-A1]
  unless:
    - {clause: school:5, when: {consent: true}, warnings: [T-A2]}
    - {clause: school:6, ground: vital, when: {urgent: true}, warnings: [T-A3]}
    - {clause: school:7, when: {necessary: true}, steps: {owner_permitted: obtain_permission}, warnings: [T-A4]}
- {clause: school:8, when: {improper: true}, warnings: [T-A5, T-A1]}
"""
PLAIN = {"consent": False, "grounds": [], "necessary": False, "improper": False, "urgent": False}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("T-A1",)),
        ({"consent": True}, ("T-A1", "T-A2")),
        ({"grounds": ["vital"]}, ("T-A1", "T-A3")),
        ({"grounds": ["vital"], "urgent": True}, ("T-A1", "T-A3")),
        ({"urgent": True}, ("T-A1",)),
        ({"necessary": True}, ("T-A1", "T-A4")),
        ({"necessary": True, "owner_permitted": True}, ("T-A1", "T-A4")),
        ({"necessary": True, "owner_permitted": False}, ("T-A1",)),
        ({"improper": True}, ("T-A1", "T-A5")),
        ({"improper": None}, ("T-A1",)),
    ],
)
def test_a_warning_is_shown_where_its_norm_is_engaged_or_its_exception_relied_on(
    facts: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert ask("use", {**PLAIN, **facts}, WARNED).warnings == expected


def test_a_norm_out_of_the_question_warns_of_nothing() -> None:
    text = """
    - {clause: school:3, outcome: allow}
    - clause: school:4
      when: {improper: true}
      outcome: deny
      warnings: [T-A1]
      unless: [{clause: school:6, ground: vital, warnings: [T-A2]}]
    """

    assert ask("use", {"improper": False, "grounds": ["vital"]}, text).warnings == ()


def test_a_topic_warns_where_the_text_is_silent() -> None:
    topic = {"state": "silent", "warnings": ["T-A9"]}

    assert ask("use", {}, topic=topic).warnings == ("T-A9",)
    assert ask("use", {}, "- {clause: school:4, outcome: allow}", topic=topic).warnings == ()


def test_the_statute_warns_where_it_speaks() -> None:
    law = "- {clause: law:2, outcome: deny, warnings: [T-L1]}"

    assert ask("use", {}, "- {clause: school:4, outcome: deny}", law).warnings == ("T-L1",)
    allowed = law.replace("deny", "allow")
    assert ask("use", {}, "- {clause: school:4, outcome: deny}", allowed).warnings == ()


@pytest.mark.parametrize(
    ("question", "text", "statute", "warned"),
    [
        ("use", "allow", "deny", True),
        ("use", "allow", "allow_if", True),
        ("use", "allow_if", "deny", True),
        ("use", "deny", "allow", False),
        ("use", "deny", "deny", False),
        ("contract", "valid", "invalid", True),
        ("contract", "valid", "not_required", False),
        ("complaint", "not_required", "required", True),
        ("request", "refuse", "comply", True),
        ("request", "comply", "refuse", False),
        ("request", "refuse", "refuse", False),
    ],
)
def test_a_text_laxer_than_the_statute_is_pointed_out(question: str, text: str, statute: str, warned: bool) -> None:
    answer = ask(question, {}, f"- {{clause: school:4, outcome: {text}}}", f"- {{clause: law:2, outcome: {statute}}}")

    assert ("laxer-than-statute" in answer.warnings) is warned


def test_silence_and_open_matters_are_no_laxity() -> None:
    law = "- {clause: law:2, when: {improper: true}, outcome: deny}\n- {clause: law:3, outcome: allow}"

    assert ask("use", {"improper": True}, "", law).warnings == ()
    assert ask("use", {}, "- {clause: school:4, outcome: allow}", law).warnings == ()
    assert ask("use", {}, "- {clause: school:4, outcome: deny}", law).warnings == ()
    assert ask("use", {"improper": True}, "- {clause: school:4, outcome: allow}", law).warnings == (
        "laxer-than-statute",
    )
    open_text = "- {clause: school:4, when: {consent: true}, outcome: allow}\n- {clause: school:5, outcome: allow_if}"
    assert ask("use", {"improper": True}, open_text, law).warnings == ("laxer-than-statute",)


def test_a_day_without_a_statute_is_pointed_out_and_the_text_answers_alone() -> None:
    answer = ask("use", {}, "- {clause: school:4, outcome: allow}", with_law=False)

    assert (answer.outcome, answer.statute_says, answer.statutes) == ("allow", "silent", ())
    assert answer.warnings == ("statute-not-supplied",)
