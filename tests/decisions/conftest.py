"""The engine over two invented texts: the regulation of a school and the statute it stands on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kitei.decisions.deciding import Engine, engine
from kitei.regulations.library import Library

MUTATING = "MUTANT_UNDER_TEST" in os.environ

if MUTATING:  # tools/mutation wants to know whether a test fails, not the smallest example
    settings.register_profile(
        "mutation",
        settings.get_profile(settings.get_current_profile_name()),
        phases=[Phase.explicit, Phase.generate],
        database=None,
    )
    settings.load_profile("mutation")

TEXTS = Path(__file__).parent / "texts"


@cache  # reading is tested elsewhere; what is built from it is built anew for every session
def library() -> Library:
    return Library(folder=TEXTS)


if MUTATING:  # read before any mutant is forked off
    for text in library().names():
        library().get(text)


@pytest.fixture(scope="session")
def home() -> Engine:
    """An engine over the two texts."""
    return engine(library())


Edit = Callable[[str, str, str], Engine]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Replace a passage of a copy of the texts (`school/norms.yaml`, old, new); an engine over the copy."""
    folder = tmp_path / "texts"
    shutil.copytree(TEXTS, folder)

    def edit(file: str, old: str, new: str) -> Engine:
        path = folder / file
        written = path.read_text(encoding="utf-8")
        assert written.count(old) == 1, f"{written.count(old)} times: {old}"
        path.write_text(written.replace(old, new), encoding="utf-8")
        return engine(Library(folder=folder))

    return edit
