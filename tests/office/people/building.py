"""A small institution for tests: units, persons, appointments, all made by the real services."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kitei.office.ground.actors import system
from kitei.office.people import access, services
from kitei.office.people.models import Account, Appointment, Person, Unit

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LONG_AGO = date(2025, 4, 1)
SETTER = system("setup")
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


def unit(code: str, parent: Unit | None = None) -> Unit:
    return services.add_unit(
        code=code, title_ja=f"{code}部", title_en=f"Unit {code}", parent=parent, kind="office", actor=SETTER, at=AT
    )


def person(name: str = "髙橋 花子", at: Unit | None = None, **more: Any) -> Person:
    count = Person.objects.count()
    email = more.pop("email", f"p{count}@example.ac.jp")
    return services.add_person(name=name, email=email, unit=at, actor=SETTER, at=AT, **more)


def appoint(who: Person, role: str, where: Unit | None = None, **more: Any) -> Appointment:
    more = {"from_on": LONG_AGO, **more}
    return services.appoint(person=who, role=role, unit=where, actor=SETTER, at=AT, **more)


def powers(who: Person | None, on: date = TODAY) -> access.Powers:
    return access.powers(who, on)


def account(who: Person, password: str = PASSWORD) -> Account:
    invited = services.invite(person=who, actor=SETTER, at=AT)
    return services.accept_invitation(secret=invited.secret, password=password, at=AT)
