"""Second factors: an authenticator app, recovery codes, and their secrets sealed."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from kitei.office.people.models import Account
from kitei.office.post.models import Outgoing
from kitei.web.signin.asked.factors import FactorAdapter
from tests.office.people.building import PASSWORD

pytestmark = pytest.mark.django_db


def code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time() // 30) + steps)))


def sign_in(client: Client) -> str:
    answer = client.post("/accounts/login/", {"login": "hanako@example.ac.jp", "password": PASSWORD})
    return str(answer["Location"])


@pytest.fixture
def secret(client: Client, account: Account, django_capture_on_commit_callbacks: Any) -> str:
    """Hanako with an authenticator app, signed out."""
    assert account.has_usable_password()
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assertContains(page, "<svg")
    assert b"data:image" not in page.content
    found = re.search(r'id="totp-secret">([A-Z2-7]+)<', page.content.decode())
    assert found is not None
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/accounts/2fa/totp/activate/", {"code": code(found[1])})
    assertRedirects(answer, "/accounts/2fa/recovery-codes/")
    client.post("/accounts/logout/")
    return found[1]


def test_the_app_is_asked_for_after_the_password(client: Client, secret: str) -> None:
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assertContains(client.get("/accounts/2fa/authenticate/"), "二段階の確認")
    assertContains(client.post("/accounts/2fa/authenticate/", {"code": "000000"}), "コードが違います")
    assertRedirects(
        client.post("/accounts/2fa/authenticate/", {"code": code(secret, 1)}), "/desk/", fetch_redirect_response=False
    )


@pytest.mark.usefixtures("secret")
def test_a_recovery_code_works_once(client: Client, account: Account) -> None:
    stored = Authenticator.objects.get(user=account, type="recovery_codes")
    first = stored.wrap().get_unused_codes()[0]
    for expected in (302, 200):
        sign_in(client)
        assert client.post("/accounts/2fa/authenticate/", {"code": first}).status_code == expected
        client.post("/accounts/logout/")


def test_secrets_are_sealed_in_the_table(account: Account, secret: str) -> None:
    for each in Authenticator.objects.filter(user=account):
        assert secret not in str(each.data)
    totp = Authenticator.objects.get(user=account, type="totp")
    assert FactorAdapter().decrypt(totp.data["secret"]) == secret


def test_a_former_key_of_the_office_still_opens_and_none_opens_nothing(settings: Settings) -> None:
    sealed = FactorAdapter().encrypt("JBSWY3DP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"  # noqa: S105 - of nobody
    assert FactorAdapter().decrypt(sealed) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ImproperlyConfigured):
        FactorAdapter().decrypt(sealed)


def test_codes_are_shown_downloaded_and_made_anew(client: Client, secret: str) -> None:
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code(secret, 1)})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    before = client.get("/accounts/2fa/recovery-codes/download/").content
    assert len(before.split()) == 10
    assertContains(client.get("/accounts/2fa/recovery-codes/"), before.split()[0].decode())
    assertContains(client.get("/accounts/2fa/recovery-codes/generate/"), "今のコードは使えなくなります")
    client.post("/accounts/2fa/recovery-codes/generate/")
    assert client.get("/accounts/2fa/recovery-codes/download/").content != before
    subjects = [each.letter["subject"] for each in Outgoing.objects.order_by("queued_at")]
    assert any("認証アプリが登録されました" in subject for subject in subjects)


def test_the_app_is_removed_only_after_showing_once_more_who_one_is(client: Client, secret: str) -> None:
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code(secret, 1)})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assertContains(client.get("/accounts/2fa/reauthenticate/"), "認証アプリのコード")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assertContains(client.get("/accounts/2fa/totp/deactivate/"), "認証アプリを外す")
    assertRedirects(client.post("/accounts/2fa/totp/deactivate/"), "/accounts/2fa/")
    assert not Authenticator.objects.filter(type="totp").exists()
