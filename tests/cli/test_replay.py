"""A stored decision replays byte for byte, or says exactly what changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kitei.decisions.building.programs import Programs
from kitei.decisions.deciding import Engine
from kitei.decisions.keeping.storing import replay_file
from kitei.regulations.library import LIBRARY_FOLDER, Library
from tests.cli.conftest import Ask, Run


def test_it_replays_byte_for_byte(kitei: Run, question: Ask, tmp_path: Path) -> None:
    saved = tmp_path / "decision.json"
    kitei("decide", str(question()), "--save", str(saved))

    done = kitei("replay", str(saved), "--json")

    assert done.exit_code == 0
    assert json.loads(done.stdout)["identical"] is True
    assert json.loads(done.stdout)["changes"] == []


def test_it_replays_after_the_text_changed_and_names_the_change(kitei: Run, question: Ask, tmp_path: Path) -> None:
    saved = tmp_path / "decision.json"
    kitei("decide", str(question()), "--save", str(saved))
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY_FOLDER, folder)
    norms = folder / "josai" / "norms.yaml"
    changed = Library(folder).get("josai").norms.norms
    name = next(norm.id for norm in changed if norm.question == "provision" and norm.outcome == "deny")
    norms.write_text(norms.read_text(encoding="utf-8").replace(f"- id: {name}\n", f"- id: {name}-renamed\n"), "utf-8")

    library = Library(folder)
    found = replay_file(Engine(library, Programs(library)), saved)

    assert found.identical
    assert any(name in change.en and "removed" in change.en for change in found.changes)


def test_an_altered_answer_is_noticed(kitei: Run, question: Ask, tmp_path: Path) -> None:
    saved = tmp_path / "decision.json"
    kitei("decide", str(question()), "--save", str(saved))
    raw = json.loads(saved.read_text(encoding="utf-8"))
    raw["answer"] = raw["answer"].replace('"outcome":"deny"', '"outcome":"allow"')
    saved.write_text(json.dumps(raw), encoding="utf-8")

    done = kitei("replay", str(saved), "--lang", "en")

    assert done.exit_code == 1
    assert "`outcome`: allow → deny" in done.stdout


def test_altered_texts_are_refused(kitei: Run, question: Ask, tmp_path: Path) -> None:
    saved = tmp_path / "decision.json"
    kitei("decide", str(question()), "--save", str(saved))
    saved.write_text(saved.read_text(encoding="utf-8").replace('"deny"', '"allow"', 1), encoding="utf-8")

    done = kitei("replay", str(saved))

    assert done.exit_code == 2


def test_another_file_is_no_stored_decision(kitei: Run, question: Ask) -> None:
    done = kitei("replay", str(question()))

    assert done.exit_code == 2
