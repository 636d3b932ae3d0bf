"""Sign-in by e-mail and password: invited accounts only, locked after failures."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from kitei.office.post.models import Outgoing
from kitei.office.record.models import Act
from kitei.project.signin import PASSWORD_HASHERS
from tests.office.people.building import AT, PASSWORD, SETTER, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]
WRONG = "wrong horse battery"
NEW = "another long password"


def sign_in(client: Client, password: str = PASSWORD, email: str = "hanako@example.ac.jp") -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_leads_to_the_desk(client: Client) -> None:
    assertRedirects(sign_in(client), "/desk/", fetch_redirect_response=False)
    assert signed_in(client)


def test_an_address_is_the_same_in_any_case_and_width(client: Client) -> None:
    sign_in(client, email="Hanako@Example.AC.jp")
    assert signed_in(client)


def test_passwords_are_kept_by_argon2_with_its_usual_work(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    account = Account(email="x@example.ac.jp")
    account.set_password(PASSWORD)
    assert identify_hasher(account.password).algorithm == "argon2"
    assert "m=102400,t=2,p=8" in account.password


def test_a_wrong_password_and_a_wrong_address_are_told_apart_by_nothing(client: Client) -> None:
    one, other = sign_in(client, WRONG), sign_in(client, WRONG, "nobody@example.ac.jp")
    for answer in (one, other):
        assertContains(answer, "メールアドレス又はパスワードが違います。")
    assert not signed_in(client)


def test_five_failures_lock_an_account_for_five_minutes_and_the_record_knows(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    for _ in range(5):
        sign_in(client, WRONG)
    cache.clear()  # the count of attempts by address ends with the process; the lock does not

    assertContains(sign_in(client), "失敗が続いたため")
    assert not signed_in(client)
    assert Act.objects.filter(name="account.locked").count() == 1

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=5))
    cache.clear()
    sign_in(client)
    assert signed_in(client)
    account.refresh_from_db()
    assert (account.failures, account.locked_until) == (0, None)


def test_an_address_without_an_account_is_limited_alike(client: Client) -> None:
    for _ in range(5):
        sign_in(client, WRONG, "nobody@example.ac.jp")
    assertContains(sign_in(client, WRONG, "nobody@example.ac.jp"), "失敗が続いたため")


def test_each_lock_is_longer_than_the_one_before(account: Account) -> None:
    at, found = AT, []
    for _ in range(4):
        for _ in range(5):
            account = services.fail_sign_in(account=account, at=at)
        assert account.locked_until is not None
        found.append(account.locked_until - at)
        services.fail_sign_in(account=account, at=at)  # while locked nothing is counted
        at = account.locked_until
    assert found == [timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=12)]


def test_the_log_of_failures_names_nobody(client: Client, account: Account, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="kitei"):
        sign_in(client, WRONG)
        sign_in(client, WRONG, "somebody.else@example.ac.jp")
    assert caplog.text.count("sign-in refused: password") == 2
    for name in ("hanako", "somebody", "127.0.0.1", account.person.pseudonym if account.person else "-"):
        assert name not in caplog.text


def test_a_closed_account_and_one_whose_person_left_sign_in_no_more(client: Client, account: Account) -> None:
    services.close_account(account=account, actor=SETTER, at=clock.now())
    assertRedirects(sign_in(client), "/accounts/inactive/")
    services.reopen_account(account=account, actor=SETTER, at=clock.now())
    assert account.person is not None
    services.leave(person=account.person, on=clock.today(), actor=SETTER, at=clock.now())
    sign_in(client)
    assert not signed_in(client)


def test_a_session_ends_with_the_account(client: Client, account: Account) -> None:
    sign_in(client)
    assert client.get("/accounts/").status_code == 200
    services.close_account(account=account, actor=SETTER, at=clock.now())
    assert client.get("/accounts/").status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    for path in ("/accounts/email/", "/accounts/login/code/"):
        assert client.get(path).status_code == 404
    new = {"email": "new@example.ac.jp", "password1": NEW, "password2": NEW}
    for answer in (client.get("/accounts/signup/"), client.post("/accounts/signup/", new)):
        assertContains(answer, "招待が必要です")
    assert not Account.objects.filter(email=new["email"]).exists()


def test_the_way_back_never_leads_to_another_site(client: Client) -> None:
    sent = {"login": "hanako@example.ac.jp", "password": PASSWORD}
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(f"/accounts/login/?next={elsewhere}", {**sent, "next": elsewhere})
        assertRedirects(answer, "/desk/", fetch_redirect_response=False)
        client.post("/accounts/logout/")
    answer = client.post("/accounts/login/", {**sent, "next": "/desk/people/"})
    assertRedirects(answer, "/desk/people/", fetch_redirect_response=False)


def test_a_form_from_another_site_signs_nobody_in() -> None:
    careful = Client(enforce_csrf_checks=True)
    assert sign_in(careful).status_code == 403
    assert not signed_in(careful)


# --- Passwords changed and set anew -----------------------------------------------------------------------------------


def test_a_new_password_ends_every_other_session(client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assertRedirects(answer, "/accounts/", fetch_redirect_response=False)
    assert client.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302
    assert "パスワードが変更されました" in Outgoing.objects.get().letter["subject"]


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "12 文字以上"),
        ("q1w2e3r4t5y6", "一般的"),
        ("passwordpassword", "繰り返し"),
        ("abababababababa", "繰り返し"),
        ("hanako@example.ac.jp", "似すぎ"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client: Client, account: Account, password: str, says: str) -> None:
    sign_in(client)
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    text = answer.content.decode()
    assert answer.status_code == 200, text
    assert 'aria-invalid="true"' in text
    assert says.replace(" ", "") in text.replace(" ", ""), text
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_long_password_of_one_kind_of_characters_is_good_enough(client: Client, account: Account) -> None:
    sign_in(client)
    easy = "あいうえおかきくけこさし"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": easy, "password2": easy})
    account.refresh_from_db()
    assert account.check_password(easy)


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client: Client, account: Account) -> None:
    assertRedirects(
        client.post("/accounts/password/reset/", {"email": account.email}), "/accounts/password/reset/done/"
    )
    (letter,) = Outgoing.objects.all()
    link = next(line for line in letter.letter["body"].splitlines() if "/password/reset/key/" in line)
    path = link.removeprefix("http://testserver")

    page = client.get(path, follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assertRedirects(answer, "/accounts/password/reset/key/done/")
    account.refresh_from_db()
    assert account.check_password(NEW)
    assertContains(Client().get(path, follow=True), "リンクが使えません")


def test_a_withdrawn_invitation_is_not_replaced_by_a_new_password(client: Client) -> None:
    invited = services.invite(person=person(email="new@example.ac.jp"), actor=SETTER, at=clock.now())
    services.withdraw_invitation(invitation=invited.invitation, actor=SETTER, at=clock.now())
    client.post("/accounts/password/reset/", {"email": "new@example.ac.jp"})
    assert "アカウントはありません" in Outgoing.objects.get().letter["subject"]


def test_an_address_without_an_account_gets_a_letter_that_says_so(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.ac.jp"})
    assertRedirects(answer, "/accounts/password/reset/done/")
    assert "アカウントはありません" in Outgoing.objects.get().letter["subject"]
