"""An invented school held against an invented Act; the texts are made so that every kind of finding occurs."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.findings import Coverage
from kitei.decisions.deciding import Engine, engine
from kitei.regulations.library import Library
from tests.decisions import conftest as above

ON = date(2026, 5, 11)
TEXTS = Path(__file__).parent / "texts"


@cache  # reading is tested elsewhere
def library() -> Library:
    return Library(folder=TEXTS)


if above.MUTATING:  # read before any mutant is forked off
    for text in library().names():
        library().get(text)


@pytest.fixture(scope="session")
def home() -> Engine:
    """An engine over the two texts."""
    return engine(library())


@pytest.fixture
def school(home: Engine) -> Coverage:
    """The school's coverage, made for each test, so that tools/mutation sees which code each test reaches."""
    return cover(home, "school", ON)
