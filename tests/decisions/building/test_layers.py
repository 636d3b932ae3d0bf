"""Norms as written become norms as read: selected by day and entity, expanded, their names looked up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.building.layers import BadNorm
from kitei.decisions.deciding import Engine
from tests.decisions.conftest import Edit
from tests.decisions.inline import ON, ask, cited, conditions, lifted_by, shelf

PERIOD = "- {clause: school:4, outcome: deny, KEYS}\n- {clause: school:5, outcome: allow}"


@pytest.mark.parametrize(
    ("keys", "on", "outcome"),
    [
        ("from: 2024-04-01", "2024-03-31", "allow"),
        ("from: 2024-04-01", "2024-04-01", "deny"),
        ("until: 2024-04-01", "2024-03-31", "deny"),
        ("until: 2024-04-01", "2024-04-01", "allow"),
        ("from: 2024-04-01, until: 2025-04-01", "2024-04-01", "deny"),
        ("from: 2024-04-01, until: 2025-04-01", "2025-04-01", "allow"),
    ],
)
def test_a_norm_counts_from_its_first_day_until_the_day_before_its_end(keys: str, on: str, outcome: str) -> None:
    assert ask("use", {}, PERIOD.replace("KEYS", keys), on=date.fromisoformat(on)).outcome == outcome


@pytest.mark.parametrize(
    "where", ["{from: 2024-04-01}", "{until: 2023-01-01}", "{from: 2023-01-01, until: 2023-06-01}"]
)
def test_the_days_of_an_entry_of_each_count_too(where: str) -> None:
    text = f"- {{clause: school:4, outcome: deny, each: [{where}]}}\n- {{clause: school:5, outcome: allow}}"
    home = shelf("use", text)
    days = [date(2022, 1, 1), date(2023, 3, 1), date(2024, 3, 31), date(2024, 4, 1)]
    expected = {
        "{from: 2024-04-01}": ["allow", "allow", "allow", "deny"],
        "{until: 2023-01-01}": ["deny", "allow", "allow", "allow"],
        "{from: 2023-01-01, until: 2023-06-01}": ["allow", "deny", "allow", "allow"],
    }[where]

    assert [home.decide("school", "use", {}, day).answer.outcome for day in days] == expected
    assert [home.decide("school", "use", {}, day).answer.outcome for day in reversed(days)] == expected[::-1]


@pytest.mark.parametrize(
    ("entity", "outcome"), [("private_school_corporation", "deny"), ("national_university_corporation", "allow")]
)
def test_a_norm_of_the_statute_may_bind_one_type_of_entity_only(entity: str, outcome: str) -> None:
    law = "- {clause: law:7, entity: private_school_corporation, outcome: deny}\n- {clause: law:2, outcome: allow}"

    assert ask("use", {}, "", law, entity_type=entity).outcome == outcome


def test_a_norm_of_another_question_does_not_count() -> None:
    text = "- {clause: school:4, question: provision, outcome: deny}\n- {clause: school:5, outcome: allow}"

    assert ask("use", {}, text).outcome == "allow"


def test_each_makes_one_norm_of_every_entry_laid_over_the_norms_own_keys() -> None:
    text = """
    - clause: school:8
      outcome: invalid
      warnings: [T-A1]
      each:
        - {clause: school:8(1), when: {clauses: {lacks: confidentiality}}, conditions: [add_clauses]}
        - {when: {clauses: {lacks: term}}, conditions: [{kind: add_clauses, clause: school:8(2)}], warnings: [T-A2]}
    """
    program = (
        shelf("contract", text).programs.get(shelf("contract", text).library.get("school"), "contract", ON).program
    )

    assert [norm.id for norm in program.text.norms] == ["n1-1", "n1-2"]
    neither = ask("contract", {"clauses": []}, text)
    assert cited(neither) == [("school:8(1)", "requires"), ("school:8", "requires")]
    assert [task.clause for task in neither.conditions] == ["school:8(1)", "school:8(2)"]
    assert neither.warnings == ("T-A1", "T-A2")
    one = ask("contract", {"clauses": ["confidentiality"]}, text)
    assert (cited(one), one.warnings) == ([("school:8", "requires")], ("T-A2",))


def test_an_entry_of_each_may_carry_its_own_exceptions() -> None:
    text = "- {clause: school:4, outcome: deny, each: [{unless: [{clause: school:5, when: {consent: true}}]}]}"

    assert lifted_by(ask("use", {"consent": True}, text)) == [("school:5", "permits")]


DEFINITIONS = {
    "agreed": {"when": {"consent": True}},
    "urgent_or_agreed": {"when": {"any": [{"is": "agreed"}, {"urgent": True}]}},
}


def test_a_definition_may_use_another_one() -> None:
    text = (
        "- {clause: school:4, when: {is: urgent_or_agreed}, outcome: allow}\n"
        "- {clause: school:5, when: {not: {is: urgent_or_agreed}}, outcome: deny}"
    )

    for facts, expected in (({"consent": True}, "allow"), ({"consent": False, "urgent": False}, "deny")):
        assert ask("use", facts, text, definitions=DEFINITIONS).outcome == expected


def test_the_definition_of_a_statute_is_called_by_the_statutes_name() -> None:
    text = "- {clause: school:4, when: {is: law/urgent_or_agreed}, outcome: deny}\n- {clause: school:5, outcome: allow}"
    own = {"agreed": {"when": {"improper": True}}}

    answer = ask("use", {"consent": True}, text, definitions=own, statute={"definitions": DEFINITIONS})

    assert answer.outcome == "deny"


def test_the_norms_of_a_statute_find_the_definitions_of_their_own_text() -> None:
    law = "- {clause: law:2, when: {is: agreed}, outcome: deny}\n- {clause: law:3, outcome: allow}"

    answer = ask("use", {"consent": True}, "", law, definitions={}, statute={"definitions": DEFINITIONS})

    assert answer.outcome == "deny"


def test_a_statute_asked_directly_calls_itself_by_name_too() -> None:
    text = "- {clause: school:4, when: {is: school/agreed}, outcome: deny}\n- {clause: school:5, outcome: allow}"

    assert (
        ask("use", {"consent": True}, text, with_law=False, kind="statute", definitions=DEFINITIONS).outcome == "deny"
    )


PURPOSES: list[dict[str, Any]] = [
    {"clause": "school:2(1)", "persons": ["student", "guarantor"], "activities": ["fees", "scholarship"]},
    {"clause": "school:2(2)", "persons": ["donor"], "activities": ["donations"], "warnings": ["T-A1"]},
    {"clause": "school:2(3)", "persons": ["student"], "activities": [], "catch_all": True, "warnings": ["T-A2"]},
]


@pytest.mark.parametrize(
    ("kinds", "activity", "recorded", "outcome", "by", "warned"),
    [
        (["student"], "fees", None, "allow", ["school:2(1)"], ()),
        (["vendor", "guarantor"], "scholarship", None, "allow", ["school:2(1)"], ()),
        (["donor"], "donations", None, "allow", ["school:2(2)"], ("T-A1",)),
        (["donor"], "fees", None, "deny", [], ()),
        (["vendor"], "fees", None, "deny", [], ()),
        (["student"], "events", None, "allow_if", ["school:2(3)"], ("T-A2",)),
        (["student"], "events", True, "allow", ["school:2(3)"], ("T-A2",)),
        (["student"], "events", False, "deny", [], ()),
    ],
)
def test_every_stated_purpose_is_an_exception_and_a_catch_all_wants_its_reason_written_down(
    kinds: list[str], activity: str, recorded: bool | None, outcome: str, by: list[str], warned: tuple[str, ...]
) -> None:
    facts = {"subject_kinds": kinds, "activity": activity, "necessity_recorded": recorded}

    answer = ask("purpose", facts, "- {clause: school:2, outcome: deny, purposes: true}", purposes=PURPOSES)

    assert (answer.outcome, [clause for clause, _ in lifted_by(answer)], answer.warnings) == (outcome, by, warned)
    wanted = [("record_necessity", "school:2(3)")] if outcome != "allow" and activity == "events" else []
    assert [(task.kind, task.clause) for task in answer.conditions] == wanted


def test_a_stated_purpose_lifts_an_escalation_too() -> None:
    facts = {"subject_kinds": ["student"], "activity": "fees"}

    answer = ask("purpose", facts, "- {clause: school:2, outcome: escalate, purposes: true}", purposes=PURPOSES)

    assert answer.outcome == "allow"


def test_a_stated_purpose_of_a_statute_opens_no_closed_list() -> None:
    facts = {"subject_kinds": ["student"], "activity": "fees"}
    law = "- {clause: law:2, outcome: deny, purposes: true}"
    stated = [{**PURPOSES[0], "clause": "law:9"}]

    answer = ask("purpose", facts, "- {clause: school:2, outcome: deny}", law, statute={"purposes": stated})

    assert (answer.outcome, answer.statute_says) == ("deny", "allow")


def test_purposes_count_only_where_a_norm_calls_for_them() -> None:
    facts = {"subject_kinds": ["student"], "activity": "fees"}

    assert ask("purpose", facts, "- {clause: school:2, outcome: deny}", purposes=PURPOSES).outcome == "deny"


def test_an_exception_may_give_an_outcome_of_its_own() -> None:
    text = (
        "- {clause: school:6, outcome: refuse, unless: [{clause: school:5, when: {exists: true}, "
        "outcome: comply_partly}]}"
    )

    assert ask("request", {"exists": True}, text).outcome == "comply_partly"


@pytest.mark.parametrize(
    ("ground", "urgent", "outcome"), [(True, True, "allow"), (True, False, "deny"), (False, True, "deny")]
)
def test_an_exception_by_ground_needs_the_ground_asserted_and_its_condition_true(
    ground: bool, urgent: bool, outcome: str
) -> None:
    text = "- {clause: school:4, outcome: deny, unless: [{clause: school:5, ground: vital, when: {urgent: true}}]}"

    assert ask("use", {"grounds": ["vital"] if ground else [], "urgent": urgent}, text).outcome == outcome


def test_an_exception_may_want_both_a_claim_and_a_ground() -> None:
    text = (
        "- {clause: school:4, outcome: deny, unless: [{clause: school:5, ground: law, claimed: {law_compels: true}}]}"
    )
    outcomes = {
        (ground, compels): ask("use", {"grounds": ["law"] if ground else [], "law_compels": compels}, text).outcome
        for ground in (True, False)
        for compels in (True, False)
    }

    assert [case for case, outcome in outcomes.items() if outcome == "allow"] == [(True, True)]


WHEN = "when: {improper: true}, outcome: deny}"

BAD: list[tuple[str, str, str, str | None, str]] = [
    # in law/norms.yaml: replaced by; problem, nearest, place
    (WHEN, "when: {imporper: true}, outcome: deny}", "unknown fact `imporper`", "improper", "norms.0.when.imporper"),
    (WHEN, "when: {improper: 1}, outcome: deny}", "`1` does not test", None, "norms.0.when.improper"),
    (WHEN, "when: {all: [{improper: true}, {is: nothing}]}, outcome: deny}", "unknown definition `nothing`", None,
         "norms.0.when.all.1.is"),
    (WHEN, "when: {is: other/abroad_without_consent}, outcome: deny}", "unknown definition `other/abroad", None,
         "norms.0.when.is"),
    (WHEN, "when: {is: abroad_without_consent}, outcome: deny}", "unknown fact `abroad`", None,
         "definitions.abroad_without_consent.abroad"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', when: {consnet: true}}]}", "unknown fact `consnet`", "consent",
         "norms.0.unless.0.when.consnet"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', claimed: {consnet: true}}]}", "unknown fact `consnet`", "consent",
         "norms.0.unless.0.claimed.consnet"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', ground: vitel}]}", "`vitel` is no value", "vital",
         "norms.0.unless.0.ground.grounds"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', steps: {consent: obtain_consent}}]}", "`consent` is no step",
         None, "norms.0.unless.0.steps"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', steps: {owner_permited: obtain_consent}}]}",
         "unknown fact `owner_permited`", "owner_permitted", "norms.0.unless.0.steps"),
    (WHEN,
         "outcome: deny, unless: [{clause: 'law:2', steps: {owner_permitted: {kind: obtain_consent, when: {x: 1}}}}]}",
         "unknown fact `x`", None, "norms.0.unless.0.steps.owner_permitted.0.when.x"),
    (WHEN, "outcome: deny, unless: [{clause: 'law:2', obligations: {kind: make_record, when: {x: 1}}}]}",
         "unknown fact `x`", None, "norms.0.unless.0.obligations.0.when.x"),
    (WHEN, "outcome: deny, conditions: [make_record, {kind: make_record, when: {x: 1}}]}", "unknown fact `x`", None,
         "norms.0.conditions.1.when.x"),
    (WHEN, "outcome: deny, obligations: [{kind: make_record, due: {from: known, days: 1}}]}", "unknown fact `known`",
         None, "norms.0.obligations.0.from"),
    (WHEN, "outcome: deny, obligations: [{kind: make_record, due: {year: consnet, on: 10-15}}]}",
         "unknown fact `consnet`", "consent", "norms.0.obligations.0.year"),
    (WHEN, "outcome: deny, obligations: [{kind: make_record, keep: {from: consent, days: 1}}]}", "`consent` is no date",
         None, "norms.0.obligations.0.from"),
    (WHEN, "outcome: deny, notices: [{document: letter, when: {x: 1}}]}", "unknown fact `x`", None,
         "norms.0.notices.when.x"),
    (WHEN, "outcome: deny, records: [{register: log, when: {x: 1}}]}", "unknown fact `x`", None,
         "norms.0.records.when.x"),
    (WHEN, "outcome: deny, records: [{register: log, keep: {from: x, days: 1}}]}", "unknown fact `x`", None,
         "norms.0.records.from"),
    (WHEN, "outcome: deny, each: [{}, {when: {x: 1}}]}", "unknown fact `x`", None, "norms.0.each.1.when.x"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem", "nearest", "place"), BAD)
def test_a_norm_that_cannot_be_read_is_named_with_file_line_and_place(
    edited: Edit, old: str, new: str, problem: str, nearest: str | None, place: str
) -> None:
    home = edited("law/norms.yaml", old, new)

    with pytest.raises(BadNorm) as caught:
        home.decide("school", "use", {}, ON)

    error = caught.value
    assert error.regulation.id == "law"
    assert (problem in error.problem, error.nearest) == (True, nearest)
    assert ".".join(map(str, error.place)).endswith(place)
    line = next(number for number, text in enumerate(written(home, "law"), start=1) if "id: no-unjust-use" in text)
    assert str(error).endswith(f"law/norms.yaml:{line}: {error.problem}; expected {error.expected}")


def test_the_line_named_is_that_of_the_exception(edited: Edit) -> None:
    home = edited("school/norms.yaml", "ground: vital, when: {urgent: true}", "ground: vital, when: {urgentt: true}")

    with pytest.raises(BadNorm) as caught:
        home.decide("school", "use", {}, ON)

    line = next(number for number, text in enumerate(written(home, "school"), start=1) if "urgentt" in text)
    assert f"school/norms.yaml:{line}: unknown fact `urgentt`" in str(caught.value)


def written(home: Engine, name: str) -> list[str]:
    return (home.library.folder / name / "norms.yaml").read_text(encoding="utf-8").splitlines()


def test_a_ground_needs_a_question_that_asks_for_grounds() -> None:
    text = "- {clause: school:11, outcome: required, unless: [{clause: school:12, ground: law}]}"

    with pytest.raises(BadNorm, match=r"the question has no `grounds`; expected `claimed`"):
        ask("complaint", {}, text)


def test_a_step_is_looked_for_among_the_steps_of_the_question() -> None:
    text = "- {clause: school:4, outcome: deny, unless: [{clause: school:5, steps: {consent: obtain_consent}}]}"

    with pytest.raises(BadNorm, match=r"`consent` is no step; expected owner_permitted$"):
        ask("use", {}, text)


def test_a_definition_that_means_itself_is_an_error(edited: Edit) -> None:
    home = edited("law/norms.yaml", "definitions:", "definitions:\n  loop: {when: {is: loop}}")
    path = home.library.folder / "law/norms.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(WHEN, "when: {is: loop}, outcome: deny}"), encoding="utf-8"
    )

    with pytest.raises(BadNorm, match=r"`loop` is defined by itself; expected other definitions$"):
        home.decide("school", "use", {}, ON)


@pytest.mark.parametrize(
    ("entry", "problem", "nearest"),
    [
        ("{clauze: school:5}", "`clauze` in an entry of `each`: Extra inputs are not permitted", "clause"),
        ("{form: 2024-04-01}", "`form` in an entry of `each`: Extra inputs are not permitted", "from"),
        ("{from: never}", "`from` in an entry of `each`: Input should be a valid date", "from"),
    ],
)
def test_an_entry_of_each_that_is_no_norm_is_named(entry: str, problem: str, nearest: str) -> None:
    with pytest.raises(BadNorm, match=r"; expected the keys of a norm$") as caught:
        ask("use", {}, f"- {{clause: school:4, outcome: deny, each: [{entry}]}}")

    assert caught.value.problem.startswith(problem)
    assert (caught.value.place, caught.value.nearest) == (("norms", 0, "each"), nearest)


def test_conditions_and_steps_rest_on_their_own_clause_unless_they_name_another() -> None:
    text = """
    - clause: [school:4, school:4.s2]
      outcome: deny
      conditions: [obtain_consent]
      unless: [{clause: [school:5, school:6], steps: {owner_permitted: [obtain_permission, {kind: make_record,
           clause: school:9}]}}]
    """

    refused = ask("use", {"owner_permitted": False}, text)

    assert conditions(refused) == ["obtain_consent", "obtain_permission", "make_record"]
    assert [task.clause for task in refused.conditions] == ["school:4", "school:5", "school:9"]
