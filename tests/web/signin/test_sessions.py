"""Sessions: limits, the list, ending them all, and showing once more who one is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from kitei import clock
from kitei.office.people.models import Account
from tests.office.people.building import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]


def sign_in(client: Client) -> None:
    client.post("/accounts/login/", {"login": "hanako@example.ac.jp", "password": PASSWORD})


def later(monkeypatch: pytest.MonkeyPatch, **gone: float) -> None:
    now = clock.now() + timedelta(**gone)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_an_idle_session_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    client.get("/accounts/")
    later(monkeypatch, minutes=59)
    assert client.get("/accounts/").status_code == 200
    later(monkeypatch, minutes=61)
    answer = client.get("/accounts/")
    assertRedirects(answer, "/accounts/login/?ended=1", fetch_redirect_response=False)
    assertContains(client.get("/accounts/login/?ended=1"), "時間が過ぎたため")


def test_a_session_in_use_ends_after_twelve_hours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    client.get("/accounts/")
    for _ in range(12):
        later(monkeypatch, minutes=59)
        assert client.get("/accounts/").status_code == 200
    later(monkeypatch, minutes=30)
    assert client.get("/accounts/").status_code == 302


def test_a_part_of_a_page_asked_for_after_the_end_sends_the_whole_page_to_the_sign_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    client.get("/accounts/")
    later(monkeypatch, hours=2)
    answer = client.get("/accounts/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/")


def test_the_account_shows_where_one_is_signed_in(client: Client, account: Account) -> None:
    sign_in(client)
    Client(headers={"User-Agent": "Elsewhere/1.0"}).post(
        "/accounts/login/", {"login": account.email, "password": PASSWORD}
    )
    for page in ("/accounts/", "/accounts/sessions/"):
        assertContains(client.get(page), "Elsewhere/1.0")


def test_all_other_sessions_can_be_ended(client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    assertRedirects(client.post("/accounts/sessions/end/"), "/accounts/")
    assert elsewhere.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_all_sessions_can_be_ended(client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    assertRedirects(client.post("/accounts/sessions/end/", {"all": "1"}), "/accounts/login/")
    assert [each.get("/accounts/").status_code for each in (client, elsewhere)] == [302, 302]


def test_signing_out_is_asked_for_and_done(client: Client) -> None:
    sign_in(client)
    assertContains(client.get("/accounts/logout/"), "サインアウトしますか")
    assertRedirects(client.post("/accounts/logout/"), "/accounts/login/")
    assert client.get("/accounts/").status_code == 302


def test_a_wrong_password_at_the_second_asking_counts_as_a_failure(client: Client, account: Account) -> None:
    sign_in(client)
    assertContains(client.post("/accounts/reauthenticate/", {"password": "wrong horse"}), "パスワードが違います")
    account.refresh_from_db()
    assert account.failures == 1


def test_who_has_only_single_sign_on_is_sent_there_again(client: Client, account: Account) -> None:
    account.set_unusable_password()
    account.save(update_fields=["password"])
    client.force_login(account)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/again/")
    assertContains(client.get(answer["Location"]), "もう一度サインイン")
