"""A question is read as the contract (§1) writes it, and nothing else is a question."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitei.decisions.questions import BadQuestion, Question, question_from, read_question
from kitei.predicates.facts import FactFault
from kitei.regulations.yamlfile import UnreadableFile

WHOLE = {"regulation": "school", "on": "2026-05-11", "question": "use", "facts": {"consent": True}}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (WHOLE, Question("use", {"consent": True}, "school", date(2026, 5, 11))),
        ({**WHOLE, "on": "令和8年5月11日"}, Question("use", {"consent": True}, "school", date(2026, 5, 11))),
        ({**WHOLE, "on": date(2026, 5, 11)}, Question("use", {"consent": True}, "school", date(2026, 5, 11))),
        ({"question": "use"}, Question("use", {}, None, None)),
        ({"question": "use", "facts": None, "on": None, "regulation": None}, Question("use", {}, None, None)),
    ],
)
def test_a_question_may_leave_the_regulation_and_the_day_to_the_command_line(
    raw: dict[str, Any], expected: Question
) -> None:
    assert question_from(raw) == expected


KEYS = "regulation, on, question, facts"
FAULTS: list[tuple[object, list[FactFault]]] = [
    ([1], [FactFault("$", "bad_value:list", "{regulation, on, question, facts}")]),
    ("use", [FactFault("$", "bad_value:str", "{regulation, on, question, facts}")]),
    ({}, [FactFault("question", "missing", "provision, request, breach-report …")]),
    ({"question": 3}, [FactFault("question", "missing", "provision, request, breach-report …")]),
    ({"question": "use", "regulaton": "x"}, [FactFault("regulaton", "unknown_key", KEYS, "regulation")]),
    ({"question": "use", "zzz": 1}, [FactFault("zzz", "unknown_key", KEYS)]),
    ({"question": "use", "facts": []}, [FactFault("facts", "bad_value:[]", "{fact: value}")]),
    ({"question": "use", "regulation": 5}, [FactFault("regulation", "bad_value:5", "kitei regulation list")]),
    (
        {"question": "use", "on": 5, "facts": "x", "extra": 1},
        [
            FactFault("extra", "unknown_key", KEYS),
            FactFault("facts", "bad_value:'x'", "{fact: value}"),
            FactFault("on", "bad_day:", "2026-05-11 / 令和8年5月11日"),
        ],
    ),
]


@pytest.mark.parametrize(("raw", "expected"), FAULTS)
def test_everything_wrong_with_a_question_is_named_at_once(raw: object, expected: list[FactFault]) -> None:
    with pytest.raises(BadQuestion) as caught:
        question_from(raw, "q.json")

    faults = caught.value.faults
    assert caught.value.file == "q.json"
    assert [(f.path, f.expected, f.nearest) for f in faults] == [(f.path, f.expected, f.nearest) for f in expected]
    assert all(fault.problem.startswith(wanted.problem) for fault, wanted in zip(faults, expected, strict=True))
    assert str(caught.value) == "; ".join(f"{fault.path}: {fault.problem}" for fault in faults)


def test_an_impossible_day_is_explained_in_both_languages() -> None:
    with pytest.raises(BadQuestion) as caught:
        question_from({"question": "use", "on": "2026-02-30"})

    (fault,) = caught.value.faults
    assert fault.problem.startswith("bad_day:`2026-02-30` という日はありません")
    assert "|`2026-02-30`: no such day" in fault.problem
    assert caught.value.file is None


@pytest.mark.parametrize("key", ["facts", "regulation"])
def test_a_long_value_is_cut_short_in_the_message(key: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        question_from({"question": "use", key: ["x" * 500]})

    assert len(caught.value.faults[0].problem) == 80


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("q.json", json.dumps(WHOLE)),
        ("q.yaml", "regulation: school\non: 2026-05-11\nquestion: use\nfacts: {consent: true}\n"),
    ],
)
def test_a_question_file_is_json_or_yaml(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")

    assert read_question(file) == Question("use", {"consent": True}, "school", date(2026, 5, 11))


def test_a_bad_question_names_its_file(tmp_path: Path) -> None:
    file = tmp_path / "q.yaml"
    file.write_text("- 1\n", encoding="utf-8")

    with pytest.raises(BadQuestion) as caught:
        read_question(file)

    assert caught.value.file == str(file)


def test_a_question_is_never_larger_than_a_person_would_write(tmp_path: Path) -> None:
    file = tmp_path / "q.yaml"
    file.write_text("# " + "x" * 999_999, encoding="utf-8")

    with pytest.raises(UnreadableFile) as caught:
        read_question(file)

    assert caught.value.problem == "too_large"
    file.write_text("question: use\n#" + "x" * 999_980, encoding="utf-8")
    assert read_question(file).question == "use"
