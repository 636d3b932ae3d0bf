"""OpenID Connect: the invited come in, by an address the provider has verified and answers for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from kitei.premises.home import Home
from kitei.project.signin import origins, providers
from kitei.web.look.policy import content_security_policy
from tests.office.people.building import SETTER, person
from tests.web.signin.providers import OpenIdProvider, openid_provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def idp(tmp_path: Path, settings: Settings) -> Iterator[OpenIdProvider]:
    (tmp_path / "oidc.secret").write_text("hush\n", encoding="ascii")
    with openid_provider() as found:
        described = {
            "key": "campus",
            "name": "学内認証",
            "server_url": found.url,
            "client_id": "kitei",
            "secret": "oidc.secret",
            "scopes": ["example.ac.jp"],
        }
        home = Home(tmp_path, "test", "josai", "http://testserver", {"signin": {"oidc": [described]}})
        settings.SOCIALACCOUNT_PROVIDERS = providers(home)
        settings.CONTENT_SECURITY_POLICY = content_security_policy(origins(home))
        yield found


@pytest.fixture
def invited() -> Account:
    who = person("髙橋 花子", email="hanako@example.ac.jp")
    return services.invite(person=who, actor=SETTER, at=clock.now()).account


def come_in(client: Client) -> Any:
    sent = client.post("/accounts/oidc/campus/login/?process=login")
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_policy_lets_the_form_lead_to_the_provider(client: Client, idp: OpenIdProvider) -> None:
    answer = client.get("/accounts/login/")
    assertContains(answer, "学内認証")
    assert f"form-action 'self' {idp.url}" in answer["Content-Security-Policy"]


def test_the_invited_come_in(client: Client, idp: OpenIdProvider, invited: Account) -> None:
    assertRedirects(come_in(client), "/desk/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(invited.pk)
    assert idp.codes == {}


@pytest.mark.usefixtures("idp")
def test_who_was_not_invited_stays_out(client: Client) -> None:
    assertContains(come_in(client), "招待されていません", status_code=403)
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"email_verified": False}, "招待されていません"),
        ({"email": "hanako@elsewhere.ac.jp"}, "証明できない"),
        ({"email": None}, "招待されていません"),
        ({"eduperson_principal_name": "h@elsewhere.ac.jp"}, "証明できない"),
    ],
)
def test_an_address_nobody_vouches_for_is_refused(
    client: Client, idp: OpenIdProvider, invited: Account, claims: dict[str, Any], says: str
) -> None:
    idp.person |= claims
    assertContains(come_in(client), says, status_code=403)
    assert not signed_in(client)
    assert not SocialAccount.objects.filter(user=invited).exists()


@pytest.mark.usefixtures("invited")
def test_a_token_for_another_service_is_refused(client: Client, idp: OpenIdProvider) -> None:
    idp.person["aud"] = "another"
    come_in(client)
    assert not signed_in(client)


@pytest.mark.usefixtures("idp", "invited")
def test_a_code_without_the_sign_in_that_asked_for_it_is_refused(client: Client) -> None:
    sent = client.post("/accounts/oidc/campus/login/?process=login")
    back = requests.get(sent["Location"], allow_redirects=False, timeout=5).headers["Location"]
    thief = Client()
    parts = urlsplit(back)
    thief.get(f"{parts.path}?{parts.query}")
    assert not signed_in(thief)


@pytest.mark.usefixtures("idp")
def test_a_sign_in_cancelled_there_says_so(client: Client) -> None:
    sent = client.post("/accounts/oidc/campus/login/?process=login")
    state = dict(pair.split("=") for pair in urlsplit(sent["Location"]).query.split("&"))["state"]
    answer = client.get(f"/accounts/oidc/campus/login/callback/?error=access_denied&state={state}", follow=True)
    assertContains(answer, "取りやめ")
    assertContains(client.get("/accounts/oidc/campus/login/"), "所属機関の認証へ進みます")
