"""What every test may lean on: the size of the run, and where the given cases lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
FULL = bool(os.environ.get("KITEI_FULL"))

# `./test` tries fewer examples than `./test --full`; both print the seed that repeats the run.
settings.register_profile("fast", max_examples=100, deadline=None, print_blob=True)
settings.register_profile(
    "full", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("full" if FULL else "fast")


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the stated counts are asked for (`./test --full`), and not the reduced ones."""
    return FULL


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of given cases and documents beside the project.

    Tests that need it say so and are skipped where the project stands alone.
    """
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the given cases (../shared) are not beside this project")
    return folder
