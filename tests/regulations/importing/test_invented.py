"""Invented regulations in nine manners of drafting, each with what must come out of it; then damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kitei.regulations.importing import Imported, import_regulation
from kitei.regulations.importing.model import Kind
from tests.regulations.importing.damage import damaged

_FOLDER = Path(__file__).parent / "invented"
_NAMES = sorted(path.stem for path in _FOLDER.glob("*.yaml"))
_ASIDE = {Kind.SENTENCE, Kind.TITLE, Kind.PREAMBLE}


def _case(name: str) -> tuple[dict[str, Any], Path]:
    expected = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    [file] = [path for path in _FOLDER.glob(f"{name}.*") if path.suffix != ".yaml"]
    return expected, file


def _imported(name: str) -> tuple[dict[str, Any], Imported]:
    expected, file = _case(name)
    return expected, import_regulation(file.read_bytes(), file.name)


@pytest.mark.parametrize("name", _NAMES)
def test_the_clauses_are_exactly_those_drafted_in_their_order(name: str) -> None:
    expected, found = _imported(name)
    ids = [clause.id for clause in found.clauses if clause.kind not in _ASIDE]
    assert [own for own in ids if own not in {"header", "enacted", "amended"}] == str(expected["ids"]).split()
    assert found.document.title == expected["title"]
    assert [clause.id for clause in found.clauses if clause.node.deleted] == str(expected.get("deleted", "")).split()


@pytest.mark.parametrize("name", _NAMES)
def test_captions_editions_and_tables_are_read(name: str) -> None:
    expected, found = _imported(name)
    captions = {clause.id: clause.node.caption for clause in found.clauses}
    assert {own: captions[own] for own in expected.get("captions", {})} == expected.get("captions", {})
    assert [[each.effective_on, each.applies_from] for each in found.editions] == expected["editions"]
    for own, rows in expected.get("tables", {}).items():
        [clause] = [each for each in found.clauses if each.id == own]
        assert [list(row) for row in clause.node.grids[0]] == rows


@pytest.mark.parametrize("name", _NAMES)
def test_references_point_at_what_the_drafter_meant(name: str) -> None:
    expected, found = _imported(name)
    targets = {(each.clause, each.printed): list(each.targets) for each in found.references}
    for clause, printed, wanted in expected["references"]:
        assert targets[str(clause), printed] == str(wanted).split(), (clause, printed)
    assert not found.unresolved


@pytest.mark.parametrize("name", _NAMES)
def test_broken_lines_are_joined_and_doubts_told(name: str) -> None:
    expected, found = _imported(name)
    texts = {clause.id: clause.text for clause in found.clauses}
    for own, wording in expected.get("text", {}).items():
        assert wording in texts[own]
    assert {doubt.code for doubt in found.doubts} == set(expected.get("doubts", []))


@pytest.mark.parametrize("name", [name for name in _NAMES if name != "web"])
def test_damage_hardly_matters(name: str, *, full: bool) -> None:
    expected, file = _case(name)
    wanted = {own for own in str(expected["ids"]).split() if own[0].isdigit()}
    for seed in range(60 if full else 12):
        found = import_regulation(damaged(file.read_text(encoding="utf-8"), seed).encode(), file.name)
        got = {clause.id for clause in found.clauses if clause.id[0].isdigit() and clause.kind is not Kind.SENTENCE}
        right = len(got & wanted)
        assert right >= 0.97 * len(wanted), (seed, sorted(wanted - got))
        assert right >= 0.97 * len(got), (seed, sorted(got - wanted))
