"""An administrator at the desk, who has just shown again who he is."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.office.people.building import PASSWORD
from tests.web.people.conftest import admin

__all__ = ["admin"]


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Passwords cost next to nothing here."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]


def enter(client: Client, email: str) -> Client:
    """Sign in."""
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return client


def once_more(client: Client) -> Client:
    """Show again who one is."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
