"""Cases with expected answers: each thing expected that an answer does not show is named, and only that."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Engine
from kitei.decisions.golden import BadCase, Difference, differences, is_at_or_below, judge, read_cases
from tests.decisions.inline import ON, ask

TEXT = """
- clause: [school:4(1), school:3]
  outcome: deny
  warnings: [T-A1]
  conditions: [obtain_consent]
  obligations: [{kind: make_record, clause: school:8, due_word: promptly, due: {from: provided_on, days: 7},
       keep: {from: provided_on, years: 3}}]
  notices: [{document: letter, clause: school:9}]
  records: [{register: log, keep: {from: provided_on, years: 5}}]
"""
OPEN = "- {clause: school:4, when: {consent: true}, outcome: deny}\n- {clause: school:5, outcome: allow}"


def answer() -> Answer:
    return ask("provision", {"provided_on": "2026-05-01"}, TEXT)


SHOWN: list[dict[str, Any]] = [
    {},
    {"outcome": "deny", "regulation_says": "deny", "statute_says": "silent", "basis": "text", "edition": "2020-04-01"},
    {"escalate_to": None},
    {"cites": ["school:4", "school:4(1)", "school:8", "school:3"]},
    {"obligations": ["make_record"], "conditions": ["obtain_consent"], "notices": ["letter"], "warnings": ["T-A1"]},
    {"missing": ["school:4(1)"]},
    {"questions": []},
    {"due": {"make_record": "2026-05-08"}},
    {"due": {"make_record": [date(2026, 5, 8)]}},
    {"due": {"obtain_consent": []}},
    {"due_word": "promptly"},
    {"due_word": "none"},
    {"keep_until": "2029-05-01"},
    {"keep_until": date(2031, 5, 1)},
    {"contestable": True},
]


@pytest.mark.parametrize("expect", SHOWN)
def test_what_an_answer_shows_is_no_difference(expect: dict[str, Any]) -> None:
    assert list(differences(expect, answer())) == []


CITED = ["school:3", "school:4(1)", "school:8"]
MISSED: list[tuple[dict[str, Any], Difference]] = [
    ({"outcome": "allow"}, Difference("outcome", "allow", "deny")),
    ({"regulation_says": "allow"}, Difference("regulation_says", "allow", "deny")),
    ({"statute_says": "deny"}, Difference("statute_says", "deny", "silent")),
    ({"basis": "gap"}, Difference("basis", "gap", "text")),
    ({"edition": "2009-04-01"}, Difference("edition", "2009-04-01", "2020-04-01")),
    ({"escalate_to": "chair"}, Difference("escalate_to", "chair", None)),
    ({"cites": ["school:4(1)(2)"]}, Difference("cites", "school:4(1)(2)", CITED)),
    ({"cites": ["school:4(1)", "law:2"]}, Difference("cites", "law:2", CITED)),
    ({"obligations": ["make_record", "erase"]}, Difference("obligations", "erase", ["make_record"])),
    ({"conditions": ["erase"]}, Difference("conditions", "erase", ["obtain_consent"])),
    ({"notices": ["school:form1"]}, Difference("notices", "school:form1", ["letter"])),
    ({"warnings": ["T-A2"]}, Difference("warnings", "T-A2", ["T-A1"])),
    ({"missing": ["school:8"]}, Difference("missing", "school:8", ["school:4(1)"])),
    ({"questions": ["consent"]}, Difference("questions", ["consent"], [])),
    ({"due": {"make_record": "2026-05-09"}}, Difference("due.make_record", ["2026-05-09"], ["2026-05-08"])),
    ({"due": {"make_record": ["2026-05-08", "2026-05-09"]}}, Difference("due.make_record", ["2026-05-08", "2026-05-09"],
         ["2026-05-08"])),
    ({"due": {"obtain_consent": "2026-05-08"}}, Difference("due.obtain_consent", ["2026-05-08"], [])),
    ({"due_word": "immediately"}, Difference("due_word", "immediately", ["none", "promptly"])),
    ({"keep_until": "2030-05-01"}, Difference("keep_until", "2030-05-01", ["2029-05-01", "2031-05-01"])),
]  # fmt: skip


@pytest.mark.parametrize(("expect", "missed"), MISSED)
def test_what_it_does_not_show_is_named_with_what_it_shows(expect: dict[str, Any], missed: Difference) -> None:
    assert list(differences(expect, answer())) == [missed]


def test_the_questions_expected_are_a_set_and_complete() -> None:
    asked = ask("use", {}, OPEN)

    assert list(differences({"questions": ["consent"]}, asked)) == []
    assert list(differences({"questions": []}, asked)) == [Difference("questions", [], ["consent"])]
    assert list(differences({"questions": ["urgent", "consent"]}, asked)) == [
        Difference("questions", ["consent", "urgent"], ["consent"])
    ]


@pytest.mark.parametrize(
    ("clause", "wanted", "expected"),
    [
        ("appi:27(1)", "appi:27(1)", True),
        ("appi:27(1)(1)", "appi:27(1)", True),
        ("appi:27.s1", "appi:27", True),
        ("appi:27", "appi:27(1)", False),
        ("appi:271", "appi:27", False),
        ("appi:27-2", "appi:27", False),
    ],
)
def test_a_clause_below_the_one_wanted_counts_for_it(clause: str, wanted: str, *, expected: bool) -> None:
    assert is_at_or_below(clause, wanted) is expected


CASES = """
- id: P1
  title: Without consent
  question: provision
  on: 2026-05-11
  facts: {consent: false}
  expect:
    school: {outcome: deny}
    law: {outcome: deny, contestable: true}

- {id: 2, question: use, on: 2026-05-11, facts: null, expect: {school: {}}}
"""


def test_a_case_is_one_for_each_institution_it_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, second = tmp_path / "a.yaml", tmp_path / "b/c.yaml"
    first.write_text(CASES, encoding="utf-8")
    second.write_text("[]", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no case", encoding="utf-8")

    one, other, third = read_cases(tmp_path)

    assert (one.id, one.title, one.question, one.on) == ("P1", "Without consent", "provision", ON)
    assert (one.facts, one.regulation, one.expect) == ({"consent": False}, "school", {"outcome": "deny"})
    assert (one.file, one.line, one.contestable) == (first, 2, False)
    assert (other.regulation, other.contestable, other.line) == ("law", True, 2)
    assert (third.id, third.title, third.facts, third.line) == ("2", "", {}, 11)
    assert [case.id for case in read_cases(first)] == ["P1", "P1", "2"]


@pytest.mark.parametrize(
    ("written", "line", "problem"),
    [
        ("id: P1\n", 1, "a list of cases is expected"),
        ("\n- 3\n", 2, "a case needs `id`, `question`, `on`, `facts` and `expect`"),
        ("- {id: a, question: use, on: 2026-01-01}\n", 1, "a case needs `id`, `question`, `on`, `facts` and `expect`"),
        ("- id: a\n  question: use\n  expect: {}\n", 1, "`on` is no day"),
        ("- id: a\n  question: use\n  expect: {}\n  on: 2026-02-30\n", 4, "`on` is no day"),
    ],
)
def test_a_file_that_holds_no_cases_is_named_with_its_line(
    tmp_path: Path, written: str, line: int, problem: str
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(written, encoding="utf-8")

    with pytest.raises(BadCase) as caught:
        list(read_cases(file))

    assert (caught.value.file, caught.value.line, caught.value.problem) == (file, line, problem)
    assert str(caught.value) == f"{file}:{line}: {problem}"


def test_a_case_is_judged_by_deciding_it(home: Engine, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(
        CASES.replace("{consent: false}", "{consent: false, relation: none, grounds: []}"), encoding="utf-8"
    )
    one, *_ = read_cases(file)

    verdict = judge(home, one)

    assert verdict.passed
    assert verdict.decision is not None
    assert verdict.decision.answer.outcome == "deny"
    assert verdict.case is one


def test_a_case_with_another_answer_has_not_passed(home: Engine, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES, encoding="utf-8")
    one, *_ = read_cases(file)

    verdict = judge(home, one)

    assert verdict.differences == (Difference("outcome", "deny", "undetermined"),)
    assert not verdict.passed


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("consent: false", "consnet: false", "facts.consnet"),
        ("question: provision", "question: provison", "`provison`"),
        ("2026-05-11", "2001-01-01", "not in force on 2001-01-01"),
    ],
)
def test_a_case_that_cannot_be_decided_has_not_passed(
    home: Engine, tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES.replace(old, new), encoding="utf-8")
    one, *_ = read_cases(file)

    verdict = judge(home, one)

    assert (verdict.passed, verdict.decision, verdict.case) == (False, None, one)
    (missed,) = verdict.differences
    assert (missed.key, missed.expected) == ("error", "an answer")
    assert wrong in str(missed.got)
