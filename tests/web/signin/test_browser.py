"""The sign-in in a real browser: passkeys, and every page looked at by axe in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from tests.browser import Visitor
from tests.office.people.building import PASSWORD, SETTER, person

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def here(live_server: LiveServer, settings: Settings) -> None:
    settings.OFFICE = {**settings.OFFICE, "base_url": live_server.url}
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]


def enter(visitor: Visitor) -> None:
    """Sign in by password, and show once more who one is."""
    page = visitor.open("/accounts/login/?next=/accounts/")
    page.get_by_label("メールアドレス").fill("hanako@example.ac.jp")
    page.get_by_label("パスワード", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="サインイン", exact=True).click()
    page.wait_for_url("**/accounts/")


def authenticator(visitor: Visitor) -> Any:
    """A device with a passkey chip, as the browser sees it."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.mark.usefixtures("account")
def test_a_passkey_is_added_and_signs_in_without_a_password(visit: Visit) -> None:
    visitor = visit()
    authenticator(visitor)
    enter(visitor)

    page = visitor.open("/accounts/2fa/webauthn/add/")
    page.get_by_label("パスワード", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="続ける").click()
    page.get_by_label("名前").fill("研究室のPC")
    page.get_by_role("button", name="登録する").click()
    page.wait_for_url("**/recovery-codes/")
    visitor.open("/accounts/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="研究室のPC")).to_be_visible()
    assert visitor.findings() == []

    visitor.open("/accounts/")
    page.get_by_role("button", name="サインアウト").click()
    page.wait_for_url("**/login/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    page.wait_for_url("**/desk/")
    visitor.open("/accounts/")
    expect(page.get_by_text("hanako@example.ac.jp")).to_be_visible()

    # and as the second step after a password
    page.get_by_role("button", name="サインアウト").click()
    page.wait_for_url("**/login/")
    visitor.open("/accounts/login/?next=/accounts/")
    page.get_by_label("メールアドレス").fill("hanako@example.ac.jp")
    page.get_by_label("パスワード", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="サインイン", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")
    assert visitor.findings() == []
    page.get_by_role("button", name="パスキーを使う").click()
    page.wait_for_url("**/accounts/")


@pytest.mark.usefixtures("account")
def test_a_passkey_that_cannot_be_used_says_so(visit: Visit) -> None:
    visitor = visit()
    session = authenticator(visitor)
    page = visitor.open("/accounts/login/")
    session.send("WebAuthn.disable")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.get_by_text("パスキーを使えませんでした")).to_be_visible()


ENTRANCES = (
    "/accounts/login/",
    "/accounts/login/?ended=1",
    "/accounts/inactive/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/invitation/none/",
    "/accounts/connections/login/cancelled/",
    "/accounts/connections/login/error/",
)
ACCOUNT = (
    "/accounts/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/again/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/connections/",
)
SENSITIVE = ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/")


@pytest.mark.parametrize(("lang", "size"), [("ja", "laptop"), ("en", "phone")])
def test_axe_finds_nothing_on_any_page(
    visit: Visit, account: Account, lang: Literal["ja", "en"], size: Literal["laptop", "phone"]
) -> None:
    cache.clear()
    visitor = visit(lang=lang, size=size)
    found: list[str] = []
    for path in ENTRANCES:
        visitor.open(path)
        found += visitor.findings()
    invited = services.invite(person=person(email="new@example.ac.jp"), actor=SETTER, at=clock.now())
    page = visitor.open(f"/accounts/invitation/{invited.secret}/")
    found += visitor.findings()
    page.locator("#f-password1").fill("short")
    page.locator("#f-password2").fill("different")
    page.locator("main button.main").click()
    found += visitor.findings()

    visitor = visit(account, lang=lang, size=size)
    for path in ACCOUNT:
        visitor.open(path)
        found += visitor.findings()
    page = visitor.open(SENSITIVE[0])
    page.locator("#f-password").fill(PASSWORD)
    page.locator("main button.main").click()
    for path in SENSITIVE:
        visitor.open(path)
        found += visitor.findings()
    expected = "the server responded with a status of 4"  # what the browser notes on pages that refuse
    assert [each for each in found if expected not in each] == []
