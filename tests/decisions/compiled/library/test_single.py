"""The fast form of single decisions answers what the interpreter answers, bad input included."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.decisions.compiled import single
from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from kitei.predicates.facts import BadFacts
from tests.decisions.compiled.library.cases import FAST, HOME, cases, in_disorder, programs

ON = date(2026, 5, 11)
WORDING = Wording(HOME.library.vocabulary)
ODD = st.sampled_from(
    [
        True,
        False,
        1,
        0,
        1.0,
        18,
        18.0,
        -1,
        "true",
        "",
        "company",
        "Company",
        [],
        ["law"],
        ["lwa"],
        [1],
        {},
        "2026-02-30",
    ]
)


def interpreted(program: FastProgram, facts: dict[str, Any]) -> Any:
    ready = program.ready
    return HOME.decide(ready.regulation.id, ready.program.question, facts, program.on)


@given(programs(), st.data())
def test_it_answers_what_the_interpreter_answers_at_first_and_again(program: FastProgram, data: st.DataObject) -> None:
    facts = data.draw(cases(program))
    expected = interpreted(program, facts).answer

    assert program.decide(facts) == expected
    assert program.decide(dict(facts)) == expected
    assert program.decide(in_disorder(facts)) == expected


@given(programs(), st.data())
def test_any_input_is_answered_or_refused_as_the_interpreter_does(program: FastProgram, data: st.DataObject) -> None:
    facts = dict(data.draw(cases(program)))
    name = data.draw(st.sampled_from([*program.ready.program.facts, "consnet"]))
    program.decide({**facts, name: None} if name != "consnet" else facts)
    facts[name] = data.draw(ODD)

    assert outcome_or_faults(program.decide, facts) == outcome_or_faults(
        lambda each: interpreted(program, each).answer, facts
    )


@given(programs(), st.data())
def test_traces_and_explanations_are_the_interpreters(program: FastProgram, data: st.DataObject) -> None:
    facts = data.draw(cases(program))
    expected = interpreted(program, facts)

    decision, why = FastExplainer(program, WORDING).explain(facts)

    assert decision == expected
    assert why == Explainer(WORDING).explain(expected)


def test_lines_remembered_of_one_case_do_not_slip_into_another() -> None:
    program = FAST.program("josai", "provision", ON)
    explainer = FastExplainer(program, WORDING)
    for consent in (True, False, None):
        for recipient in ("company", "state", None):
            facts: dict[str, Any] = {"consent": consent, "recipient": recipient, "grounds": []}
            assert explainer.explain(facts)[1] == Explainer(WORDING).explain(interpreted(program, facts))


@pytest.mark.parametrize("wrong", [1, 1.0, "true"])
def test_what_merely_equals_a_truth_value_is_refused_also_where_the_truth_value_was_seen(wrong: object) -> None:
    program = FAST.program("josai", "provision", ON)
    program.decide({"consent": True})

    with pytest.raises(BadFacts):
        program.decide({"consent": wrong})


def test_a_truth_value_is_no_number_also_where_the_number_was_seen() -> None:
    program = FAST.program("josai", "provision", ON)
    program.decide({"subject_age": 1})

    with pytest.raises(BadFacts):
        program.decide({"subject_age": True})


def test_days_may_be_days_or_their_text() -> None:
    program = FAST.program("josai", "provision", ON)
    as_days = {"consent": True, "provided_on": date(2026, 5, 10), "withdrawn_on": date(2026, 5, 11)}

    assert program.decide(as_days) == program.decide({name: str(each) if name != "consent" else each
                                                      for name, each in as_days.items()})  # fmt: skip


def test_each_day_has_its_own_answer() -> None:
    days = [date(2025, 4, 1), date(2026, 5, 11)]

    assert [FAST.decide("josai", "provision", {}, day).on for day in days] == days


def test_memory_is_emptied_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "CAPACITY", 3)
    monkeypatch.setattr(single, "VERBATIM", 2)
    monkeypatch.setattr(single, "PROGRAMS", 1)
    fast = FastEngine(HOME)

    for question in ("provision", "request", "provision"):
        for age in range(12):
            facts = {"subject_age": age + 10}
            assert fast.decide("josai", question, facts, ON) == HOME.decide("josai", question, facts, ON).answer


def outcome_or_faults(decide: Any, facts: dict[str, Any]) -> Any:
    try:
        return decide(facts)
    except BadFacts as error:
        return error.faults
