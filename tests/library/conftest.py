"""The regulations that ship with Kitei, read once."""

from __future__ import annotations

import pytest

from kitei.decisions.deciding import Engine, engine


@pytest.fixture(scope="session")
def home() -> Engine:
    """An engine over the library."""
    return engine()
