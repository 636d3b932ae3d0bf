"""What the tests of the portal share: a browser, and an office at each of the universities in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from kitei.office.lawbook import Law, current
from kitei.office.vault import keys
from tests.browser import chromium, visit

__all__ = ["chromium", "visit"]

FIVE = ("iuj", "josai", "muroran-it", "nihon-cst", "shibaura-it")


@pytest.fixture(params=FIVE)
def law(request: pytest.FixtureRequest, settings: Settings) -> Law:
    """The law of an office; the test runs once at each of the universities."""
    settings.OFFICE = {**settings.OFFICE, "regulation": str(request.param)}
    return current()


@pytest.fixture(autouse=True)
def _nothing_tried_before(request: pytest.FixtureRequest) -> None:
    """What another test has tried does not count."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db" if not _commits(request) else "transactional_db")
        cache.clear()


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool({"live_server", "transactional_db"} & set(request.fixturenames)) or bool(
        marker and marker.kwargs.get("transaction")
    )


@pytest.fixture(autouse=True)
def _no_keys_of_another_test() -> Iterator[None]:
    """The vault keeps opened keys in memory; those of tables that were emptied are no good."""
    keys.forget()
    yield
    keys.forget()
