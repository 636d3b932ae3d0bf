"""`kitei person …`: everything about people that an administrator automates."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from kitei import clock
from kitei.cli.people import commands
from kitei.office.people import access, services
from kitei.office.people.models import Account, Appointment, Person, Unit
from kitei.office.post.models import Outgoing
from kitei.office.programs.services import holder_of
from kitei.office.record.models import Act
from tests.office.people.building import AT, account, appoint, person, powers, unit

pytestmark = pytest.mark.django_db


def run(*arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(commands.app, [str(each) for each in arguments])
    assert done.exit_code == status, (done.output, done.exception)
    return done


def as_json(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def test_the_first_administrator_is_invited(client: Client) -> None:
    url = run("invite", "Admin@example.ac.jp", "--role", "administrator").stdout.strip()
    who = Person.objects.get(email="admin@example.ac.jp")
    assert access.may(powers(who, clock.today()), "account.invited")
    assert client.get(url.removeprefix("http://testserver")).status_code == 200
    assert Outgoing.objects.count() == 1
    assert set(Act.objects.values_list("actor", flat=True)) == {"job:cli"}


def test_somebody_known_is_invited_again_as_json() -> None:
    who = person(email="a@example.ac.jp")
    told = as_json("invite", "a@example.ac.jp")
    assert told["person"] == who.pseudonym
    assert "/accounts/invitation/" in told["url"]


def test_a_failed_invitation_leaves_nothing_behind() -> None:
    assert "そ" not in run("invite", "x@example.ac.jp", "--role", "king", status=2).stdout
    assert not Person.objects.exists()
    assert not Outgoing.objects.exists()


def test_units_and_persons_are_added_and_listed() -> None:
    run("unit", "add", "law", "--ja", "法学部", "--en", "Law", "--kind", "college")
    run("unit", "add", "law-office", "--ja", "法学部事務室", "--en", "Law Office", "--parent", "law")
    assert run("unit", "list").stdout.splitlines() == ["law  法学部", "  law-office  法学部事務室"]
    assert [each["depth"] for each in as_json("unit", "list")] == [0, 1]
    run("add", "h@example.ac.jp", "--name", "髙橋 花子", "--kana", "タカハシ", "--unit", "law")
    run("appoint", "h@example.ac.jp", "--role", "manager", "--unit", "law", "--from", "2026-04-01")
    assert run("list", "花子").stdout == "h@example.ac.jp  髙橋 花子  個人情報管理者\n"
    (row,) = as_json("list")
    assert row["unit"] == "law"
    assert row["roles"] == [{"role": "manager", "unit": "law", "capacity": "holder"}]
    assert (row["account"], row["left_on"]) == (None, None)


def test_an_appointment_is_ended_and_somebody_leaves() -> None:
    who = person(email="h@example.ac.jp")
    account(who)
    appoint(who, "operating_chair")
    run("end", "h@example.ac.jp", "--role", "operating_chair", "--on", "2026-10-01")
    assert Appointment.objects.get().to_on is not None
    run("end", "h@example.ac.jp", "--role", "operating_chair", "--on", "2026-10-01", status=2)
    run("leave", "h@example.ac.jp", "--on", "令和8年11月1日")
    who.refresh_from_db()
    assert str(who.left_on) == "2026-11-01"
    (row,) = as_json("list")
    assert (row["account"], row["left_on"]) == ("open", "2026-11-01")


def test_a_locked_account_is_opened() -> None:
    who = person(email="h@example.ac.jp")
    run("unlock", "h@example.ac.jp", status=2)
    locked = account(who)
    for _ in range(5):
        services.fail_sign_in(account=locked, at=AT + timedelta(days=1))
    run("unlock", "h@example.ac.jp")
    assert Account.objects.get().locked_until is None


@pytest.mark.parametrize(
    "wrong",
    [
        ("appoint", "nobody@example.ac.jp", "--role", "clerk"),
        ("appoint", "h@example.ac.jp", "--role", "clerk", "--unit", "nowhere"),
        ("appoint", "h@example.ac.jp", "--role", "manager"),
        ("appoint", "h@example.ac.jp", "--role", "clerk", "--from", "tomorrow"),
        ("unit", "add", "Law!", "--ja", "x", "--en", "x"),
        ("add", "nowhere", "--name", "x"),
        ("list", "--lang", "la"),
    ],
)
@pytest.mark.parametrize("lang", [(), ("--lang", "en")])
def test_what_is_wrong_is_one_sentence(wrong: tuple[str, ...], lang: tuple[str, ...]) -> None:
    person(email="h@example.ac.jp")
    told = run(*wrong, *(lang if "--lang" not in wrong else ()), status=2)
    assert told.stderr.strip()
    assert told.stdout == ""
    assert not Appointment.objects.exists()
    assert not Unit.objects.exists()


def test_the_table_of_access_is_printed() -> None:
    table = as_json("access")
    reads = [each for each in table if (each["role"], each["act"]) == ("manager", "case.read")]
    assert {"disclosure", "incident"} <= {each["procedure"] for each in reads}
    assert "個人情報管理者  case.read  in_charge  disclosure" in run("access").stdout


def test_units_that_exist_are_named_in_english_too() -> None:
    unit("law")
    assert run("unit", "list", "--lang", "en").stdout == "law  Unit law\n"


def test_a_token_is_printed_once_and_works() -> None:
    who = person(email="h@example.ac.jp")

    plain = run("token", "h@example.ac.jp", "--scope", "case.read", "--days", 30).stdout.strip()

    found = holder_of(plain, at=clock.now())
    assert found is not None
    assert (found.person, found.scopes) == (who, ["case.read"])
    run("token", "h@example.ac.jp", "--scope", "case.read", "--days", 0, status=2)
