"""An administrator at the desk."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account, Person
from tests.office.people.building import PASSWORD, SETTER, appoint, person


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Passwords cost next to nothing here."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


@pytest.fixture
def admin() -> Account:
    """An account whose person is the administrator."""
    who = person("管理 者", email="admin@example.ac.jp")
    appoint(who, "administrator")
    return opened(who)


def opened(who: Person) -> Account:
    """The account of a person, opened with a password."""
    invited = services.invite(person=who, actor=SETTER, at=clock.now())
    return services.accept_invitation(secret=invited.secret, password=PASSWORD, at=clock.now())


@pytest.fixture
def desk(admin: Account, client: Client) -> Client:
    """The administrator's browser, signed in and shown once more who it is."""
    cache.clear()
    client.post("/accounts/login/", {"login": admin.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
