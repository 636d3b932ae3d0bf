"""SAML 2.0 as GakuNin's providers speak it: the invited come in, everything else stays out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import Client, RequestFactory
from pytest_django.asserts import assertContains, assertRedirects
from pytest_django.fixtures import Settings

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account, Invitation
from kitei.office.record.models import Act
from kitei.premises.home import Home
from kitei.project.signin import origins, providers
from kitei.web.signin.asked.single import SingleSignOnAdapter
from tests.office.people.building import PASSWORD, SETTER, person
from tests.web.signin.providers import ANOTHER, TARO, SamlProvider, certificate

pytestmark = pytest.mark.django_db
HOST = "kitei.example.ac.jp"


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("idp")
    certificate(folder)
    return folder


@pytest.fixture
def client() -> Client:
    return Client(headers={"Host": HOST})


@pytest.fixture
def idp(keys: Path, client: Client, settings: Settings) -> SamlProvider:
    found = SamlProvider(keys, keys / "idp.key", keys / "idp.crt")
    described = {
        "key": "gakunin",
        "name": "学認",
        "entity_id": found.entity_id,
        "sso_url": found.sso_url,
        "certificate": "idp.crt",
        "scopes": ["example.ac.jp"],
    }
    home = Home(keys, "test", "josai", f"http://{HOST}", {"signin": {"saml": [described]}})
    settings.ALLOWED_HOSTS = [HOST]
    settings.SOCIALACCOUNT_PROVIDERS = providers(home)
    assert origins(home) == ["https://idp.example.ac.jp"]
    found.learn(client.get("/accounts/saml/gakunin/metadata/").content)
    return found


@pytest.fixture
def invited() -> Account:
    who = person("髙橋 花子", email="hanako@example.ac.jp")
    return services.invite(person=who, actor=SETTER, at=clock.now()).account


def sent_to(client: Client) -> str:
    answer = client.post("/accounts/saml/gakunin/login/?process=login")
    return str(answer["Location"])


def come_back(client: Client, posted: dict[str, str]) -> Any:
    answer = client.post("/accounts/saml/gakunin/acs/", posted)
    return client.get(answer["Location"])


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_invitation_that_was_withdrawn_or_is_too_old_opens_nothing(
    client: Client, idp: SamlProvider, invited: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = Invitation.objects.get()
    services.withdraw_invitation(invitation=invitation, actor=SETTER, at=clock.now())
    assertContains(come_back(client, idp.answer(sent_to(client))), "招待されていません", status_code=403)

    assert invited.person is not None
    services.invite(person=invited.person, actor=SETTER, at=clock.now())
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assertContains(come_back(client, idp.answer(sent_to(client))), "招待されていません", status_code=403)
    assert not signed_in(client)


def test_nobody_signs_up_by_single_sign_on(rf: RequestFactory) -> None:
    assert not SingleSignOnAdapter().is_open_for_signup(rf.get("/"), SocialLogin())


@pytest.mark.usefixtures("idp")
def test_the_page_offers_the_institutions_sign_in(client: Client) -> None:
    assertContains(client.get("/accounts/login/"), "学認")


@pytest.mark.usefixtures("idp")
def test_the_metadata_asks_for_signed_assertions(client: Client) -> None:
    assertContains(client.get("/accounts/saml/gakunin/metadata/"), 'WantAssertionsSigned="true"')


def test_the_invited_come_in_and_have_taken_up_the_invitation(
    client: Client, idp: SamlProvider, invited: Account
) -> None:
    answer = come_back(client, idp.answer(sent_to(client)))
    assertRedirects(answer, "/desk/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(invited.pk)
    invited.refresh_from_db()
    assert invited.activated_at is not None
    assert Invitation.objects.get().used_at is not None
    assert Act.objects.filter(name="account.opened").count() == 1
    assert SocialAccount.objects.get().uid == TARO["eduPersonPrincipalName"]


def test_the_second_time_the_principal_name_is_enough(client: Client, idp: SamlProvider, invited: Account) -> None:
    come_back(client, idp.answer(sent_to(client)))
    client.post("/accounts/logout/")
    come_back(client, idp.answer(sent_to(client), identity={**TARO, "mail": "new-name@example.ac.jp"}))
    assert client.session["_auth_user_id"] == str(invited.pk)


def test_who_was_not_invited_stays_out(client: Client, idp: SamlProvider) -> None:
    answer = come_back(client, idp.answer(sent_to(client)))
    assertContains(answer, "招待されていません", status_code=403)
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "claimed",
    [
        {"eduPersonPrincipalName": "h-takahashi@elsewhere.ac.jp"},
        {"mail": "hanako@elsewhere.ac.jp"},
        {"mail": "hanako@evil-example.ac.jp"},
        {"eduPersonPrincipalName": "no-scope"},
    ],
)
def test_a_claim_outside_the_providers_scope_is_refused(
    client: Client, idp: SamlProvider, invited: Account, claimed: dict[str, str]
) -> None:
    answer = come_back(client, idp.answer(sent_to(client), identity={**TARO, **claimed}))
    assertContains(answer, "証明できない利用者", status_code=403)
    assert not signed_in(client)
    assert not SocialAccount.objects.filter(user=invited).exists()


@pytest.mark.usefixtures("invited")
def test_an_answer_sent_twice_works_once(client: Client, idp: SamlProvider) -> None:
    posted = idp.answer(sent_to(client))
    come_back(client, posted)
    client.post("/accounts/logout/")
    assert come_back(client, posted).status_code in {400, 403}
    assert not signed_in(client)


@pytest.mark.usefixtures("invited")
def test_an_answer_taken_to_another_browser_is_refused(client: Client, idp: SamlProvider) -> None:
    posted = idp.answer(sent_to(client))
    thief = Client(headers={"Host": HOST})
    assert come_back(thief, posted).status_code in {400, 403}
    assert not signed_in(thief)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sign_assertion": False},
        {"sign_assertion": False, "sign_response": False},
        {"audience": ANOTHER},
    ],
)
@pytest.mark.usefixtures("invited")
def test_an_unsigned_answer_or_one_for_another_service_is_refused(
    client: Client, idp: SamlProvider, wrong: dict[str, Any]
) -> None:
    answer = come_back(client, idp.answer(sent_to(client), **wrong))
    assertContains(answer, "応答を確かめられませんでした", status_code=answer.status_code)
    assert not signed_in(client)


@pytest.mark.usefixtures("idp", "invited")
def test_an_answer_by_somebody_elses_key_is_refused(client: Client, tmp_path: Path) -> None:
    key, cert = certificate(tmp_path)
    forged = SamlProvider(tmp_path, key, cert)
    forged.learn(client.get("/accounts/saml/gakunin/metadata/").content)
    come_back(client, forged.answer(sent_to(client)))
    assert not signed_in(client)


@pytest.mark.usefixtures("idp")
def test_what_is_no_answer_at_all_is_refused(client: Client) -> None:
    for posted in ({"SAMLResponse": "%%%"}, {"SAMLResponse": "PGE+"}, {}):
        come_back(client, posted)
        assert not signed_in(client)


def test_the_account_of_who_left_stays_closed(client: Client, idp: SamlProvider, invited: Account) -> None:
    come_back(client, idp.answer(sent_to(client)))
    client.post("/accounts/logout/")
    services.close_account(account=invited, actor=SETTER, at=clock.now())
    answer = come_back(client, idp.answer(sent_to(client)))
    assertContains(answer, "停止されています", status_code=403)
    assert not signed_in(client)


def test_a_closed_account_is_not_connected(client: Client, idp: SamlProvider, invited: Account) -> None:
    services.close_account(account=invited, actor=SETTER, at=clock.now())
    assertContains(come_back(client, idp.answer(sent_to(client))), "停止されています", status_code=403)


def test_who_came_by_single_sign_on_just_now_may_set_a_password(
    client: Client, idp: SamlProvider, invited: Account
) -> None:
    come_back(client, idp.answer(sent_to(client)))
    assertContains(client.get("/accounts/password/set/"), "パスワードの設定")
    new = "another long password"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})
    invited.refresh_from_db()
    assert invited.check_password(new)
    assertContains(client.get("/accounts/connections/"), "学認")


def test_somebody_signed_in_connects_their_own_account(client: Client, idp: SamlProvider, account: Account) -> None:
    client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/saml/gakunin/login/?process=connect")
    come_back(client, idp.answer(str(answer["Location"])))
    assert SocialAccount.objects.get().user_id == account.pk
