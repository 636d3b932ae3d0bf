"""What a norm does is remembered with the numbers of the facts it looks at, and equal behaviour is one object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kitei.decisions.compiled import tracing
from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.compiled.tracing import TracedNorm
from kitei.decisions.evaluating.traces import NormTrace, evaluate
from kitei.decisions.norms import Layer, TopicState
from kitei.predicates.expression import Case
from tests.decisions.compiled.sample import LATE
from tests.decisions.inline import shelf

TEXT = """
- {clause: "school:1", outcome: deny, when: {subject_age: {below: 18}},
   unless: [{clause: "school:2", when: {grounds: {has: vital}}, claimed: {law_compels: true},
             obligations: [{kind: make_record, when: {urgent: true}, due: {from: consented_on, days: 3}}]},
            {clause: "school:3", steps: {contract_concluded: {kind: conclude_contract,
                                                              due: {from: provided_on, days: 1}}}}],
   conditions: [{kind: obtain_consent, when: {abroad: true}, keep: {from: recorded_on, years: 1}}],
   notices: [{document: letter, when: {necessary: true}}],
   records: [{register: book, fields: [date], when: {equivalent_system: true}, keep: {from: withdrawn_on, years: 1}}]}
"""


@pytest.fixture
def program() -> FastProgram:
    return FastEngine(shelf("provision", TEXT)).program("school", "provision", LATE)


@pytest.fixture
def norm(program: FastProgram) -> TracedNorm:
    return program.traced()[0]


def trace(program: FastProgram, norm: TracedNorm, facts: Mapping[str, Any]) -> NormTrace:
    known = program.decision(facts).facts
    return norm.trace(program.codes(known), Case(known, LATE))


OF_THE_OUTCOME = ["subject_age", "law_compels", "grounds", "contract_concluded"]
OF_WHAT_FOLLOWS = [
    "urgent",
    "consented_on",
    "provided_on",
    "abroad",
    "recorded_on",
    "necessary",
    "equivalent_system",
    "withdrawn_on",
]


def test_the_facts_of_a_norm_are_those_of_its_outcome_and_of_what_follows(
    program: FastProgram, norm: TracedNorm
) -> None:
    codes = {name: number for number, name in enumerate(program.ready.program.facts, 1)}

    assert sorted(norm.codes(codes)) == sorted(codes[name] for name in (*OF_THE_OUTCOME, *OF_WHAT_FOLLOWS))
    assert norm.codes({}) == (0,) * len(OF_THE_OUTCOME + OF_WHAT_FOLLOWS)


def test_a_trace_is_the_interpreters(program: FastProgram, norm: TracedNorm) -> None:
    for facts in ({}, {"subject_age": 17}, {"subject_age": 17, "grounds": ["vital"], "law_compels": True}):
        known = program.decision(facts).facts
        (expected,) = evaluate(Layer((norm.norm,), TopicState("ruled")), "act", Case(known, LATE))
        assert trace(program, norm, facts) == expected


def test_a_state_seen_before_is_not_traced_again(
    program: FastProgram, norm: TracedNorm, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = trace(program, norm, {"subject_age": 17})
    monkeypatch.setattr(tracing, "evaluate", None)  # nothing is left to evaluate with

    assert trace(program, norm, {"subject_age": 3, "consent": True}) is first


def test_where_a_norm_is_not_engaged_it_behaves_alike_whatever_else_is_given(
    program: FastProgram, norm: TracedNorm
) -> None:
    assert trace(program, norm, {"subject_age": 20}) is trace(
        program, norm, {"subject_age": 30, "urgent": True, "grounds": ["vital"]}
    )


@pytest.mark.parametrize(
    "more",
    [{"grounds": ["vital"]}, {"law_compels": False}, {"contract_concluded": True}, {"contract_concluded": False}],
)
def test_exceptions_that_stand_otherwise_are_another_behaviour(
    program: FastProgram, norm: TracedNorm, more: dict[str, Any]
) -> None:
    base = {"subject_age": 17, "law_compels": True}

    assert trace(program, norm, {**base, **more}) is not trace(program, norm, base)


@pytest.mark.parametrize("name", OF_WHAT_FOLLOWS)
def test_what_follows_otherwise_is_another_behaviour(program: FastProgram, norm: TracedNorm, name: str) -> None:
    value = "2026-05-01" if name.endswith("_on") else True

    assert trace(program, norm, {"subject_age": 17, name: value}) is not trace(program, norm, {"subject_age": 17})


def test_tests_that_come_out_alike_are_one_behaviour(program: FastProgram, norm: TracedNorm) -> None:
    """Without the claim the exception does not hold, whether its ground is given as `law` or as none."""
    base = {"subject_age": 17, "law_compels": False, "contract_concluded": True}

    assert trace(program, norm, {**base, "grounds": ["law"]}) is trace(program, norm, {**base, "grounds": ["vital"]})
    assert trace(program, norm, {**base, "grounds": ["law"]}) is trace(program, norm, base)
