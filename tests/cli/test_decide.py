"""`kitei decide`: an answer in the contract's form, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Ask, Run

KEYS = [
    "regulation", "edition", "statutes", "on", "question", "outcome", "regulation_says", "statute_says", "basis",
    "because", "exceptions", "conditions", "obligations", "records", "deadlines", "notices", "questions",
    "escalate_to", "warnings",
]  # fmt: skip


def test_json_has_the_keys_of_the_contract_in_its_order(kitei: Run, question: Ask) -> None:
    done = kitei("decide", str(question()), "--json")

    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(answer) == KEYS
    assert (answer["outcome"], answer["basis"]) == ("deny", "text")
    assert answer["edition"] == "2015-11-10"
    assert answer["statutes"] == [{"id": "appi", "edition": "2022-04-01"}]
    assert next(cite["clause"] for cite in answer["because"]) == "josai:11(1)"


def test_people_read_the_reasons_in_their_language(kitei: Run, question: Ask) -> None:
    japanese, english = kitei("decide", str(question())), kitei("decide", str(question()), "--lang", "en")

    assert "できない" in japanese.stdout
    assert "Not allowed" in english.stdout
    assert "josai:11(1)" in english.stdout


def test_the_command_line_overrides_the_file(kitei: Run, question: Ask) -> None:
    done = kitei("decide", str(question()), "--json", "--regulation", "iuj", "--on", "令和8年6月1日")

    answer = json.loads(done.stdout)
    assert (answer["regulation"], answer["on"]) == ("iuj", "2026-06-01")


def test_all_sets_the_universities_side_by_side(kitei: Run, question: Ask) -> None:
    done = kitei("decide", str(question()), "--all", "--json")

    assert {answer["regulation"] for answer in json.loads(done.stdout)} == {
        "muroran-it", "shibaura-it", "iuj", "josai", "nihon-cst",
    }  # fmt: skip


def test_all_shows_an_institution_that_is_not_in_force_as_such(kitei: Run, question: Ask) -> None:
    done = kitei("decide", str(question()), "--all", "--json", "--on", "2022-05-01")

    by_name = {answer["regulation"]: answer for answer in json.loads(done.stdout)}
    assert done.exit_code == 0
    assert by_name["muroran-it"] == {
        "regulation": "muroran-it", "on": "2022-05-01", "error": "not_in_force", "editions": ["2022-10-31"],
    }  # fmt: skip
    assert by_name["josai"]["outcome"] == "deny"


def test_undetermined_is_no_error(kitei: Run, question: Ask) -> None:
    done = kitei("decide", str(question(facts={})), "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["outcome"] == "undetermined"


def test_a_folder_given_by_path_answers_too(kitei: Run, question: Ask) -> None:
    folder = Path(__file__).parents[2] / "src/kitei/regulations/library/josai"

    done = kitei("decide", str(question()), "--json", "--regulation", str(folder))

    assert json.loads(done.stdout)["outcome"] == "deny"
