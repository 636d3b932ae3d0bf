"""Why: the tree that explains an answer, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kitei.decisions.explaining.tree import SHOWN
from kitei.regulations.yamlfile import read_yaml
from tests.decisions.explaining.plain import explain, lines, plain_engine
from tests.decisions.inline import ON, decide, shelf

CASES = read_yaml(Path(__file__).parent / "trees.yaml").data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_answer_is_explained_line_by_line(case: dict[str, Any]) -> None:
    decision = plain_engine().decide(case["at"], case["question"], case["facts"], ON)

    for language in ("ja", "en"):
        assert "\n".join(lines(explain(decision), language)) + "\n" == case[language]


def tree(text: str, facts: dict[str, object], question: str = "use") -> list[str]:
    """The lines about the regulation, in English."""
    home = plain_engine(shelf(question, text).library)
    told = list(lines(explain(home.decide("school", question, facts, ON)), "en"))
    start = next(number for number, line in enumerate(told) if "Regulation:" in line)
    end = next(number for number, line in enumerate(told) if "Basis:" in line)
    return [line.strip() for line in told[start + 1 : end]]


def test_a_norm_out_of_the_question_is_left_out() -> None:
    text = "- {clause: school:4, when: {improper: true}, outcome: deny}\n- {clause: school:5, outcome: allow}"

    assert tree(text, {"improper": False}) == ["yes: school:5 what school:5 says → allow [school:5]"]


def test_a_norm_without_outcome_is_told_without_one() -> None:
    text = "- {clause: school:4, when: {improper: true}}\n- {clause: school:5, outcome: allow}"

    assert tree(text, {"improper": True})[0] == "yes: school:4 what school:4 says [school:4]"


def excepted(when: str) -> str:
    return f"- {{clause: school:4, outcome: deny, unless: [{{clause: school:5, when: {when}}}]}}"


def test_alternatives_are_listed_with_their_truth() -> None:
    text = excepted("{any: [{improper: true}, {consent: true}, {urgent: true}]}")

    assert tree(text, {"improper": False, "consent": True}) == [
        "yes: school:4 what school:4 says → allow [school:4]",
        "yes: school:5 what school:5 says → exception holds [school:5]",
        "yes: any of",
        "no: improper: yes",
        "yes: consent: yes",
        "unknown: urgent: yes",
    ]


def test_conditions_inside_alternatives_are_told_as_one_of_all() -> None:
    text = excepted("{any: [{all: [{improper: true}, {consent: true}]}, {urgent: true}]}")

    assert tree(text, {"improper": True, "consent": True})[2:] == [
        "yes: any of",
        "yes: all of",
        "yes: improper: yes",
        "yes: consent: yes",
        "unknown: urgent: yes",
    ]


def test_nested_conditions_are_told_one_by_one_and_negations_in_words() -> None:
    text = excepted("{all: [{consent: true}, {all: [{urgent: true}, {not: {improper: true}}]}]}")

    assert tree(text, {"consent": True, "urgent": True, "improper": False})[2:] == [
        "yes: consent: yes",
        "yes: urgent: yes",
        "yes: not: improper: yes",
    ]


def test_what_is_not_any_of_several_is_told_in_one_line() -> None:
    text = excepted("{not: {any: [{improper: true}, {urgent: true}]}}")

    assert tree(text, {"improper": False, "urgent": False})[2:] == ["yes: not: improper: yes or urgent: yes"]


@pytest.mark.parametrize(("count", "listed"), [(SHOWN, True), (SHOWN + 1, False)])
def test_many_alternatives_are_put_into_one_line(count: int, listed: bool) -> None:
    kinds = ["student", "pupil", "applicant", "graduate", "guarantor", "family", "donor", "vendor", "resident"][:count]

    told = tree(excepted(f"{{subject_kinds: {{has_any: {kinds}}}}}"), {"subject_kinds": ["student"]})[2:]

    assert (told[0] == "yes: any of") is listed
    assert len(told) == (count + 1 if listed else 1)


def test_of_an_open_norm_every_condition_is_told_and_of_one_that_applies_none() -> None:
    text = "- {clause: school:4, when: {improper: true, consent: true}, outcome: deny}"

    assert tree(text, {"improper": True}) == [
        "unknown: school:4 what school:4 says → deny (not settled) [school:4]",
        "yes: improper: yes",
        "unknown: consent: yes",
    ]
    assert tree(text, {"improper": True, "consent": True}) == ["yes: school:4 what school:4 says → deny [school:4]"]


def test_of_an_open_exception_only_what_is_open_is_told() -> None:
    assert tree(excepted("{consent: true, improper: true}"), {"consent": True})[1:] == [
        "unknown: school:5 what school:5 says → exception not settled [school:5]",
        "unknown: improper: yes",
    ]


def test_of_an_exception_that_fails_only_what_fails_is_told() -> None:
    text = (
        "- {clause: school:4, outcome: deny, unless: [{clause: school:5, when: {consent: true, "
        "not: {improper: true}}}]}"
    )

    assert tree(text, {"consent": True, "improper": True})[1:] == [
        "no: school:5 what school:5 says → exception fails [school:5]",
        "no: not: improper: yes",
    ]


def test_a_day_is_compared_with_the_day_of_the_question() -> None:
    text = "- {clause: school:4, outcome: deny, unless: [{clause: school:5, when: {provided_on: {before: on}}}]}"

    assert tree(text, {"provided_on": "2026-05-10"}, "provision")[1:] == [
        "yes: school:5 what school:5 says → exception holds [school:5]",
        "yes: provided_on is before the day of the question",
    ]


def test_an_exception_whose_step_was_refused_fails() -> None:
    text = (
        "- {clause: school:4, outcome: deny, unless: [{clause: school:5, steps: {owner_permitted: obtain_permission}}]}"
    )

    assert tree(text, {"owner_permitted": False})[1:] == [
        "no: school:5 what school:5 says → exception fails [school:5]",
        "no: owner_permitted: refused or too late",
    ]


def test_exceptions_that_nobody_relied_on_are_named_in_one_line() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless:
        - {clause: school:5, ground: law}
        - {clause: school:6, ground: vital}
        - {clause: school:6, ground: welfare}
    """

    assert tree(text, {"grounds": ["visible"]})[1:] == ["info: Exceptions that do not bear on it: school:5, school:6"]


def test_the_silent_statute_is_left_out_of_the_explanation() -> None:
    told = list(lines(explain(decide("use", {}, "- {clause: school:4, outcome: allow}")), "en"))

    assert not any("Statute" in line for line in told)


def test_a_silent_statute_asked_directly_is_told_to_be_silent() -> None:
    told = list(lines(explain(decide("use", {}, kind="statute")), "en"))

    assert any(line.strip() == "info: Statute: silent" for line in told)
    assert not any("Regulation" in line for line in told)
