"""Units, persons, appointments and accounts of an office for practice, made by the services that real offices use."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kitei.cli.demo.plan import Invented, OfficePlan, SeatPlan, invented
from kitei.cli.demo.seats import DOMAIN, PASSWORD, address, seats_of
from kitei.office.ground.actors import Actor, system
from kitei.office.lawbook import current
from kitei.office.people.access.charge import held_by
from kitei.office.people.models import Person, Unit
from kitei.office.people.services import appointing, inviting, persons, units

_MAKER = system("demo")


@dataclass(slots=True)
class Staff:
    """Who works in an office.

    Attributes:
        units: by code. seats: the holders of each role, by the code of their unit (`""` for the whole institution).
        accounts: who can sign in: address, and in which role.
        secrets: of requests that were filed, by number.
    """

    units: dict[str, Unit] = field(default_factory=dict)
    seats: dict[str, dict[str, list[Person]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    accounts: list[tuple[str, str, str]] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    def holder(self, role: str, unit: str) -> Person | None:
        """Who holds a role for a unit, or for the whole institution."""
        held: Mapping[str, list[Person]] = self.seats.get(role, {})
        found = held.get(unit) or held.get("") or next(iter(held.values()), [])
        return found[0] if found else None


def actor_of(person: Person, role: str) -> Actor:
    """A person acting in a role."""
    return Actor(pseudonym=person.pseudonym, role=role, person=person.id)


def furnish(key: str, plan: OfficePlan, dice: random.Random, *, at: datetime) -> Staff:
    """Make units, fill seats, and open an account for one holder of each role.

    Args:
        at: the moment from which everything holds.
    """
    staff, people = Staff(), invented(dice)
    for each in plan.units:
        parent = staff.units[each.parent] if each.parent else None
        staff.units[each.code] = units.add_unit(
            code=each.code, title_ja=each.ja, title_en=each.en, parent=parent, kind=each.kind, actor=_MAKER, at=at
        )
    root = plan.units[0].code
    for seat in seats_of(plan):
        _fill(staff, seat, people, root=root, key=key, at=at)
    return staff


def populate(staff: Staff, key: str, plan: OfficePlan, dice: random.Random, *, at: datetime) -> None:
    """Make everybody else who works or studies at the institution."""
    people, homes = invented(dice), list(staff.units.values())
    for number in range(Person.objects.count(), plan.people):
        who = next(people)
        mail = f"m{number:05}@{key}.{DOMAIN}"
        persons.add_person(name=who.name, kana=who.kana, email=mail, unit=dice.choice(homes), actor=_MAKER, at=at)


def _fill(staff: Staff, seat: SeatPlan, people: Iterator[Invented], *, root: str, key: str, at: datetime) -> None:
    day = at.date()
    wanted = list(seat.units) or [""] * max(seat.count, 1)
    for turn, code in enumerate(wanted):
        who = next(people)
        mail = address(key, seat.role, code, turn)
        home = staff.units[code or seat.home or root]
        person = persons.add_person(name=who.name, kana=who.kana, email=mail, unit=home, actor=_MAKER, at=at)
        capacity = seat.first if seat.first and turn == 0 else seat.capacity
        _appoint(staff, person, seat.role, code, "holder" if seat.sits_in else capacity, day, at)
        if seat.sits_in:
            _appoint(staff, person, seat.sits_in, "", capacity, day, at)
        if seat.also:
            _appoint(staff, person, seat.also, "", "holder", day, at)
        if turn == 0:
            secret = inviting.invite(person=person, actor=_MAKER, at=at).secret
            inviting.accept_invitation(secret=secret, password=PASSWORD, at=at)
            staff.accounts.extend((mail, role, code) for role in (seat.role, seat.also) if role)


def _appoint(staff: Staff, person: Person, role: str, code: str, capacity: str, day: date, at: datetime) -> None:
    staff.seats[role][code].append(person)
    law = current()
    if held_by(law, role) in {"everyone", "unit"}:
        return  # held without being appointed
    appointing.appoint(
        person=person,
        role=role,
        unit=staff.units[code] if code else None,
        capacity=capacity if role in law.bodies else "holder",
        from_on=day,
        actor=_MAKER,
        at=at,
    )
