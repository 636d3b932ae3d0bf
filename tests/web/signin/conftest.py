"""What the tests of the sign-in share: an invited person's account, and a clean slate of attempts."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from tests.office.people.building import PASSWORD, SETTER, person


@pytest.fixture(autouse=True)
def clean(settings: Settings) -> None:
    """No attempts counted from another test; passwords cost next to nothing."""
    cache.clear()
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


@pytest.fixture
def account() -> Account:
    """Hanako's account, opened with a password."""
    who = person("髙橋 花子", email="hanako@example.ac.jp")
    invited = services.invite(person=who, actor=SETTER, at=clock.now())
    return services.accept_invitation(secret=invited.secret, password=PASSWORD, at=clock.now())
