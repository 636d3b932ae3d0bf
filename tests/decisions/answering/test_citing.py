"""What is cited: the norms that decided in `because`, what lifted them in `exceptions`, each with its effect."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.inline import ask, cited, lifted_by

EXCEPTED = """
- clause: [school:4, school:4.s2]
  outcome: deny
  unless:
    - {clause: [school:5, school:5.s2], when: {consent: true}}
    - {clause: school:6, ground: vital, when: {urgent: true}}
    - {clause: school:7, claimed: {necessary: true}, when: {improper: false}}
"""


def test_a_norm_that_stands_cites_all_its_clauses_in_our_own_words() -> None:
    answer = ask("use", {"consent": False, "grounds": [], "necessary": False}, EXCEPTED)

    assert cited(answer) == [("school:4", "forbids"), ("school:4.s2", "forbids")]
    assert (answer.because[0].ja, answer.because[0].en) == ("school:4の定め", "what school:4 says")
    assert answer.exceptions == ()


def test_a_lifted_norm_is_cited_with_the_exception_that_lifted_it() -> None:
    answer = ask("use", {"consent": True, "grounds": [], "necessary": False}, EXCEPTED)

    assert cited(answer) == [("school:4", "permits"), ("school:4.s2", "permits")]
    assert lifted_by(answer) == [("school:5", "permits"), ("school:5.s2", "permits")]
    assert answer.exceptions[0].ja == "school:5の定め"


def test_an_exception_that_was_relied_on_and_failed_is_cited_as_a_definition() -> None:
    by_ground = ask("use", {"consent": False, "grounds": ["vital"], "urgent": False, "necessary": False}, EXCEPTED)
    by_claim = ask("use", {"consent": False, "grounds": [], "necessary": True, "improper": True}, EXCEPTED)

    assert cited(by_ground)[2:] == [("school:6", "defines")]
    assert cited(by_claim)[2:] == [("school:7", "defines")]


def test_an_exception_nobody_relied_on_is_not_cited() -> None:
    answer = ask("use", {"consent": False, "grounds": ["law"], "urgent": True, "necessary": False}, EXCEPTED)

    assert cited(answer) == [("school:4", "forbids"), ("school:4.s2", "forbids")]


STEP = """
- clause: school:4
  outcome: deny
  unless: [{clause: school:5, when: {consent: true}, steps: {owner_permitted: obtain_permission}}]
"""


@pytest.mark.parametrize(
    ("consent", "step", "outcome", "because", "exceptions"),
    [
        (True, True, "allow", [("school:4", "permits")], [("school:5", "permits")]),
        (True, None, "allow_if", [("school:4", "permits")], [("school:5", "permits")]),
        (True, False, "deny", [("school:4", "forbids"), ("school:5", "defines")], []),
        (False, False, "deny", [("school:4", "forbids")], []),
        (False, None, "deny", [("school:4", "forbids")], []),
    ],
)
def test_an_exception_with_a_step_lifts_lifts_on_condition_or_fails(
    consent: bool,
    step: bool | None,
    outcome: str,
    because: list[tuple[str, str]],
    exceptions: list[tuple[str, str]],
) -> None:
    answer = ask("use", {"consent": consent, "owner_permitted": step}, STEP)

    assert (answer.outcome, cited(answer), lifted_by(answer)) == (outcome, because, exceptions)


def test_an_exception_left_open_is_not_cited_where_another_one_lifts() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless:
        - {clause: school:5, when: {consent: true}}
        - {clause: school:6, steps: {owner_permitted: obtain_permission}, warnings: [T-S1]}
    """

    answer = ask("use", {"consent": True}, text)

    assert (answer.outcome, lifted_by(answer), answer.warnings) == ("allow", [("school:5", "permits")], ())


def test_a_norm_whose_outcome_did_not_prevail_is_not_cited() -> None:
    text = "- {clause: school:4, outcome: deny}\n- {clause: school:5, outcome: allow}"

    assert cited(ask("use", {}, text)) == [("school:4", "forbids")]


def test_two_norms_that_say_the_same_are_both_cited_once() -> None:
    text = "- {clause: school:4, outcome: deny}\n- {clause: [school:5, school:4], outcome: deny}"

    assert cited(ask("use", {}, text)) == [("school:4", "forbids"), ("school:5", "forbids")]


def test_an_exception_that_lifts_two_norms_is_cited_once() -> None:
    text = """
    - {clause: school:4, outcome: deny, unless: [{clause: school:6, when: {consent: true}}]}
    - {clause: school:5, outcome: deny, unless: [{clause: school:6, when: {consent: true}}]}
    """

    assert lifted_by(ask("use", {"consent": True}, text)) == [("school:6", "permits")]


@pytest.mark.parametrize(
    ("question", "outcome", "effect"),
    [
        ("use", "deny", "forbids"),
        ("use", "allow", "permits"),
        ("use", "allow_if", "permits"),
        ("use", "escalate", "refers"),
        ("contract", "invalid", "requires"),
        ("contract", "valid", "permits"),
        ("complaint", "required", "requires"),
        ("complaint", "not_required", "exempts"),
        ("scope", "in_scope", "defines"),
        ("scope", "out_of_scope", "defines"),
        ("request", "refuse", "forbids"),
        ("request", "may_refuse", "permits"),
        ("request", "comply_partly", "requires"),
        ("request", "comply", "requires"),
    ],
)
def test_the_effect_follows_the_outcome_unless_the_norm_names_it(question: str, outcome: str, effect: str) -> None:
    plain = f"- {{clause: school:4, outcome: {outcome}}}"
    named = f"- {{clause: school:4, outcome: {outcome}, effect: refers}}"

    assert cited(ask(question, {}, plain)) == [("school:4", effect)]
    assert cited(ask(question, {}, named)) == [("school:4", "refers")]


@pytest.mark.parametrize(
    ("question", "outcome", "effect"),
    [
        ("use", "deny", "permits"),
        ("request", "refuse", "permits"),
        ("complaint", "required", "exempts"),
        ("contract", "invalid", "exempts"),
        ("register", "required", "exempts"),
        ("scope", "in_scope", "exempts"),
    ],
)
def test_an_exception_permits_an_act_or_request_and_exempts_from_the_rest(
    question: str, outcome: str, effect: str
) -> None:
    text = f"- {{clause: school:4, outcome: {outcome}, unless: [{{clause: school:5}}]}}"

    assert lifted_by(ask(question, {}, text)) == [("school:5", effect)]


def test_a_norm_without_outcome_is_cited_where_it_is_engaged() -> None:
    text = """
    - {clause: school:4, outcome: deny}
    - {clause: school:5, when: {urgent: true}, obligations: [make_record]}
    - {clause: school:6, when: {urgent: true}}
    - {clause: school:7, when: {urgent: true}, effect: refers}
    - {clause: school:8, when: {urgent: true}, unless: [{clause: school:9, when: {consent: true}}]}
    """

    urgent = [("school:5", "requires"), ("school:6", "defines"), ("school:7", "refers"), ("school:8", "defines")]
    assert cited(ask("use", {"urgent": True, "consent": False}, text)) == [("school:4", "forbids"), *urgent]
    assert cited(ask("use", {"urgent": True, "consent": True}, text)) == [("school:4", "forbids"), *urgent[:3]]
    assert cited(ask("use", {"urgent": False}, text)) == [("school:4", "forbids")]
    assert cited(ask("use", {}, text)) == [("school:4", "forbids")]


def test_a_silent_text_cites_what_stands_nearest_and_what_hands_over() -> None:
    topic = {"state": "silent", "near": ["school:4"], "refers": ["school:5"]}
    near = [("school:5", "refers"), ("school:4", "refers")]

    assert cited(ask("use", {}, "", "- {clause: law:2, outcome: deny}", topic=topic)) == [*near, ("law:2", "forbids")]
    assert cited(ask("use", {}, topic=topic)) == near


def test_where_both_are_silent_the_statutes_nearest_clauses_are_cited_too() -> None:
    topics: dict[str, Any] = {
        "topic": {"state": "silent", "near": ["school:4"]},
        "statute": {"topic": {"state": "silent", "near": ["law:9"]}},
    }

    assert cited(ask("use", {}, **topics)) == [("school:4", "refers"), ("law:9", "refers")]
    assert cited(ask("use", {}, "- {clause: school:4, outcome: allow}", **topics)) == [("school:4", "permits")]


def test_a_silent_statute_asked_directly_cites_its_own_nearest_clauses() -> None:
    answer = ask("use", {}, kind="statute", topic={"state": "silent", "near": ["school:9"]})

    assert (answer.outcome, answer.statute_says, cited(answer)) == ("escalate", "silent", [("school:9", "refers")])


PENDING = """
- {clause: school:4, when: {improper: true}, outcome: deny}
- {clause: school:5, outcome: deny, unless: [{clause: school:6, when: {consent: true}}, {clause: school:7,
     when: {urgent: true}}]}
- {clause: school:8, outcome: escalate, unless: [{clause: school:9, when: {necessary: true}}]}
"""


def test_an_open_matter_cites_every_norm_and_exception_still_open() -> None:
    answer = ask("use", {"urgent": False, "necessary": False}, PENDING)

    assert answer.outcome == "undetermined"
    assert cited(answer) == [
        ("school:4", "forbids"),
        ("school:5", "forbids"),
        ("school:6", "exempts"),
        ("school:8", "refers"),
    ]


def test_an_open_matter_does_not_cite_what_is_out_of_the_question() -> None:
    answer = ask("use", {"improper": False, "urgent": False, "necessary": True}, PENDING)

    assert [clause for clause, _ in cited(answer)] == ["school:5", "school:6", "school:8"]


def test_an_open_matter_cites_the_statute_where_it_speaks() -> None:
    law = "- {clause: law:2, when: {improper: true}, outcome: deny}\n- {clause: law:3, outcome: allow}"

    answer = ask("use", {}, "- {clause: school:4, outcome: allow}", law)

    assert cited(answer) == [("school:4", "permits"), ("law:2", "forbids"), ("law:3", "permits")]


def test_a_certain_outcome_that_no_single_norm_gives_cites_those_that_could() -> None:
    text = """
    - {clause: school:4, when: {consent: true}, outcome: deny}
    - {clause: school:5, when: {consent: false}, outcome: deny}
    """

    answer = ask("use", {}, text)

    assert (answer.outcome, cited(answer)) == ("deny", [("school:4", "forbids"), ("school:5", "forbids")])


def test_an_exception_already_used_settles_its_norm_whatever_the_others_say() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless: [{clause: school:5, when: {consent: true}}, {clause: school:6, when: {urgent: true}}]
    """

    answer = ask("use", {"consent": True}, text)

    assert (answer.outcome, cited(answer)) == ("allow", [("school:4", "permits")])
    assert lifted_by(answer) == [("school:5", "permits")]
