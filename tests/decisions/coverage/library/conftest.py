"""Each of the library's regulations, covered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.findings import Coverage
from kitei.decisions.deciding import Engine, engine

ON = date(2026, 11, 21)
Covered = Callable[[str], Coverage]


@pytest.fixture(scope="session")
def home() -> Engine:
    """An engine over the library."""
    return engine()


@pytest.fixture(scope="session")
def covered(home: Engine) -> Covered:
    """The coverage of a regulation, made once."""
    return cache(lambda name: cover(home, name, ON))
