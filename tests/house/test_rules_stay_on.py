"""The rules that ruff and mypy hold for us are neither switched off nor silenced in a line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import Source

# What each is for: style page, rules 11, 12 and 15.
HELD_BY_RUFF = {
    "BLE001": "no broad except",
    "D100": "every module says what it is",
    "D101": "every public class has a docstring",
    "D103": "every public function has a docstring",
    "DTZ": "no day without its zone",
    "FIX": "nothing left to do in the code",
    "PGH003": "no `type: ignore` without its code",
    "PLC0415": "no import inside a function",
}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
TEXT = {".cfg", ".css", ".html", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}


@pytest.fixture(scope="module")
def lint(root: Path) -> dict[str, Any]:
    return dict(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"])


def test_every_rule_is_selected(lint: dict[str, Any]) -> None:
    assert lint["select"] == ["ALL"]


@pytest.mark.parametrize("rule", HELD_BY_RUFF)
def test_a_rule_we_hold_is_not_ignored(rule: str, lint: dict[str, Any]) -> None:
    everywhere = lint["ignore"]
    in_src = [
        code for place, codes in lint["per-file-ignores"].items() if not place.startswith("tests/") for code in codes
    ]

    assert [code for code in everywhere + in_src if code.startswith(rule) or rule.startswith(code)] == []


def test_a_rule_we_hold_is_not_silenced_in_a_line(sources: tuple[Source, ...]) -> None:
    silenced = re.compile(r"noqa(?!: [A-Z])|noqa: .*\b(" + "|".join(HELD_BY_RUFF) + ")")

    assert [file.path for file in sources if silenced.search(file.text)] == []


def test_types_are_strict(root: Path) -> None:
    mypy = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]

    assert mypy["strict"] is True
    assert "ignore-without-code" in mypy["enable_error_code"]

    # Libraries that ship no types may be excused; a room of ours that is excused is a room without them.
    excused = [name for override in mypy.get("overrides", []) for name in override["module"]]
    assert [name for name in excused if name.startswith(("kitei", "tests", "*"))] == []


def test_nothing_is_left_to_do(root: Path) -> None:
    folders = [root / name for name in ("src", "tests", "tools", "docs", "requirements") if (root / name).is_dir()]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix in TEXT]

    assert [str(path) for path in files if UNFINISHED.search(path.read_text(encoding="utf-8", errors="replace"))] == []
