"""Every address of the pages about people × every role: only who looks after people gets in."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kitei.office.lawbook import OFFICE_ROLES, current
from kitei.office.people.access.charge import held_by
from kitei.office.people.models import Account, Person
from kitei.office.record.models import Act
from kitei.web.people.urls import urlpatterns
from tests.office.people.building import PASSWORD, appoint, person, unit
from tests.web.people.conftest import opened

pytestmark = pytest.mark.django_db
OPEN = {"access"}  # the table is there for everybody at the desk


def addresses(who: Person) -> list[str]:
    known = {"sign": who.pseudonym.partition(":")[2], "code": "law", "id": str(uuid4())}
    found = []
    for pattern in urlpatterns:
        if pattern.name not in OPEN:
            needed = {name: known[name] for name in pattern.pattern.converters}
            found.append(reverse(f"people:{pattern.name}", kwargs=needed))
    return found


def appointed(role: str) -> Person:
    law, who = current(), person()
    body = role in law.bodies
    where = (
        unit(f"u-{role.replace('_', '-')}") if role not in OFFICE_ROLES and held_by(law, role) == "each_unit" else None
    )
    appoint(who, role, where, capacity="chair" if body else "holder")
    return who


def test_every_role_but_the_administrator_is_turned_away_from_every_page(client: Client) -> None:
    unit("law")
    law = current()
    roles = [*(name for name in law.offices if held_by(law, name) in {"named", "each_unit"}), *OFFICE_ROLES]
    target = person()
    for role in roles:
        if role == "administrator":
            continue
        account = opened(appointed(role))
        client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        before = Act.objects.count()
        for address in addresses(target):
            for answer in (client.get(address), client.post(address, {"to": "closed", "role": "clerk"})):
                assert answer.status_code in {403, 405}, (role, address)
        assert Act.objects.count() == before, role
        client.post("/accounts/logout/")


def test_without_signing_in_there_is_only_the_way_to_the_sign_in(client: Client, admin: Account) -> None:
    unit("law")
    assert admin.person is not None
    for address in [*addresses(admin.person), "/desk/people/access"]:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {302, 405}, address
            if answer.status_code == 302:
                assert answer["Location"].startswith("/accounts/")
