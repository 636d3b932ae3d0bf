"""The page about cases says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from kitei.office.cases.acting.inspecting import MOST_BYTES, TAKEN
from kitei.office.cases.numbering import KINDS
from kitei.office.cases.queries.terms import ACTS

PAGE = (Path(__file__).parents[3] / "docs/reference/cases.md").read_text(encoding="utf-8")


def test_every_act_stands_in_the_table() -> None:
    table = PAGE[PAGE.index("<!-- acts -->") : PAGE.index("<!-- /acts -->")]

    assert set(re.findall(r"`(case\.[a-z_]+)`", table)) == {act for act in ACTS if act.startswith("case.")}


def test_every_kind_stands_with_its_sign() -> None:
    for kind in KINDS.values():
        assert f"{kind.sign} {kind.kanji}" in PAGE
        assert kind.ja in PAGE


def test_what_is_taken_is_said() -> None:
    assert f"up to {MOST_BYTES // 1024 // 1024} MB" in PAGE
    assert all(any(ending.upper() in PAGE for ending in endings) for endings in TAKEN.values())
