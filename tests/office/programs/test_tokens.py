"""Tokens and webhooks of programs."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction

from kitei.jobs.programs import tasks
from kitei.office.ground.actors import Actor
from kitei.office.ground.identifiers import new_id
from kitei.office.people.models import Person
from kitei.office.programs import services
from kitei.office.programs.models import Delivery, Webhook
from kitei.office.record.models import Act
from kitei.office.record.services import write

NOON = datetime(2026, 5, 11, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hana() -> Person:
    person = Person(id=new_id(NOON), pseudonym="person:hana", name="佐藤 花子", email="hana@example.jp")
    with transaction.atomic():
        write(act="person.added", actor=who(), at=NOON, payload={}, case=None, rows=[person])
    return person


def who() -> Actor:
    return Actor(pseudonym="person:admin", role="administrator")


def issue(person: Person, *, scopes: tuple[str, ...] = ("case.read",), days: int = 30) -> services.Issued:
    return services.issue_token(person=person, label="集計", scopes=scopes, days=days, actor=who(), at=NOON)


def test_a_token_is_shown_once_and_kept_as_a_digest(hana: Person) -> None:
    issued = issue(hana)

    assert issued.plain.startswith("kitei_")
    assert issued.plain not in str(vars(issued.token))
    assert services.holder_of(issued.plain, at=NOON) == issued.token
    assert services.holder_of(issued.plain + "x", at=NOON) is None


def test_a_token_ends_on_its_day_and_when_it_is_revoked(hana: Person) -> None:
    issued = issue(hana)

    assert services.holder_of(issued.plain, at=NOON + timedelta(days=30)) is None
    services.revoke_token(token=issued.token, actor=who(), at=NOON)
    services.revoke_token(token=issued.token, actor=who(), at=NOON)
    assert services.holder_of(issued.plain, at=NOON) is None
    assert Act.objects.filter(name="token.revoked").count() == 1


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_lives_a_year_at_most(hana: Person, days: int) -> None:
    with pytest.raises(services.TooLong, match="366 days"):
        issue(hana, days=days)


def test_a_token_without_a_scope_is_refused(hana: Person) -> None:
    with pytest.raises(services.NoScope):
        issue(hana, scopes=(" ",))


def test_a_scope_covers_an_act_by_name_or_by_a_beginning_that_ends_in_a_point() -> None:
    assert services.covers(["case."], "case.read")
    assert services.covers(["case.read"], "case.read")
    assert not services.covers(["case"], "case.read")
    assert not services.covers(["case.read"], "case.read_all")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.jp/hook",
        "https://10.0.0.1/hook",
        "https://169.254.169.254/latest",
        "https://user:pass@example.jp/",
        "ftp://example.jp/",
        "https:///nowhere",
    ],
)
def test_a_webhook_never_goes_inside_or_in_clear(hana: Person, url: str) -> None:
    with pytest.raises(services.NotAnAddress):
        services.add_webhook(person=hana, url=url, acts=["case."], actor=who(), at=NOON)
    assert not Webhook.objects.exists()


class Program(HTTPServer):
    """A program that is called; it takes what it is told to take."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ear)
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204


class Ear(BaseHTTPRequestHandler):
    server: Program

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def program() -> Iterator[Program]:
    server = Program()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def hook_to(program: Program, person: Person, acts: tuple[str, ...] = ("case.",)) -> Webhook:
    url = f"http://127.0.0.1:{program.server_address[1]}/hook"
    return services.add_webhook(person=person, url=url, acts=acts, actor=who(), at=NOON)


def test_a_program_hears_of_the_acts_it_asked_for_signed_and_without_a_name(hana: Person, program: Program) -> None:
    hook = hook_to(program, hana)

    assert services.tell("case.opened", {"case": "R8-D-0001"}, at=NOON) == 1
    assert services.tell("person.added", {"case": None}, at=NOON) == 0
    [delivery] = Delivery.objects.all()
    tasks.call.func(str(delivery.id))

    [(headers, body)] = program.heard
    assert headers[tasks.SIGNATURE] == "sha256=" + hmac.new(hook.secret.encode(), body, hashlib.sha256).hexdigest()
    assert json.loads(body) == {"act": "case.opened", "case": "R8-D-0001", "delivery": str(delivery.id)}
    delivery.refresh_from_db()
    assert (delivery.status, delivery.body) == (204, None)


def test_a_call_that_was_not_taken_is_kept_and_made_again(hana: Person, program: Program) -> None:
    hook_to(program, hana)
    program.status = 500
    services.tell("case.opened", {}, at=NOON)
    [delivery] = Delivery.objects.all()

    with pytest.raises(tasks.NotTaken):
        tasks.call.func(str(delivery.id))

    program.status = 200
    tasks.call.func(str(delivery.id))
    tasks.call.func(str(delivery.id))
    assert len(program.heard) == 2


def test_a_webhook_that_was_removed_is_not_called(hana: Person, program: Program) -> None:
    hook = hook_to(program, hana)
    services.tell("case.opened", {}, at=NOON)
    services.remove_webhook(webhook=hook, actor=who(), at=NOON)
    [delivery] = Delivery.objects.all()

    tasks.call.func(str(delivery.id))

    assert program.heard == []
    assert services.tell("case.opened", {}, at=NOON) == 0
