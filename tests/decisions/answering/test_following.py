"""What follows: conditions, obligations, notices and records, of the norms whose outcome is the final one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.decisions.inline import ask, conditions, obligations

DENY = """
- clause: school:4
  outcome: deny
  conditions: [obtain_consent]
  obligations: [make_record]
  unless:
    - {clause: school:5, when: {consent: true}, obligations: [keep_record], notices: [letter]}
    - {clause: school:6, when: {urgent: true}, steps: {owner_permitted: [obtain_permission, obtain_approval]}}
"""


def test_a_refusal_names_what_would_change_it() -> None:
    answer = ask("use", {"consent": False, "urgent": False}, DENY)

    assert (answer.outcome, conditions(answer)) == ("deny", ["obtain_consent"])
    assert obligations(answer) == ["make_record"]


def test_a_permission_brings_the_obligations_of_the_exception_that_gave_it() -> None:
    answer = ask("use", {"consent": True}, DENY)

    assert (answer.outcome, conditions(answer), obligations(answer)) == ("allow", [], ["keep_record"])
    assert [(notice.document, notice.clause) for notice in answer.notices] == [("letter", "school:5")]


def test_an_open_step_becomes_its_conditions() -> None:
    answer = ask("use", {"consent": False, "urgent": True}, DENY)

    assert (answer.outcome, conditions(answer)) == ("allow_if", ["obtain_permission", "obtain_approval"])
    assert {task.clause for task in answer.conditions} == {"school:6"}
    assert answer.questions == ()


def test_a_step_done_leaves_no_condition() -> None:
    answer = ask("use", {"consent": False, "urgent": True, "owner_permitted": True}, DENY)

    assert (answer.outcome, conditions(answer), obligations(answer)) == ("allow", [], [])


def test_a_step_refused_or_too_late_is_named_with_the_refusal() -> None:
    answer = ask("use", {"consent": False, "urgent": True, "owner_permitted": False}, DENY)

    assert answer.outcome == "deny"
    assert conditions(answer) == ["obtain_consent", "obtain_permission", "obtain_approval"]


def test_a_step_of_an_exception_that_does_not_hold_is_not_named() -> None:
    answer = ask("use", {"consent": False, "urgent": False, "owner_permitted": False}, DENY)

    assert conditions(answer) == ["obtain_consent"]


@pytest.mark.parametrize(
    ("done", "outcome", "expected"),
    [
        ({}, "allow_if", ["obtain_permission", "file_collection"]),
        ({"parent_procedure": True}, "allow_if", ["conclude_memorandum"]),
        ({"memorandum": True}, "allow_if", ["follow_parent_procedure"]),
        ({"memorandum": False}, "deny", ["conclude_memorandum"]),
        ({"memorandum": True, "parent_procedure": False}, "deny", ["follow_parent_procedure"]),
        ({"memorandum": True, "parent_procedure": True}, "allow", []),
    ],
)
def test_every_step_of_an_exception_is_needed(done: dict[str, bool], outcome: str, expected: list[str]) -> None:
    text = """
    - clause: school:4
      outcome: deny
      unless:
        - clause: school:6
          steps: {parent_procedure: follow_parent_procedure, memorandum: conclude_memorandum}
    """

    answer = ask("provision", done, text)

    assert answer.outcome == outcome
    assert conditions(answer) == (expected if done else ["follow_parent_procedure", "conclude_memorandum"])


DUTY = """
- clause: school:7
  outcome: required
  conditions: [complete_register]
  obligations: [make_record]
  unless: [{clause: school:7, steps: {registered: register_database}, obligations: [keep_record]}]
"""


@pytest.mark.parametrize(
    ("done", "outcome", "named", "owed"),
    [
        (None, "required", [], ["register_database", "keep_record", "make_record"]),
        (True, "not_required", [], ["keep_record"]),
        (False, "required", ["complete_register", "register_database"], ["make_record"]),
    ],
)
def test_the_open_step_of_a_duty_is_an_obligation(
    done: bool | None, outcome: str, named: list[str], owed: list[str]
) -> None:
    answer = ask("register", {"registered": done}, DUTY)

    assert (answer.outcome, conditions(answer), obligations(answer)) == (outcome, named, owed)


def test_the_open_step_of_a_check_becomes_an_obligation_and_the_check_a_duty() -> None:
    text = (
        "- {clause: school:7, outcome: invalid, obligations: [make_record], unless: [{clause: school:7, "
        "steps: {registered: register_database}}]}"
    )

    answer = ask("register", {}, text)

    assert (answer.outcome, obligations(answer)) == ("required", ["register_database"])


def test_in_acts_a_norm_without_outcome_obliges_only_where_the_act_is_allowed() -> None:
    attached = "- {clause: school:5, obligations: [make_record], notices: [letter], records: [{register: uses}]}"

    allowed = ask("use", {}, attached + "\n- {clause: school:4, outcome: allow}")
    denied = ask("use", {}, attached + "\n- {clause: school:4, outcome: deny}")
    escalated = ask("use", {}, attached + "\n- {clause: school:4, outcome: escalate}")

    assert obligations(allowed) == ["make_record"]
    assert [notice.document for notice in allowed.notices] == ["letter"]
    assert [(record.register, record.clause) for record in allowed.records] == [("uses", "school:5")]
    for answer in (denied, escalated):
        assert (obligations(answer), answer.notices, answer.records) == ([], (), ())


def test_elsewhere_a_norm_without_outcome_obliges_wherever_it_is_engaged() -> None:
    text = (
        "- {clause: school:5, when: {unit_refuses: true}, obligations: [make_record]}\n"
        "- {clause: school:4, outcome: not_required}"
    )

    assert obligations(ask("complaint", {"unit_refuses": True}, text)) == ["make_record"]
    assert obligations(ask("complaint", {"unit_refuses": False}, text)) == []
    assert obligations(ask("complaint", {}, text)) == []


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("comply", ["disclose"]), ("comply_partly", ["disclose"]), ("refuse", []), ("escalate", [])],
)
def test_only_if_narrows_to_final_outcomes(outcome: str, expected: list[str]) -> None:
    text = f"""
    - {{clause: school:6, outcome: {outcome}}}
    - {{clause: school:5, only_if: [comply, comply_partly], obligations: [disclose]}}
    """

    assert obligations(ask("request", {}, text)) == expected


@pytest.mark.parametrize(("outcome", "expected"), [("deny", ["make_record"]), ("allow", [])])
def test_only_if_reaches_a_refused_act_too(outcome: str, expected: list[str]) -> None:
    text = (
        f"- {{clause: school:6, outcome: {outcome}}}\n"
        f"- {{clause: school:5, only_if: [deny], obligations: [make_record]}}"
    )

    assert obligations(ask("use", {}, text)) == expected


def test_an_exception_silences_a_norm_without_outcome() -> None:
    text = """
    - {clause: school:4, outcome: allow}
    - {clause: school:5, obligations: [make_record], unless: [{clause: school:6, when: {consent: true}}]}
    """

    assert obligations(ask("use", {"consent": True}, text)) == []
    assert obligations(ask("use", {"consent": False}, text)) == ["make_record"]
    assert obligations(ask("use", {}, text)) == ["make_record"]


def test_the_weaker_permission_of_two_does_not_hide_the_obligations_of_the_other() -> None:
    text = (
        "- {clause: school:4, outcome: deny, unless: [{clause: school:5, steps: {owner_permitted: obtain_permission}}]}"
    )
    law = "- {clause: law:2, outcome: allow, obligations: [make_record]}"

    answer = ask("use", {}, text, law)

    assert (answer.outcome, conditions(answer), obligations(answer)) == (
        "allow_if",
        ["obtain_permission"],
        ["make_record"],
    )


def test_obligations_of_an_outcome_that_did_not_prevail_are_left_out() -> None:
    text = "- {clause: school:4, outcome: allow, obligations: [make_record]}\n- {clause: school:5, outcome: deny}"

    assert obligations(ask("use", {}, text)) == []
    assert (
        obligations(
            ask(
                "use",
                {},
                "- {clause: school:4, outcome: allow, obligations: [make_record]}",
                "- {clause: law:2, outcome: deny}",
            )
        )
        == []
    )


def test_nothing_follows_from_an_open_matter() -> None:
    text = (
        "- {clause: school:4, when: {consent: true}, outcome: allow, obligations: [make_record]}\n"
        "- {clause: school:5, obligations: [keep_record]}\n"
        "- {clause: school:6, when: {consent: false}, outcome: deny, conditions: [obtain_consent]}"
    )

    answer = ask("use", {}, text)

    assert (answer.outcome, conditions(answer), obligations(answer)) == ("undetermined", [], [])


def test_an_obligation_carries_everything_the_data_says() -> None:
    text = """
    - clause: school:4
      outcome: required
      obligations:
        - {kind: make_record, clause: school:5, role: keeper, due_word: promptly, fields: [date, recipient],
             strength: effort,
           due: {from: provided_on, days: 7}, keep: {from: provided_on, years: 3}}
        - keep_record
    """  # fmt: skip
    roles = [{"id": "keeper", "title": {"ja": "情報管理者", "en": "Keeper"}, "clause": "school:3"}]

    full, plain = ask("record", {"provided_on": "2026-05-01"}, text, roles=roles).obligations

    assert (full.kind, full.clause, full.role, full.due_word, full.strength) == (
        "make_record", "school:5", "情報管理者", "promptly", "effort",
    )  # fmt: skip
    assert (full.fields, full.due, full.keep_until) == (("date", "recipient"), date(2026, 5, 8), date(2029, 5, 1))
    assert (plain.kind, plain.clause, plain.role, plain.due_word, plain.strength) == (
        "keep_record", "school:4", None, "none", "duty",
    )  # fmt: skip
    assert (plain.fields, plain.due, plain.keep_until) == ((), None, None)


def test_a_role_the_text_does_not_name_keeps_its_canonical_id() -> None:
    text = "- {clause: school:4, outcome: required, obligations: [{kind: make_record, role: manager}]}"
    canonical = [
        {"id": "keeper", "canonical": "manager", "title": {"ja": "情報管理者", "en": "K"}, "clause": "school:3"}
    ]

    assert [task.role for task in ask("record", {}, text).obligations] == ["manager"]
    assert [task.role for task in ask("record", {}, text, roles=canonical).obligations] == ["情報管理者"]


@pytest.mark.parametrize(("urgent", "expected"), [(True, 1), (False, 0), (None, 0)])
def test_what_follows_only_on_a_condition_of_its_own_needs_it_to_be_true(urgent: bool | None, expected: int) -> None:
    text = """
    - clause: school:4
      outcome: allow
      conditions: [{kind: obtain_consent, when: {urgent: true}}]
      obligations: [{kind: make_record, when: {urgent: true}}]
      notices: [{document: letter, when: {urgent: true}}]
      records: [{register: uses, when: {urgent: true}}]
    """

    answer = ask("use", {"urgent": urgent}, text)

    assert [len(each) for each in (answer.conditions, answer.obligations, answer.notices, answer.records)] == [
        expected
    ] * 4


def test_a_notice_carries_its_items_and_a_record_its_fields_and_retention() -> None:
    text = """
    - clause: school:4
      outcome: required
      notices: [{document: "school:form1", items: [reason, outcome], clause: school:9}, letter]
      records: [{register: uses, fields: [date], clause: school:8, keep: {from: provided_on, years: 1}},
           {register: log}]
    """

    answer = ask("record", {"provided_on": "2026-05-01"}, text)

    form, letter = answer.notices
    assert (form.document, form.items, form.clause) == ("school:form1", ("reason", "outcome"), "school:9")
    assert (letter.document, letter.items, letter.clause) == ("letter", (), "school:4")
    uses, log = answer.records
    assert (uses.register, uses.fields, uses.clause, uses.keep_until) == (
        "uses",
        ("date",),
        "school:8",
        date(2027, 5, 1),
    )
    assert (log.fields, log.clause, log.keep_until) == ((), "school:4", None)


def test_what_both_layers_ask_for_in_the_same_words_is_shown_once() -> None:
    attached = "notices: [{document: letter, clause: school:9}], records: [{register: log, clause: school:9}]"
    text, law = (f"- {{clause: {key}, outcome: required, {attached}}}" for key in ("school:4", "law:2"))

    answer = ask("record", {}, text, law, statute={})

    assert (len(answer.notices), len(answer.records)) == (1, 1)
