"""The fast form of single decisions answers what the interpreter answers, on the invented texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.building.programs import UnknownQuestion
from kitei.decisions.compiled import single
from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import BadFacts
from tests.decisions.compiled.sample import EARLY, LATE, SPOKEN, cases, in_disorder, interpreted

CONSENTED = {"consent": True, "relation": "none"}


@pytest.fixture
def provision(home: Engine) -> FastProgram:
    return FastEngine(home).program("school", "provision", LATE)


@pytest.mark.parametrize("question", SPOKEN)
@pytest.mark.parametrize("on", [EARLY, LATE])
def test_every_question_is_answered_as_the_interpreter_answers_it(home: Engine, question: str, on: date) -> None:
    program = FastEngine(home).program("school", question, on)

    for facts in cases(program, 20):
        expected = interpreted(program, facts)
        assert program.decide(facts) == expected.answer
        assert program.decide(dict(facts)) == expected.answer
        assert program.decide(in_disorder(facts)) == expected.answer
        assert program.decision(facts) == expected


def test_the_statute_itself_can_be_asked(home: Engine) -> None:
    fast = FastEngine(home)

    for facts in cases(fast.program("law", "provision", LATE), 20):
        assert fast.decide("law", "provision", facts, LATE) == home.decide("law", "provision", facts, LATE).answer


def test_a_case_seen_before_is_looked_up_and_not_decided_again(provision: FastProgram) -> None:
    first = provision.decide({"relation": "none", "grounds": ["law", "vital"]})

    assert provision.decide({"relation": "none", "grounds": ["law", "vital"]}) is first
    assert provision.decide({"grounds": ["vital", "law"], "relation": "none"}) is first
    assert provision.decide({"relation": "none", "grounds": ["law", "vital"], "consent": None}) is first


def test_cases_that_differ_only_in_what_changes_nothing_share_one_answer(provision: FastProgram) -> None:
    """No norm of either text looks at the age, and with consent none looks further at the contract."""
    consented = provision.decide(CONSENTED)

    assert provision.decide({**CONSENTED, "subject_age": 40}) is consented
    assert provision.decide({**CONSENTED, "recipient": "company"}) is consented


def test_what_any_norm_tells_apart_is_not_shared(provision: FastProgram) -> None:
    settled = {"relation": "none", "grounds": [], "abroad": False}
    answers = [provision.decide({**settled, "consent": each}).outcome for each in (True, False, None)]

    assert answers == ["allow", "deny", "undetermined"]


@pytest.mark.parametrize("wrong", [1, 1.0, "true", [], {}, [[]]])
def test_what_merely_equals_a_truth_value_is_refused_also_where_it_was_seen(
    provision: FastProgram, wrong: object
) -> None:
    provision.decide({"consent": True})

    for _ in range(2):
        with pytest.raises(BadFacts) as refused:
            provision.decide({"consent": wrong})
        assert refused.value.faults[0].path == "facts.consent"


def test_a_truth_value_is_no_number_also_where_the_number_was_seen(provision: FastProgram) -> None:
    provision.decide({"subject_age": 1})

    with pytest.raises(BadFacts):
        provision.decide({"subject_age": True})


@pytest.mark.parametrize(
    "facts",
    [
        {"consnet": True},
        {"consnet": None},
        {"consent": "yes"},
        {"consent": True, "grounds": ["lwa"], "consnet": None},
        {"clauses": ["x"]},
        {"provided_on": "2026-02-30"},
    ],
)
def test_what_cannot_be_read_is_refused_with_the_same_faults(provision: FastProgram, facts: dict[str, Any]) -> None:
    with pytest.raises(BadFacts) as expected:
        interpreted(provision, facts)

    for ask in (provision.decide, provision.decision, provision.decide):
        with pytest.raises(BadFacts) as refused:
            ask(facts)
        assert refused.value.faults == expected.value.faults


def test_a_clause_that_is_not_there_is_refused_with_the_same_faults(home: Engine) -> None:
    program = FastEngine(home).program("school", "citation", LATE)
    program.decide({"clause": "school:4"})

    with pytest.raises(BadFacts) as expected:
        interpreted(program, {"clause": "school:99", "form": None})
    with pytest.raises(BadFacts) as refused:
        program.decide({"clause": "school:99", "form": None})

    assert refused.value.faults == expected.value.faults


def test_an_answer_of_the_texts_themselves_depends_on_the_whole_value(home: Engine) -> None:
    fast = FastEngine(home)
    named = ["school:4", "school:7", "school:4"]
    cited = [fast.decide("school", "citation", {"clause": each}, LATE).because[0].clause for each in named]
    governed = [
        fast.decide("school", "edition", {"handled_on": each}, LATE).edition for each in ("2019-01-01", "2020-05-01")
    ]

    assert cited == named
    assert governed == ["2015-04-01", "2020-10-01"]


def test_days_may_be_days_or_their_text(provision: FastProgram) -> None:
    as_days: dict[str, Any] = {"consent": True, "provided_on": date(2026, 5, 10), "withdrawn_on": date(2026, 5, 11)}
    as_text = {name: each if isinstance(each, bool) else each.isoformat() for name, each in as_days.items()}

    first = provision.decide(as_days)

    assert provision.decide(as_text) is first
    assert provision.decide(as_days) is first
    assert first == interpreted(provision, as_text).answer


def test_dates_that_are_counted_from_differ_with_each_day(home: Engine) -> None:
    program = FastEngine(home).program("school", "record", LATE)
    days = ["2026-05-01", "2026-05-02", "2026-05-01"]

    kept = [program.decide({"recorded_on": day, "relation": "none"}).records[0].keep_until for day in days]

    assert kept == [date(2029, 5, 1), date(2029, 5, 2), date(2029, 5, 1)]


def test_each_day_has_its_own_program_and_each_question_too(home: Engine) -> None:
    fast = FastEngine(home)

    assert [fast.decide("school", "record", {}, day).on for day in (EARLY, LATE, EARLY)] == [EARLY, LATE, EARLY]
    assert fast.program("school", "record", EARLY) is fast.program("school", "record", EARLY)
    assert fast.program("school", "record", EARLY) is not fast.program("school", "record", LATE)
    assert fast.decide("school", "use", {}, LATE).question == "use"
    with pytest.raises(UnknownQuestion):
        fast.decide("school", "provide", {}, LATE)


def test_programs_are_let_go_when_there_are_too_many(home: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "PROGRAMS", 2)
    fast = FastEngine(home)
    use, provision = (fast.program("school", each, LATE) for each in ("use", "provision"))

    assert fast.program("school", "use", LATE) is use
    assert fast.program("school", "record", LATE).ready.program.question == "record"
    assert fast.program("school", "use", LATE) is not use
    assert fast.program("school", "provision", LATE) is not provision


def test_memory_is_emptied_when_it_is_full(provision: FastProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single, "CAPACITY", 3)
    kept = provision.decide({"relation": "none"})
    provision.decide({"relation": "entrustment"})
    provision.decide({"relation": "joint_use"})
    assert provision.decide({"relation": "none", "consent": None}) is kept  # the third case: still remembered

    for facts in cases(provision, 12):
        assert provision.decide(facts) == interpreted(provision, facts).answer
    again = provision.decide({"relation": "none", "grounds": None})

    assert again == kept
    assert again is not kept


def test_cases_remembered_byte_for_byte_are_let_go_when_there_are_too_many(
    provision: FastProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "VERBATIM", 2)
    for age in range(5):
        provision.decide({"subject_age": 20 + age})

    assert [len(each) for each in provision._verbatim.values()] == [1]  # noqa: SLF001 - it shows nowhere else
    assert provision._spelled == 1  # noqa: SLF001


def test_the_codes_of_a_case_name_the_facts_some_norm_looks_at(provision: FastProgram) -> None:
    known = interpreted(provision, {"consent": True, "subject_age": 30, "grounds": ["law"]}).facts

    assert set(provision.codes(known)) == {"consent", "grounds"}
    assert provision.tell_apart("subject_age", 30) is None
    assert provision.tell_apart("consent", value=True) != provision.tell_apart("consent", value=False)
    assert provision.tell_apart("relation", "none") == provision.tell_apart("relation", "succession")
    assert provision.tell_apart("relation", "none") != provision.tell_apart("relation", "entrustment")
