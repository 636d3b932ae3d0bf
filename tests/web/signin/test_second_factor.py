"""Whose roles ask for a second factor sets one up before the desk opens; nobody else is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from kitei.office.people import access
from kitei.office.people.models import Account, Person
from kitei.premises.home import NoOffice, make_home
from kitei.project.signin import second_factor
from tests.office.people.building import PASSWORD, TODAY, account, appoint, person, powers, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
FIRST = "/accounts/second-factor/?next=%2Fdesk%2F"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"


def signed_in(client: Client, who: Person) -> Account:
    made = account(who)
    client.post("/accounts/login/", {"login": made.email, "password": PASSWORD})
    return made


def seated(role: str, **more: object) -> Person:
    who, where = person(), unit(f"u-{role.replace('_', '-')}")
    appoint(who, role, where if role in {"manager", "clerk"} else None, **more)
    return who


@pytest.mark.parametrize(
    ("role", "more", "asked"),
    [
        ("manager", {}, True),
        ("operating_chair", {}, True),
        ("operating_committee", {"capacity": "chair"}, True),
        ("secretariat", {}, True),
        ("privacy_desk", {}, True),
        ("administrator", {}, True),
        ("operating_committee", {"capacity": "member"}, False),
        ("clerk", {}, False),
        ("auditor", {}, False),
    ],
)
def test_roles_that_decide_the_privacy_desk_and_the_administrator_need_one(
    role: str, more: dict[str, object], asked: bool, client: Client
) -> None:
    who = seated(role, **more)
    assert access.needs_second_factor(powers(who)) is asked
    signed_in(client, who)
    answer = client.get("/desk/")
    if asked:
        assertRedirects(answer, FIRST)
        assertContains(client.get(FIRST), "/accounts/2fa/totp/activate/?next=%2Fdesk%2F")
        assertContains(client.get(FIRST), "/accounts/2fa/webauthn/add/?next=%2Fdesk%2F")
    else:
        assert answer.status_code == 200


def test_it_is_asked_for_from_the_day_the_appointment_begins() -> None:
    who = person()
    appoint(who, "manager", unit("later"), from_on=TODAY)
    assert access.needs_second_factor(powers(who))
    assert not access.needs_second_factor(powers(who, TODAY - timedelta(days=1)))


def test_with_one_set_up_the_desk_opens(client: Client) -> None:
    made = signed_in(client, seated("manager"))
    Authenticator.objects.create(user=made, type="totp", data={"secret": "x"})
    assert client.get("/desk/").status_code == 200
    assertRedirects(client.get(FIRST), "/desk/")


def test_the_way_on_never_leads_outside(client: Client) -> None:
    made = signed_in(client, seated("manager"))
    page = client.get("/accounts/second-factor/?next=https://evil.example/")
    assertContains(page, "activate/?next=%2Fdesk%2F")
    Authenticator.objects.create(user=made, type="totp", data={"secret": "x"})
    assertRedirects(client.get("/accounts/second-factor/?next=//evil.example/"), "/desk/")


def test_an_office_may_leave_it_to_its_people_and_says_so(client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR = "optional"
    signed_in(client, seated("manager"))
    assert client.get("/desk/").status_code == 200


def test_an_office_asks_for_it_unless_its_settings_say_otherwise(tmp_path_factory: pytest.TempPathFactory) -> None:
    for said, expected in (("", "required"), ('[signin]\nsecond_factor = "optional"', "optional")):
        folder = tmp_path_factory.mktemp("home")
        home = make_home(folder, name="here", regulation="josai", base_url="http://localhost", extra=said)
        assert second_factor(home) == expected
    wrong = make_home(
        tmp_path_factory.mktemp("home"), name="here", regulation="josai", base_url="http://localhost",
        extra='[signin]\nsecond_factor = "sometimes"',
    )  # fmt: skip
    with pytest.raises(NoOffice, match="sometimes"):
        second_factor(wrong)
