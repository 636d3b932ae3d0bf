"""Undetermined, and the smallest set of facts that settles it (contract §3), against brute force."""

from __future__ import annotations

import json
import random
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitei.decisions.deciding import Engine
from kitei.decisions.evaluating.traces import evaluate, outcome_of, statute_outcome
from kitei.predicates.expression import Case
from kitei.predicates.facts import Facts, Value
from tests.decisions.answering.completing import Domain, needed, outcome, outcomes, settles
from tests.decisions.inline import ON, ask, shelf

YES_NO = (True, False)


def sets(*values: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(each) for size in range(len(values) + 1) for each in combinations(values, size))


QUESTIONS: dict[str, Domain] = {
    "scope": {
        "concept": ("personal_information", "secrecy_duty"),
        "living": YES_NO,
        "identifiability": ("direct", "easy_collation", "none"),
    },
    "use": {
        "within_purpose": YES_NO, "improper": YES_NO, "consent": YES_NO, "grounds": sets("law", "vital"),
        "urgent": YES_NO, "owner_unit": ("own", "other"),
    },
    "provision": {
        "consent": YES_NO, "foreign_consent": YES_NO, "grounds": sets("law", "vital"), "law_compels": YES_NO,
        "relation": ("none", "entrustment", "joint_use"), "abroad": YES_NO,
    },
    "record": {"relation": ("none", "entrustment")},
    "contract": {"clauses": sets("confidentiality", "return_or_erasure", "term")},
    "register": {"register_event": ("created", "changed", "none")},
    "request": {"exists": YES_NO, "refusal_grounds": sets("hinders_operations", "evaluation")},
    "breach-report": {"subjects_count": (0, 1000, 1001, 5000), "malicious": YES_NO},
    "purpose": {
        "subject_kinds": sets("student", "donor", "vendor"), "activity": ("fees", "donations", "events"),
    },
}  # fmt: skip

KNOWLEDGE = [
    (question, number) for question, domain in QUESTIONS.items() for number in range(1 if len(domain) == 1 else 6)
]


def partly_known(domain: Domain, number: int) -> dict[str, Value]:
    """Some facts: none for number 0, else each known with an even chance."""
    dice = random.Random(number)
    return {name: dice.choice(values) for name, values in domain.items() if number and dice.random() < 0.5}


@pytest.mark.parametrize(("question", "number"), KNOWLEDGE)
def test_an_answer_is_open_only_where_completions_disagree_and_asks_what_every_settling_set_contains(
    home: Engine, question: str, number: int
) -> None:
    domain = QUESTIONS[question]
    ready, known = home.programs.get(home.library.get("school"), question, ON), partly_known(domain, number)

    answer = home.decide_ready(ready, known, ON).answer
    asked = [each.fact for each in answer.questions]

    possible = outcomes(ready, known, domain, ON)
    assert answer.outcome == (possible.pop() if len(possible) == 1 else "undetermined")
    assert sorted(asked) == sorted(needed(ready, known, domain, ON))
    assert settles(ready, known, asked, domain, ON)
    assert [ready.program.facts[name].rank for name in asked] == sorted(ready.program.facts[n].rank for n in asked)


DOMAIN: Domain = {
    "within_purpose": YES_NO,
    "improper": YES_NO,
    "consent": YES_NO,
    "processed_as": ("plain", "anonymised", "pseudonymised"),
    "grounds": sets("law", "vital"),
}
TESTS: list[dict[str, Any]] = [
    {"within_purpose": True},
    {"improper": True},
    {"consent": False},
    {"processed_as": ["plain", "anonymised"]},
    {"processed_as": "anonymised"},
    {"grounds": {"has": "law"}},
    {"not": {"grounds": {"has": "vital"}}},
    {"any": [{"consent": True}, {"improper": False}]},
    {},
]
OUTCOMES = st.sampled_from(["deny", "escalate", "allow"])


@st.composite
def norms(draw: st.DrawFn, key: str) -> str:
    """A few norms, with exceptions of every kind."""
    written = []
    for number in range(draw(st.integers(0, 3))):
        unless = []
        for _ in range(draw(st.integers(0, 2))):
            each: dict[str, Any] = {"clause": f"{key}:9", "when": draw(st.sampled_from(TESTS))}
            if draw(st.booleans()):
                each["ground"] = draw(st.sampled_from(["law", "vital"]))
            if draw(st.booleans()):
                each["steps"] = {"owner_permitted": ["obtain_permission"]}
            if key == "law" and draw(st.booleans()):
                each["mandatory"] = True
            unless.append(each)
        when = draw(st.sampled_from(TESTS))
        written.append({"clause": f"{key}:{number}", "when": when, "outcome": draw(OUTCOMES), "unless": unless})
    return json.dumps(written) if written else ""


@st.composite
def knowledge(draw: st.DrawFn) -> Facts:
    known: dict[str, Value] = {
        name: draw(st.sampled_from(values)) for name, values in DOMAIN.items() if draw(st.booleans())
    }
    step = draw(st.sampled_from([None, True, False]))
    return known if step is None else {**known, "owner_permitted": step}


@settings(max_examples=20)
@given(norms("school"), norms("law"), knowledge())
def test_the_same_holds_of_any_norms(text: str, law: str, known: Facts) -> None:
    home = shelf("use", text, law)
    ready = home.programs.get(home.library.get("school"), "use", ON)

    answer = home.decide_ready(ready, known, ON).answer

    possible = outcomes(ready, known, DOMAIN, ON)
    assert answer.outcome == (possible.pop() if len(possible) == 1 else "undetermined")
    assert sorted(each.fact for each in answer.questions) == sorted(needed(ready, known, DOMAIN, ON))


@settings(max_examples=20)
@given(norms("school"), norms("law"), knowledge())
def test_with_all_facts_known_interpreter_and_diagrams_agree(text: str, law: str, known: Facts) -> None:
    home = shelf("use", text, law)
    ready = home.programs.get(home.library.get("school"), "use", ON)
    full = {**{name: values[0] for name, values in DOMAIN.items()}, **known}

    assert home.decide_ready(ready, full, ON).answer.outcome == outcome(ready, full, ON)


def test_the_interpreter_leaves_open_what_is_not_settled() -> None:
    home = shelf("use", "- {clause: school:4, when: {consent: true}, outcome: deny}")
    program, case = home.programs.get(home.library.get("school"), "use", ON).program, Case({}, ON)

    assert outcome_of(evaluate(program.text, "act", case), "act") is None
    assert statute_outcome(evaluate(program.text, "act", case), "act") is None
    assert outcome_of(evaluate(program.statute, "act", case), "act") == "silent"


EITHER = """
- {clause: school:4, when: {consent: true}, outcome: deny}
- {clause: school:5, when: {consent: false}, outcome: deny}
"""


def test_a_result_that_holds_whatever_the_unknowns_are_is_given_outright() -> None:
    answer = ask("use", {}, EITHER)

    assert (answer.outcome, answer.questions) == ("deny", ())


def test_one_layer_at_its_strictest_ends_the_matter() -> None:
    law = "- {clause: law:2, when: {improper: true}, outcome: deny}\n- {clause: law:3, outcome: allow}"

    answer = ask("use", {}, "- {clause: school:4, outcome: deny}", law)

    assert (answer.outcome, answer.regulation_says, answer.statute_says) == ("deny", "deny", "undetermined")
    assert answer.questions == ()


def test_steps_are_never_asked_about() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless: [{clause: school:5, when: {consent: true}, steps: {owner_permitted: obtain_permission}}]
    """

    assert [each.fact for each in ask("use", {}, text).questions] == ["consent"]


def test_an_event_that_may_not_have_happened_is_never_asked_about() -> None:
    text = (
        "- {clause: school:4, when: {withdrawn_on: {on_or_before: on}}, outcome: deny}\n"
        "- {clause: school:5, outcome: allow}"
    )

    answer = ask("provision", {}, text)

    assert (answer.outcome, answer.questions) == ("allow", ())


def test_both_sides_of_a_comparison_are_asked_for_as_far_as_they_are_unknown() -> None:
    text = (
        "- {clause: school:4, when: {votes_for: {above: members/2}}, outcome: valid}\n"
        "- {clause: school:5, when: {not: {votes_for: {above: members/2}}}, outcome: invalid}"
    )

    assert [each.fact for each in ask("meeting", {}, text).questions] == ["members", "votes_for"]
    assert [each.fact for each in ask("meeting", {"members": 9}, text).questions] == ["votes_for"]
    assert ask("meeting", {"members": 9, "votes_for": 5}, text).outcome == "valid"


def test_a_norm_without_outcome_asks_nothing() -> None:
    text = (
        "- {clause: school:4, outcome: allow}\n- {clause: school:5, when: {consent: true}, obligations: [make_record]}"
    )

    assert ask("use", {}, text).questions == ()


NEEDED = """
- {clause: school:3, when: {improper: true}, obligations: [make_record]}
- {clause: school:4, when: {within_purpose: false}, outcome: deny, unless: [
    {clause: school:5, when: {necessary: true}},
    {clause: school:6, ground: vital, when: {urgent: true}},
    {clause: school:7, claimed: {consent: true}}]}
- {clause: school:8, outcome: allow}
"""


def test_each_question_comes_with_the_clause_it_is_needed_for() -> None:
    answer = ask("use", {}, NEEDED)

    assert {each.fact: each.clause for each in answer.questions} == {
        "within_purpose": "school:4",
        "necessary": "school:5",
        "consent": "school:7",
        "grounds": "school:6",
        "urgent": "school:6",
    }


def test_a_question_of_the_statute_names_the_statutes_clause() -> None:
    law = "- {clause: law:2, when: {consent: true}, outcome: deny}\n- {clause: law:3, outcome: allow}"

    answer = ask("use", {}, "- {clause: school:4, when: {consent: true}, obligations: [make_record]}", law)

    assert [(each.fact, each.clause) for each in answer.questions] == [("consent", "law:2")]


def test_a_settled_exception_is_not_named_as_the_reason_for_asking() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless:
        - {clause: school:5, when: {all: [{improper: true}, {consent: true}]}}
        - {clause: school:6, when: {consent: true}}
    """

    answer = ask("use", {"improper": False}, text)

    assert [(each.fact, each.clause) for each in answer.questions] == [("consent", "school:6")]


def test_a_norm_that_is_settled_is_not_named_as_the_reason_for_asking() -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless: [{clause: school:5, when: {consent: true}}, {clause: school:6, when: {urgent: true}}]
    - {clause: school:7, when: {urgent: true}, outcome: deny}
    """

    assert [(each.fact, each.clause) for each in ask("use", {"consent": True}, text).questions] == [
        ("urgent", "school:7")
    ]


def test_a_fact_is_asked_for_in_words_of_its_own_or_by_its_name(home: Engine) -> None:
    facts = home.library.vocabulary.facts
    answer = home.decide("school", "provision", {}, ON).answer

    assert len(answer.questions) > 3
    for question in answer.questions:
        words = facts[question.fact].ask or facts[question.fact]
        assert (question.ja, question.en) == (words.ja, words.en)
