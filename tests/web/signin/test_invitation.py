"""An account comes into being by an invitation: once, in time, by who was meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from kitei.office.people.services.inviting import LASTS, Invited, NoInvitation, NotInvitable
from kitei.office.record.models import Act
from tests.office.people.building import AT, PASSWORD, SETTER, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited() -> Invited:
    return services.invite(person=person(), actor=SETTER, at=clock.now())


def path(invited: Invited) -> str:
    return f"/accounts/invitation/{invited.secret}/"


def test_the_link_opens_the_account_and_signs_in(client: Client, invited: Invited) -> None:
    assertContains(client.get(path(invited)), "髙橋 花子")
    answer = client.post(path(invited), {"password1": PASSWORD, "password2": PASSWORD})
    assertRedirects(answer, "/accounts/")
    account = Account.objects.get()
    assert account.activated_at is not None
    assert account.check_password(PASSWORD)
    assert list(Act.objects.order_by("id").values_list("name", flat=True)) == [
        "person.added",
        "account.invited",
        "account.opened",
    ]


def test_a_link_works_once(client: Client, invited: Invited) -> None:
    client.post(path(invited), {"password1": PASSWORD, "password2": PASSWORD})
    for answer in (Client().get(path(invited)), Client().post(path(invited), {"password1": PASSWORD})):
        assertContains(answer, "招待リンクが使えません", status_code=410)


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [(PASSWORD, "another password", "二つの入力が違います"), ("short", "short", "12"), ("", "", "必須")],
)
def test_a_password_that_will_not_do_opens_nothing(
    client: Client, invited: Invited, first: str, second: str, says: str
) -> None:
    answer = client.post(path(invited), {"password1": first, "password2": second})
    assertContains(answer, says, status_code=422)
    assert Account.objects.get().activated_at is None


def test_a_link_dies_after_a_week_when_withdrawn_and_when_a_newer_one_is_sent() -> None:
    who = person()
    first = services.invite(person=who, actor=SETTER, at=AT)
    second = services.invite(person=who, actor=SETTER, at=AT)
    with pytest.raises(NoInvitation):
        services.accept_invitation(secret=first.secret, password=PASSWORD, at=AT)
    with pytest.raises(NoInvitation):
        services.accept_invitation(secret=second.secret, password=PASSWORD, at=AT + LASTS)
    services.withdraw_invitation(invitation=second.invitation, actor=SETTER, at=AT)
    with pytest.raises(NoInvitation):
        services.withdraw_invitation(invitation=second.invitation, actor=SETTER, at=AT)
    with pytest.raises(NoInvitation):
        services.accept_invitation(secret=second.secret, password=PASSWORD, at=AT)
    with pytest.raises(NoInvitation):
        services.accept_invitation(secret="made up", password=PASSWORD, at=AT)  # noqa: S106 - of nothing


def test_who_has_left_or_has_an_account_is_not_invited(account: Account) -> None:
    assert account.person is not None
    with pytest.raises(NotInvitable, match="already in use"):
        services.invite(person=account.person, actor=SETTER, at=AT)
    services.leave(person=account.person, on=clock.today() + timedelta(days=9), actor=SETTER, at=AT)
    with pytest.raises(NotInvitable, match="has left"):
        services.invite(person=account.person, actor=SETTER, at=AT)


def test_an_account_opened_without_a_password_waits_for_single_sign_on(invited: Invited) -> None:
    account = services.accept_invitation(secret=invited.secret, password=None, at=clock.now())
    assert not account.has_usable_password()
