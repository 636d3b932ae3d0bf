"""The right texts for an institution and a day, built once and kept as long as nothing changes."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.decisions.building.programs import UnknownQuestion, facts_of_question
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import Absence, BadFacts, Kind
from kitei.regulations.library import UnknownRegulation
from kitei.regulations.regulation import NotInForce, TextNotSupplied
from tests.decisions.inline import ON, ask, shelf


def ready(home: Engine, question: str, on: date = ON, name: str = "school") -> object:
    return home.programs.get(home.library.get(name), question, on)


def test_a_program_is_built_once() -> None:
    home = shelf("use", "- {clause: school:4, outcome: allow}")

    assert ready(home, "use") is ready(home, "use", date(2024, 1, 1))
    assert ready(home, "use") is not ready(home, "provision")
    assert ready(home, "use") is not ready(home, "use", name="law")


def test_a_program_holds_until_the_next_day_on_which_a_norm_begins_or_ends() -> None:
    home = shelf(
        "use",
        "- {clause: school:4, outcome: allow, from: 2024-04-01}",
        "- {clause: law:2, outcome: allow, until: 2025-04-01}",
    )
    days = [date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1)]

    kept = [ready(home, "use", day) for day in days]

    assert len({id(each) for each in kept}) == 3
    assert kept[1] is kept[2]
    assert ready(home, "provision", days[0]) is ready(home, "provision", days[1])
    assert [home.decide("school", "use", {}, day).answer.regulation_says for day in days] == ["silent"] + ["allow"] * 3
    assert [home.decide("school", "use", {}, day).answer.statute_says for day in days] == ["allow"] * 3 + ["silent"]


def editions(*days: str, key: str = "school") -> list[dict[str, str]]:
    return [
        {"id": day, "effective_on": day, "applies_from": day, "clause": f"{key}:1", "text": "supplied"} for day in days
    ]


def test_the_editions_of_both_texts_are_those_of_the_day() -> None:
    home = shelf(
        "use",
        "- {clause: school:4, outcome: allow}",
        "- {clause: law:2, outcome: allow}",
        editions=editions("2020-04-01", "2024-04-01"),
        statute={"editions": editions("2022-04-01", "2025-04-01", key="law")},
    )

    def shown(on: date) -> tuple[str, list[str]]:
        answer = home.decide("school", "use", {}, on).answer
        return answer.edition, [each.edition for each in answer.statutes]

    assert shown(date(2022, 3, 31)) == ("2020-04-01", [])
    assert shown(date(2022, 4, 1)) == ("2020-04-01", ["2022-04-01"])
    assert shown(date(2024, 4, 1)) == ("2024-04-01", ["2022-04-01"])
    assert shown(date(2026, 1, 1)) == ("2024-04-01", ["2025-04-01"])


def test_before_the_statute_the_text_answers_alone_and_says_so() -> None:
    answer = ask(
        "use",
        {},
        "- {clause: school:4, outcome: allow}",
        "- {clause: law:2, outcome: deny}",
        statute={"editions": editions("2024-04-01", key="law")},
        on=date(2024, 3, 31),
    )

    assert (answer.outcome, answer.warnings) == ("allow", ("statute-not-supplied",))


def test_a_day_before_the_first_edition_names_the_editions_there_are(home: Engine) -> None:
    with pytest.raises(NotInForce) as caught:
        home.decide("school", "use", {}, date(2015, 3, 31))

    assert not isinstance(caught.value, TextNotSupplied)
    assert [edition.id for edition in caught.value.editions] == ["2015-04-01", "2020-10-01"]
    assert str(caught.value) == "school was not in force on 2015-03-31"


def test_an_edition_without_text_decides_nothing(home: Engine) -> None:
    with pytest.raises(TextNotSupplied) as caught:
        home.decide("school", "use", {}, date(2020, 3, 31))

    assert (caught.value.edition.id, caught.value.day) == ("2015-04-01", date(2020, 3, 31))


@pytest.mark.parametrize("question", ["edition", "citation"])
def test_what_the_texts_themselves_answer_needs_no_edition_in_force(home: Engine, question: str) -> None:
    assert home.decide("school", question, {}, date(1990, 1, 1)).answer.edition == "2020-10-01" or question == "edition"


def test_an_unknown_question_comes_with_the_nearest_known_one(home: Engine) -> None:
    with pytest.raises(UnknownQuestion, match=r"^unknown question `provison`$") as caught:
        home.decide("school", "provison", {}, ON)

    assert (caught.value.name, caught.value.nearest) == ("provison", "provision")
    assert caught.value.known == tuple(home.library.vocabulary.questions)


def test_an_unknown_regulation_is_an_error(home: Engine) -> None:
    with pytest.raises(UnknownRegulation):
        home.decide("schol", "use", {}, ON)


def test_facts_of_another_question_are_refused(home: Engine) -> None:
    with pytest.raises(BadFacts):
        home.decide("school", "use", {"media": "paper"}, ON)


def test_the_facts_of_a_question_are_typed_and_in_the_order_of_the_vocabulary(home: Engine) -> None:
    facts = facts_of_question(home.library.vocabulary, "provision")
    everywhere = list(home.library.vocabulary.facts)

    assert [fact.rank for fact in facts.values()] == [everywhere.index(name) for name in facts]
    assert sorted(facts, key=everywhere.index) == list(facts)
    assert facts["consent"].kind is Kind.FLAG
    assert (facts["contract_concluded"].kind, facts["contract_concluded"].absence) == (Kind.STEP, Absence.OPEN)
    assert (facts["withdrawn_on"].kind, facts["withdrawn_on"].absence) == (Kind.DATE, Absence.NONE)
    assert facts["relation"].values[:2] == ("none", "entrustment")
    assert (facts["subject_age"].least, facts["subject_age"].most) == (
        home.library.vocabulary.facts["subject_age"].least,
        home.library.vocabulary.facts["subject_age"].most,
    )
    assert facts["consent"].values == ()


def test_a_value_that_the_regulation_adds_is_known_there_and_only_there(home: Engine) -> None:
    assert home.decide("school", "provision", {"named_recipient": "museum"}, ON).answer.outcome == "undetermined"
    with pytest.raises(BadFacts):
        home.decide("law", "provision", {"named_recipient": "museum"}, ON)


def test_a_program_carries_the_words_for_everything_an_answer_may_show(home: Engine) -> None:
    program = home.programs.get(home.library.get("school"), "provision", ON).program
    vocabulary = home.library.vocabulary

    assert (program.wording["school:5(1)"].en, program.wording["law:3(1)"].ja) == (
        "No provision without consent.",
        "同意なく第三者に提供してはならない。",
    )
    assert (program.labels["consent"].ja, program.labels["consent"].en) == (
        vocabulary.facts["consent"].ja,
        vocabulary.facts["consent"].en,
    )
    assert (program.labels["named_recipient=museum"].ja, program.labels["named_recipient=museum"].en) == (
        "附属博物館",
        "School museum",
    )
    assert (program.warnings["T-S2"].ja, program.warnings["T-S2"].en) == (
        "寄付の目的は狭い。",
        "The purpose of donations is narrow.",
    )
    assert program.warnings["laxer-than-statute"].en.startswith("The regulation alone")
    assert program.clause_ids == frozenset(home.library.get("school").clauses)
    assert (program.question, program.family, program.resolver) == ("provision", "act", "norms")
    assert (program.regulation.id, program.regulation.edition) == ("school", "2020-10-01")
    assert program.regulation.digest == home.library.get("school").digest
    assert [(each.id, each.edition, each.digest) for each in program.statutes] == [
        ("law", "2020-10-01", home.library.get("law").digest)
    ]


def test_a_label_that_is_missing_is_the_value_itself(home: Engine) -> None:
    program = home.programs.get(home.library.get("school"), "use", ON).program
    values = [label for name, label in program.labels.items() if "=" in name]

    assert all(label.ja and label.en for label in values)


def test_two_statutes_speak_together() -> None:
    answer = ask(
        "use",
        {"urgent": True},
        "",
        "- {clause: law:2, outcome: allow}\n- {clause: law:3, when: {urgent: true}, outcome: deny}",
    )

    assert answer.outcome == "deny"
