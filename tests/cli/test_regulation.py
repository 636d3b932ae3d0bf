"""`kitei regulation`: list, show, check, compare, schema; and `golden`, `tour`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kitei.regulations.library import LIBRARY_FOLDER, Library
from tests.cli.conftest import Run

FLAT = ["id", "kind", "parent", "title_ja", "title_en", "paraphrase_ja", "paraphrase_en", "norms"]


def test_the_list_names_the_universities_before_the_statute(kitei: Run) -> None:
    listed = [each["id"] for each in json.loads(kitei("regulation", "list", "--json").stdout)]

    assert listed == ["iuj", "josai", "muroran-it", "nihon-cst", "shibaura-it", "appi"]


def test_show_gives_the_clause_tree_flat(kitei: Run) -> None:
    clauses = json.loads(kitei("regulation", "show", "josai", "--json").stdout)

    by_id = {clause["id"]: clause for clause in clauses}
    assert set(FLAT) <= set(clauses[0])
    assert by_id["josai:8(1)(2)"]["parent"] == "josai:8(1)"
    assert by_id["josai:8(1)(3)"]["deleted"] is True
    assert by_id["josai:11(1)"]["norms"]


def test_show_explains_one_clause(kitei: Run) -> None:
    done = kitei("regulation", "show", "josai", "josai:11", "--lang", "en")

    assert "josai:11(1)" in done.stdout
    assert "josai:12(1)" not in done.stdout


def test_an_unknown_clause_is_answered_with_the_nearest(kitei: Run) -> None:
    done = kitei("regulation", "show", "josai", "josai:111(1)", "--lang", "en")

    assert done.exit_code == 2
    assert "did you mean" in done.stderr


def test_compare_shows_where_two_regulations_part(kitei: Run) -> None:
    found = json.loads(kitei("regulation", "compare", "josai", "iuj", "--topic", "take-out", "--json").stdout)

    assert found[0]["differs"] is True
    assert (found[0]["josai"]["state"], found[0]["iuj"]["state"]) == ("ruled", "silent")


def test_the_library_has_no_finding(kitei: Run) -> None:
    done = kitei("regulation", "check")

    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("regulation.yaml", "entity_type:", "entitytype:", "unknown_key"),
        ("norms.yaml", "clause: josai:11(1)", "clause: josai:99(1)", "dangling_clause"),
        ("norms.yaml", "question: provision\n", "question: provison\n", "unknown_question"),
        ("norms.yaml", "obtain_consent", "obtain_concent", "unknown_kind"),
        ("norms.yaml", "escalate_to: operating_committee", "escalate_to: operating_comittee", "unknown_role"),
        ("norms.yaml", "{consent: true", "{consnet: true", "bad_norm"),
        ("regulation.yaml", "text: supplied", "text: not_supplied", "edition_text"),
    ],
)
def test_a_fault_is_found_with_its_place(kitei: Run, tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    folder = tmp_path / "josai"
    shutil.copytree(LIBRARY_FOLDER / "josai", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    done = kitei("regulation", "check", str(folder), "--json")

    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert code in {each["code"] for each in found}, found
    assert all(each["line"] >= 1 and each["file"].startswith("josai/") for each in found)


def test_schemas_are_written_for_the_editor(kitei: Run, tmp_path: Path) -> None:
    kitei("regulation", "schema", str(tmp_path))

    names = {path.name for path in tmp_path.iterdir()}
    schema = json.loads((tmp_path / "norms.schema.json").read_text(encoding="utf-8"))
    parts = ("regulation", "clauses", "norms", "registers", "procedures", "filings")
    assert names == {f"{part}.schema.json" for part in parts}
    assert "norms" in schema["properties"]


def test_golden_counts_and_lists_differences(kitei: Run, tmp_path: Path) -> None:
    case = tmp_path / "provision.yaml"
    case.write_text(
        "- id: X1\n  title: t\n  question: take-out\n  'on': 2026-05-11\n"
        "  facts: {media: paper, actor: teacher, takeout_grounds: [teaching]}\n"
        "  expect:\n    josai: {outcome: deny}\n    nihon-cst: {outcome: deny, contestable: true}\n"
        "    iuj: {outcome: escalate}\n",
        encoding="utf-8",
    )

    done = kitei("golden", str(tmp_path))

    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "1 passed, 1 failed"
    assert "X1 josai" in done.stdout


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_tour_asks_six_questions_of_five_universities(kitei: Run, language: str) -> None:
    done = kitei("tour", "--lang", language)

    library = Library()
    assert done.exit_code == 0
    for number in range(1, 7):
        assert f"{number}. " in done.stdout
    for name in library.universities():
        assert library.get(name).identity.institution.of("ja" if language == "ja" else "en")[
            :12
        ] in done.stdout.replace("\n", "")


def test_the_schemas_in_the_repository_are_the_current_ones(kitei: Run, tmp_path: Path) -> None:
    kitei("regulation", "schema", str(tmp_path))

    published = Path(__file__).parents[2] / "schema"
    assert {path.name: path.read_text("utf-8") for path in published.iterdir()} == {
        path.name: path.read_text("utf-8") for path in tmp_path.iterdir()
    }
