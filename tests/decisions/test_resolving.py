"""What the texts themselves answer: which edition governs, and whether a clause may be relied on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.deciding import Engine
from kitei.predicates.facts import BadFacts
from tests.decisions.inline import ON, cited

EDITIONS: list[tuple[str, str | None, str, str]] = [
    # handled on, known at, outcome, edition
    ("2026-05-01", None, "valid", "2020-10-01"),
    ("2020-10-01", None, "valid", "2020-10-01"),
    ("2020-04-01", None, "valid", "2020-10-01"),
    ("2020-03-31", None, "valid", "2015-04-01"),
    ("2015-04-01", None, "valid", "2015-04-01"),
    ("2015-03-31", None, "invalid", "2015-04-01"),
    ("2020-05-01", "2020-09-14", "valid", "2015-04-01"),
    ("2020-05-01", "2020-09-15", "valid", "2020-10-01"),
    ("2020-10-01", "2020-09-14", "valid", "2015-04-01"),
    ("2016-01-01", "2015-03-31", "invalid", "2015-04-01"),
]


@pytest.mark.parametrize(("handled", "known", "outcome", "edition"), EDITIONS)
def test_the_edition_that_governs_is_the_latest_known_that_applies_retroactive_or_not(
    home: Engine, handled: str, known: str | None, outcome: str, edition: str
) -> None:
    answer = home.decide("school", "edition", {"handled_on": handled, "known_at": known}, ON).answer

    assert (answer.outcome, answer.edition) == (outcome, edition)
    expected = {"2015-04-01": ["school:supp(1)"], "2020-10-01": ["school:supp(2)", "school:1"]}[edition]
    assert cited(answer) == [(clause, "defines") for clause in expected]
    assert answer.warnings == (("T-S1",) if edition == "2020-10-01" else ())
    assert (answer.regulation_says, answer.statute_says, answer.basis) == (outcome, "silent", "text")


def test_what_is_known_on_the_day_of_the_question_counts_unless_said_otherwise(home: Engine) -> None:
    answer = home.decide("school", "edition", {"handled_on": "2020-05-01"}, date(2020, 9, 14)).answer

    assert answer.edition == "2015-04-01"


def test_without_the_day_of_the_handling_it_is_asked_for(home: Engine) -> None:
    answer = home.decide("school", "edition", {}, ON).answer

    assert (answer.outcome, answer.edition) == ("undetermined", "2020-10-01")
    assert [(each.fact, each.clause) for each in answer.questions] == [("handled_on", "school:supp(1)")]
    prompt = home.programs.get(home.library.get("school"), "edition", ON).program.prompts["handled_on"]
    assert (answer.questions[0].ja, answer.questions[0].en) == (prompt.ja, prompt.en)
    assert cited(answer) == [("school:supp(1)", "defines")]


def test_the_clauses_of_an_edition_come_in_our_own_words(home: Engine) -> None:
    (cite,) = home.decide("school", "edition", {"handled_on": "2016-01-01"}, ON).answer.because

    assert (cite.ja, cite.en) == ("2015年4月1日から施行する。", "In force from 1 April 2015.")


CITATIONS: list[tuple[str, str, list[tuple[str, str]], tuple[str, ...]]] = [
    ("school:4", "valid", [("school:4", "defines")], ()),
    ("school:5(1)(2)", "invalid", [("school:5(1)(2)", "defines")], ("T-S5",)),
    ("school:5(1)(2)(ア)", "invalid", [("school:5(1)(2)(ア)", "defines")], ("T-S5",)),
    ("school:form1", "valid", [("school:form1", "defines"), ("school:6", "refers"), ("law:9", "refers")], ("T-S4",)),
]


@pytest.mark.parametrize(("clause", "outcome", "because", "warnings"), CITATIONS)
def test_a_clause_may_be_relied_on_unless_it_or_what_it_stands_in_was_deleted(
    home: Engine, clause: str, outcome: str, because: list[tuple[str, str]], warnings: tuple[str, ...]
) -> None:
    answer = home.decide("school", "citation", {"clause": clause}, ON).answer

    assert (answer.outcome, cited(answer), answer.warnings) == (outcome, because, warnings)
    assert (answer.edition, answer.basis, answer.statute_says) == ("2020-10-01", "text", "silent")


def test_a_reference_into_the_statute_is_cited_by_its_number_even_without_words_of_this_text(home: Engine) -> None:
    answer = home.decide("school", "citation", {"clause": "school:form1"}, ON).answer

    assert [(cite.clause, cite.ja, cite.en) for cite in answer.because] == [
        ("school:form1", "開示請求書。", "Request form."),
        ("school:6", "請求に応じて開示する。", "Requests are granted."),
        ("law:9", "", ""),
    ]


def test_a_statute_answers_for_its_own_clauses(home: Engine) -> None:
    answer = home.decide("law", "citation", {"clause": "law:9"}, ON).answer

    assert (answer.outcome, answer.regulation_says, answer.statute_says) == ("valid", "valid", "valid")


def test_a_clause_that_does_not_exist_is_bad_input(home: Engine) -> None:
    with pytest.raises(BadFacts) as caught:
        home.decide("school", "citation", {"clause": "school:5(1)(4)"}, ON)

    assert caught.value.faults[0].nearest in home.library.get("school").clauses


def test_without_a_clause_it_is_asked_for(home: Engine) -> None:
    answer = home.decide("school", "citation", {}, ON).answer

    assert [(each.fact, each.clause) for each in answer.questions] == [("clause", "school:1")]


@pytest.mark.parametrize(
    ("question", "facts"), [("edition", {"handled_on": "2016-01-01"}), ("citation", {"clause": "school:4"})]
)
def test_no_norms_are_asked_but_the_facts_are_kept(home: Engine, question: str, facts: dict[str, Any]) -> None:
    decision = home.decide("school", question, facts, ON)

    assert (decision.text, decision.statute) == ((), ())
    assert set(decision.facts) == set(facts)
    assert [(each.id, each.edition) for each in decision.answer.statutes] == [("law", "2020-10-01")]
