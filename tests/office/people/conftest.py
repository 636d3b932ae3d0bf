"""Which regulation the office of a test runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture
def run(settings: Settings) -> Callable[[str], None]:
    """Let the office run another regulation."""

    def change(key: str) -> None:
        settings.OFFICE = {**settings.OFFICE, "regulation": key}

    return change
