"""The secretariat and a member at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account, Person
from tests.office.committees.building import SETUP
from tests.office.people.building import PASSWORD


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Passwords cost next to nothing here."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


def account_of(who: Person) -> Account:
    """An account for a person."""
    invited = services.invite(person=who, actor=SETUP, at=clock.now())
    return services.accept_invitation(secret=invited.secret, password=PASSWORD, at=clock.now())


@pytest.fixture
def as_person(db: None) -> Callable[[Person], Client]:
    """A browser in which a person is signed in."""
    del db

    def enter(who: Person) -> Client:
        client = Client()
        client.force_login(account_of(who))
        return client

    return enter
