"""Everybody issues and revokes tokens of their own; the administrator looks after webhooks and sees their calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from kitei import clock
from kitei.jobs.programs.tasks import TRIES
from kitei.office.ground.actors import Actor
from kitei.office.people.models import Account
from kitei.office.programs import services
from kitei.office.programs.models import Delivery, Token, Webhook
from kitei.office.record.models import Act
from tests.browser import Visitor
from tests.office.people.building import appoint, person, unit
from tests.web.people.conftest import opened
from tests.web.programs.conftest import enter, once_more

pytestmark = pytest.mark.django_db
HERE = "/desk/programs/"


@pytest.fixture
def manager() -> Account:
    """Somebody who reads and decides cases."""
    faculty = unit("law")
    who = person("髙橋 花子", faculty)
    appoint(who, "manager", faculty)
    return opened(who)


def secret_of(page: bytes) -> str:
    found = re.search(r'id="secret"[^>]*value="([^"]+)"', page.decode())
    assert found is not None
    return found.group(1)


def test_a_token_is_issued_after_showing_again_who_one_is_and_shown_once(manager: Account, client: Client) -> None:
    cache.clear()
    desk = enter(client, manager.email)
    sent = {"label": "毎朝の一覧", "scopes": ["case.read case.search"], "days": "30"}
    Act.objects.all()
    session = desk.session
    session["account_authentication_methods"] = []
    session.save()
    assert desk.post(f"{HERE}tokens/issue", sent).status_code == 302
    assert not Token.objects.exists()

    answer = once_more(desk).post(f"{HERE}tokens/issue", sent)

    assertContains(answer, "トークンを発行しました")
    secret = secret_of(answer.content)
    assert services.holder_of(secret, at=clock.now()) == Token.objects.get()
    assert Token.objects.get().scopes == ["case.read", "case.search"]
    assert answer.headers["Cache-Control"] == "no-store"
    page = desk.get(HERE)
    assertContains(page, "毎朝の一覧")
    assertContains(page, "まだ")
    assertNotContains(page, secret)


def test_a_token_says_when_it_was_last_used_and_ends_when_it_is_revoked(manager: Account, client: Client) -> None:
    desk = enter(client, manager.email)
    assert manager.person is not None
    at = clock.now()
    issued = services.issue_token(
        person=manager.person, label="集計", scopes=["case."], days=9, actor=manager_actor(manager), at=at
    )
    Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {issued.plain}"})

    page = desk.get(HERE)
    assertNotContains(page, "まだ")
    assertContains(page, "使えます")
    assertRedirects(desk.post(f"{HERE}tokens/{issued.token.id}/revoke"), HERE)

    assertContains(desk.get(HERE), "取消し済み")
    refused = Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {issued.plain}"})
    assert refused.status_code == 401


def manager_actor(account: Account) -> Actor:
    assert account.person is not None
    return Actor(account.person.pseudonym, "manager", account.person.id)


def test_nobody_revokes_another_persons_token(manager: Account, admin: Account, client: Client) -> None:
    assert manager.person is not None
    at = clock.now()
    issued = services.issue_token(
        person=manager.person, label="集計", scopes=["case."], days=9, actor=manager_actor(manager), at=at
    )
    desk = enter(client, admin.email)

    assert desk.post(f"{HERE}tokens/{issued.token.id}/revoke").status_code == 404
    assertNotContains(desk.get(HERE), "集計")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"days": "30"}, "範囲"),
        ({"scopes": ["case."], "days": "many"}, "日数ではありません"),
        ({"scopes": ["case."], "days": "400"}, "366 日まで"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    manager: Account, client: Client, sent: dict[str, object], says: str
) -> None:
    desk = once_more(enter(client, manager.email))

    answer = desk.post(f"{HERE}tokens/issue", {"label": "集計", **sent})

    assertContains(answer, says, status_code=422)
    assertContains(answer, 'value="集計"', status_code=422)


def test_a_token_is_offered_only_what_its_person_may_do(manager: Account, admin: Account) -> None:
    cases = enter(Client(), manager.email).get(HERE).content.decode()
    people = enter(Client(), admin.email).get(HERE).content.decode()

    assert ("案件を読み、扱う" in cases, "人・部署・任命" in cases) == (True, False)
    assert ("案件を読み、扱う" in people, "人・部署・任命" in people) == (False, True)


def test_the_administrator_adds_sees_and_removes_webhooks(admin: Account, client: Client) -> None:
    desk = once_more(enter(client, admin.email))
    sent = {"url": "https://example.ac.jp/hook", "acts": ["case.", "clock.late"], "days": "7"}

    answer = desk.post(f"{HERE}webhooks/add", sent)

    hook = Webhook.objects.get()
    assert secret_of(answer.content) == hook.secret
    assert hook.acts == ["case.", "clock.due:7", "clock.late"]
    assertContains(desk.get(f"{HERE}webhooks"), "期限の7日前")
    assertContains(desk.get(f"{HERE}webhooks/{hook.id}"), "まだ通知していません")
    states(hook)
    log = desk.get(f"{HERE}webhooks/{hook.id}")
    for says in ("届きました", "断念しました", "再送待ち", "送信待ち", "case.opened"):
        assertContains(log, says)
    assertRedirects(desk.post(f"{HERE}webhooks/{hook.id}/remove"), f"{HERE}webhooks")
    assert desk.get(f"{HERE}webhooks/{hook.id}").status_code == 404


def states(hook: Webhook) -> None:
    """Calls in every state."""
    at = clock.now()
    for number, (tries, done) in enumerate(((1, True), (TRIES, False), (2, False), (0, False))):
        services.tell("case.opened", {}, at=at + timedelta(seconds=number))
        newest = Delivery.objects.filter(webhook=hook).order_by("-queued_at").first()
        assert newest is not None
        newest.tries, newest.status, newest.done_at = tries, 200 if done else 503 if tries else 0, at if done else None
        newest.save()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"url": "http://example.jp/", "acts": ["case."]}, "https://"),
        ({"url": "https://example.jp/"}, "範囲"),
        ({"url": "https://example.jp/", "acts": ["case."], "days": "x"}, "日数ではありません"),
    ],
)
def test_a_webhook_that_cannot_be_is_refused(
    admin: Account, client: Client, sent: dict[str, object], says: str
) -> None:
    answer = once_more(enter(client, admin.email)).post(f"{HERE}webhooks/add", sent)

    assertContains(answer, says, status_code=422)
    assert not Webhook.objects.exists()


def test_webhooks_are_for_the_administrator_alone(manager: Account, client: Client) -> None:
    desk = once_more(enter(client, manager.email))

    assert desk.get(f"{HERE}webhooks").status_code == 403
    assertNotContains(desk.get(HERE), "通知先")
    assertContains(desk.get("/accounts/"), HERE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("lang", "size"), [("ja", "laptop"), ("en", "phone")])
def test_axe_finds_nothing(
    visit: Callable[..., Visitor], admin: Account, lang: Literal["ja", "en"], size: Literal["laptop", "phone"]
) -> None:
    assert admin.person is not None
    actor = manager_actor(admin)
    for label in ("毎朝の期限一覧", "集計"):
        services.issue_token(
            person=admin.person, label=label, scopes=["person.", "webhook."], days=90, actor=actor, at=clock.now()
        )
    hook = services.add_webhook(
        person=admin.person,
        url="https://example.ac.jp/a-rather-long-address/of-a-webhook/that-must-not-burst-the-page",
        acts=["case.", "clock.due", "clock.late", "clock.due:14"],
        actor=actor,
        at=clock.now(),
    )
    states(hook)
    visitor = visit(admin, lang=lang, size=size)
    found: list[str] = []
    for path, says in (("", "/accounts/"), ("webhooks", hook.url), (f"webhooks/{hook.id}", "case.opened")):
        page = visitor.open(f"{HERE}{path}")
        assert says in page.content()
        found += visitor.findings()
    assert found == []
