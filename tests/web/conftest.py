"""What the tests of the desk share: a browser, the office with people in it, and a clock that stands at noon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kitei import clock
from kitei.office.vault import keys
from tests.browser import chromium, visit
from tests.web.office import Front, front

__all__ = ["chromium", "visit"]

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
"""Friday, 20 November 2026, twelve o'clock in Japan."""


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    """A page leaves its language behind in the thread; each test begins in Japanese."""
    with translation.override("ja"):
        yield


@pytest.fixture
def noon() -> Iterator[datetime]:
    """For the pages it is noon; acts made before by the tests lie in the morning."""
    clock.set_offset(NOON - datetime.now(UTC))
    yield NOON
    clock.set_offset(timedelta())


@pytest.fixture
def desk(office: str, noon: datetime, db: None) -> Front:
    """The office, with a person for every role of its regulation."""
    del office, db
    keys.forget()  # of the test before, whose tables are gone
    return front(noon - timedelta(hours=2))
