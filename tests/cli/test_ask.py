"""`kitei ask`: asks only what matters, one fact at a time; prints and saves the decision."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_it_asks_until_the_matter_is_settled(kitei: Run, tmp_path: Path) -> None:
    saved = tmp_path / "decision.json"

    done = kitei("ask", "josai", "collection", "--json", "--on", "2026-05-11", "--save", str(saved), typed="n\n1\n")

    assert json.loads(done.stdout)["outcome"] == "deny"
    assert json.loads(saved.read_text(encoding="utf-8"))["question"] == "collection"


def test_a_fact_nobody_knows_is_left_open(kitei: Run, tmp_path: Path) -> None:
    done = kitei("ask", "josai", "collection", "--json", "--save", str(tmp_path / "d.json"), typed="?\n?\n?\n?\n?\n")

    assert json.loads(done.stdout)["outcome"] == "undetermined"


def test_an_answer_that_cannot_be_read_is_asked_again(kitei: Run, tmp_path: Path) -> None:
    done = kitei(
        "ask", "nihon-cst", "security", "--json", "--lang", "en", "--save", str(tmp_path / "d.json"),
        typed="maybe\n1\n1\n",
    )  # fmt: skip

    assert "cannot be read" in done.stderr
    assert json.loads(done.stdout)["outcome"] == "invalid"


def test_each_fact_comes_with_the_clause_it_is_needed_for(kitei: Run, tmp_path: Path) -> None:
    done = kitei("ask", "josai", "collection", "--save", str(tmp_path / "d.json"), typed="n\nn\nn\nn\n")

    assert "[josai:" in done.stderr
