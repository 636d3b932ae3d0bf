"""What one person holds on a day: appointments in force, resolved to roles, units, and whom they act for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from kitei.office.ground.actors import Actor
from kitei.office.lawbook import APART, OFFICE_ROLES, Law, current
from kitei.office.people.access.table import ACTING_CHAIR, Table, table_of
from kitei.office.people.models import Appointment, Person, Unit

_STATE = """
SELECT (SELECT coalesce(sum(act), 0) FROM people_appointment), (SELECT count(*) FROM people_appointment),
       (SELECT coalesce(sum(act), 0) FROM people_unit), (SELECT count(*) FROM people_unit)
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held.

    Attributes:
        role: whose powers it gives.
        appointment: the appointment; `None` for what everybody holds.
        units: where: these units; `None` for the whole institution.
        at: the unit of the appointment itself.
        capacity: in a body: chair, member …
        deputy_for: for a deputy, the appointment whose powers are used.
        covers: for a deputy, the procedures passed on; for the secretariat, the bodies served; empty for all.
        serves: for a clerk, the roles with a holder in the same unit.
    """

    role: str
    appointment: UUID | None = None
    units: frozenset[UUID] | None = None
    at: UUID | None = None
    capacity: str = "holder"
    deputy_for: UUID | None = None
    covers: frozenset[str] = frozenset()
    serves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Powers:
    """Everything a person may do on a day: what is held, and the table that says what each role may."""

    person: UUID | None
    pseudonym: str
    on: date
    holdings: tuple[Holding, ...]
    table: Table

    @property
    def roles(self) -> frozenset[str]:
        """The roles held, whoever gave them."""
        return frozenset(each.role for each in self.holdings)

    @property
    def grants(self) -> tuple[Holding, ...]:
        """The roles the person was named to; what everybody holds only where there is none."""
        return tuple(each for each in self.holdings if each.appointment is not None) or self.holdings

    def holds(self, role: str) -> bool:
        """Whether a role is held, anywhere."""
        return role in self.roles

    def actor(self, role: str) -> Actor:
        """The person acting in a role, for the record."""
        return Actor(self.pseudonym, role, self.person)


def nobody(on: date, law: Law | None = None) -> Powers:
    """The powers of somebody who is no person of the institution: none."""
    return Powers(None, "person:none", on, (), table_of(law or current()))


def powers(person: Person | None, on: date, law: Law | None = None) -> Powers:
    """What a person may do on a day; nothing before an appointment begins, on the day it ends, or after leaving.

    Args:
        law: the law of the office, unless it is another's.
    """
    law = law or current()
    if person is None:
        return nobody(on, law)
    if not person.works_on(on):
        return Powers(person.id, person.pseudonym, on, (), table_of(law))
    return Powers(person.id, person.pseudonym, on, _held(person.id, on, law, _state()), table_of(law))


def _state() -> tuple[int, ...]:
    """What tells one state of units and appointments from every other: each change of a row gives it a later act.

    A sum, not the latest act: of two acts at the same time, the earlier may be seen after the later.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        return tuple(int(each) for each in cursor.fetchone() or ())


@lru_cache(maxsize=4096)
def _held(person: UUID, on: date, law: Law, state: tuple[int, ...]) -> tuple[Holding, ...]:
    """What a person holds on a day; read once for each state."""
    del state
    table = table_of(law)
    own = list(_in_force(on).filter(person=person).select_related("deputy_for__person"))
    below = _below() if any(each.unit_id for each in own) else {}
    served = _served(own, on, table)
    holdings = [each for row in own for each in _holding(row, on, below, served)]
    if not any(row.role in APART for row in own):
        holdings += _by_unit(own, table, below)
        holdings += (Holding(role) for role, held in table.held.items() if held == "everyone")
    return tuple(dict.fromkeys(holdings))


def _in_force(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), from_on__lte=on)


def _holding(
    row: Appointment, on: date, below: Mapping[UUID, frozenset[UUID]], served: Mapping[UUID | None, frozenset[str]]
) -> Iterator[Holding]:
    units = None if row.unit_id is None else below[row.unit_id]
    principal = row.deputy_for
    if principal is None:
        serves = served.get(row.unit_id, frozenset()) if row.role == "clerk" else frozenset()
        capacity = ACTING_CHAIR if row.capacity == "vice_chair" and not _chaired(row, on) else row.capacity
        yield Holding(row.role, row.id, units, row.unit_id, capacity, None, frozenset(row.covers), serves)
    elif principal.in_force(on) and principal.person.works_on(on):
        yield Holding(
            principal.role, row.id, units, row.unit_id, principal.capacity, principal.id, frozenset(row.covers)
        )


def _chaired(seat: Appointment, on: date) -> bool:
    """Whether the body of a seat has a chair in office on a day.

    A chair who is prevented for a time makes the vice-chair a deputy for that time.
    """
    chairs = _in_force(on).filter(role=seat.role, unit=seat.unit_id, capacity="chair", deputy_for__isnull=True)
    return any(each.person.works_on(on) for each in chairs.select_related("person"))


def _by_unit(own: Iterable[Appointment], table: Table, below: Mapping[UUID, frozenset[UUID]]) -> Iterator[Holding]:
    """Roles that a unit holds as such: whoever is appointed to an office of the regulation there acts for it."""
    roles = [role for role, held in table.held.items() if held == "unit"]
    for row in own:
        if row.unit_id and row.role not in OFFICE_ROLES and row.role not in table.bodies and row.deputy_for_id is None:
            yield from (Holding(role, row.id, below[row.unit_id], row.unit_id) for role in roles)


def _served(own: Iterable[Appointment], on: date, table: Table) -> Mapping[UUID | None, frozenset[str]]:
    """For each unit in which the person is a clerk: the roles that somebody holds in that very unit."""
    units = {row.unit_id for row in own if row.role == "clerk"}
    if not units:
        return {}
    here = Q(unit__in=[unit for unit in units if unit is not None])
    if None in units:
        here |= Q(unit__isnull=True)
    held: dict[UUID | None, set[str]] = defaultdict(set)
    for unit, role in _in_force(on).filter(here, deputy_for__isnull=True).values_list("unit", "role").distinct():
        if role not in OFFICE_ROLES and role not in table.bodies:
            held[unit] |= {role, *(name for name, how in table.held.items() if how == "unit")}
    return {unit: frozenset(roles) for unit, roles in held.items()}


def _below() -> Mapping[UUID, frozenset[UUID]]:
    """Each unit with all units below it."""
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for unit, parent in Unit.objects.values_list("id", "parent"):
        children[parent].append(unit)
    return {unit: frozenset(_tree(unit, children)) for each in children.values() for unit in each}


def _tree(unit: UUID, children: Mapping[UUID | None, list[UUID]]) -> Iterator[UUID]:
    waiting = [unit]
    seen: set[UUID] = set()
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            yield at
            waiting.extend(children.get(at, ()))
