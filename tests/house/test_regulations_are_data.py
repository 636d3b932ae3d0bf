"""Adding a university adds a folder of data, never a line of Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.house.sources import Source

LIBRARY = Path("src/kitei/regulations/library")
SHORTEST = 4  # letters; `it` and `cst` are words, `josai` is a name


def test_the_library_holds_no_python(root: Path) -> None:
    assert [str(path) for path in (root / LIBRARY).rglob("*.py*")] == []


def test_no_institution_is_named_in_python(root: Path, sources: tuple[Source, ...]) -> None:
    names = institution_names(root)
    if not names:
        pytest.skip("the library is empty")
    named = re.compile("|".join(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" for name in names), re.IGNORECASE)

    found = [
        f"{file.path}:{number}: {hit[0]}"
        for file in sources
        for number, line in enumerate(file.text.splitlines(), 1)
        if (hit := named.search(line))
    ]

    assert found == []


def institution_names(root: Path) -> set[str]:
    """Every way in which the library names an institution: keys, their parts, titles in both languages."""
    names: set[str] = set()
    for path in (root / LIBRARY).glob("*/regulation.yaml"):
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
        if about["kind"] == "statute":
            continue  # the law is no institution
        key = about["id"]
        names |= {key, key.replace("-", "_")} | {part for part in key.split("-") if len(part) >= SHORTEST}
        names |= {about[what][tongue] for what in ("institution", "title") for tongue in ("ja", "en")}
    return names
