"""Whole answers in the contract's JSON form (§5), and what a program's answers can depend on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kitei.decisions.deciding import Engine, engine
from kitei.decisions.evaluating.columns import by_column, duties_of
from kitei.regulations.library import LIBRARY_FOLDER
from kitei.regulations.yamlfile import read_yaml
from tests.decisions.inline import ON, shelf

KEYS = [
    "regulation", "edition", "statutes", "on", "question", "outcome", "regulation_says", "statute_says", "basis",
    "because", "exceptions", "conditions", "obligations", "records", "deadlines", "notices", "questions",
    "escalate_to", "warnings",
]  # fmt: skip
ANSWERS = read_yaml(Path(__file__).parent / "answers.yaml").data


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case["name"])
def test_an_answer_as_json(home: Engine, case: dict[str, Any]) -> None:
    answer = home.decide("school", case["question"], case["facts"], ON).answer.to_json()

    for asked in answer["questions"]:  # in the words of the vocabulary, which may change
        assert asked.pop("ja")
        assert asked.pop("en")
    assert list(answer) == KEYS
    assert json.loads(json.dumps(answer)) == json.loads(case["answer"])


def test_by_default_the_library_that_ships_with_kitei_is_asked() -> None:
    assert engine().library.folder == LIBRARY_FOLDER


EVERYWHERE = """
- clause: school:4
  when: {within_purpose: true}
  outcome: deny
  conditions: [{kind: obtain_consent, when: {subject_age: {below: 18}}}]
  obligations: [{kind: make_record, when: {necessary: true}}]
  notices: [{document: letter, when: {improper: true}}]
  records: [{register: log, when: {urgent: true}}]
  unless:
    - clause: school:5
      claimed: {law_compels: true}
      when: {consent: true}
      steps: {owner_permitted: {kind: obtain_permission, when: {owner_unit: other}}}
      obligations: [{kind: keep_record, when: {joint_research: true}}]
      notices: [{document: letter, when: {unjust_infringement: true}}]
      records: [{register: log, when: {consent_difficult: true}}]
"""


def test_every_predicate_of_a_program_is_a_column_that_its_answers_can_depend_on() -> None:
    law = "- {clause: law:2, when: {grounds: {has_any: [law, vital]}}}"
    home = shelf("use", EVERYWHERE, law)
    program = home.programs.get(home.library.get("school"), "use", ON).program

    columns = by_column(program)

    assert sorted(columns) == sorted(
        [
            "within_purpose", "subject_age", "necessary", "improper", "urgent", "law_compels", "consent", "owner_unit",
            "owner_permitted", "joint_research", "unjust_infringement", "consent_difficult", "grounds",
        ]
    )  # fmt: skip
    assert len(columns["grounds"]) == 2
    assert all(fact == looked_at.id for fact, found in columns.items() for each in found for looked_at in [each.fact])
    assert [duty.kind for duty in duties_of(program)] == [
        "obtain_consent", "make_record", "keep_record", "obtain_permission",
    ]  # fmt: skip


def test_a_comparison_belongs_to_the_columns_of_both_its_facts() -> None:
    home = shelf("meeting", "- {clause: school:4, when: {votes_for: {above: members/2}}, outcome: valid}")
    program = home.programs.get(home.library.get("school"), "meeting", ON).program

    columns = by_column(program)

    assert sorted(columns) == ["members", "votes_for"]
    assert columns["votes_for"] == columns["members"]
