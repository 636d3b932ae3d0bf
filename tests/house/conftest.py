"""What every house check reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.sources import ROOT, Source, read_sources


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> tuple[Source, ...]:
    return read_sources()
