"""Sign-in by e-mail and password: invited accounts only, locked after failures, ended when it is time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account, Person
from kitei.office.record.models import Act
from tests.office.people.building import PASSWORD, SETTER, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    """No attempts counted from another test."""
    cache.clear()


@pytest.fixture
def account() -> Account:
    who = person(email="hanako@example.ac.jp")
    invited = services.invite(person=who, actor=SETTER, at=clock.now())
    return services.accept_invitation(secret=invited.secret, password=PASSWORD, at=clock.now())


def sign_in(client: Client, password: str = PASSWORD, email: str = "hanako@example.ac.jp") -> object:
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_leads_to_the_desk(client: Client, account: Account) -> None:
    answer = sign_in(client)
    assertRedirects(answer, "/desk/", fetch_redirect_response=False)
    assert signed_in(client)
    assert account.password.startswith("argon2")


def test_the_page_of_the_account_says_how_one_signs_in(client: Client, account: Account) -> None:
    sign_in(client)
    assertContains(client.get("/accounts/"), "hanako@example.ac.jp")
