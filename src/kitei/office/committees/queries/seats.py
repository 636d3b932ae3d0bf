"""Who sits in a body, and by which rules it meets, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import BodyRules
from kitei.office.committees.rules import Rules, rules_of
from kitei.office.lawbook import current
from kitei.office.people.models import Appointment, Capacity, Person, Unit
from kitei.regulations.schema.identity import Body

SITTING = (Capacity.CHAIR, Capacity.VICE_CHAIR, Capacity.MEMBER)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's seat.

    Attributes:
        capacity: chair, vice_chair or member.
    """

    person: Person
    capacity: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class BodyOfUnit:
    """A body as it really sits: one of the regulation's, of the whole institution or of one unit."""

    body: Body
    unit: Unit | None


def bodies(on: date) -> tuple[BodyOfUnit, ...]:
    """Every body of the regulation; once for each unit that has one of its own, and at least once."""
    found: list[BodyOfUnit] = []
    sitting = _in_force(on).select_related("unit")
    for body in current().regulation.identity.bodies:
        units = {seat.unit_id: seat.unit for seat in sitting if seat.role == body.id}
        ordered = sorted(units.values(), key=lambda unit: unit.code if unit else "")
        found += [BodyOfUnit(body, unit) for unit in ordered or [None]]
    return tuple(found)


def seats(body: str, unit: UUID | None, on: date) -> tuple[Seat, ...]:
    """The members on a day: the chair first, then the vice-chair, then by reading of the name."""
    rows = _in_force(on).filter(role=body, unit=unit).select_related("person")
    found: dict[UUID, Seat] = {}
    for row in sorted(rows, key=lambda row: SITTING.index(Capacity(row.capacity))):
        if row.person.works_on(on) and row.person_id not in found:
            found[row.person_id] = Seat(row.person, row.capacity, row.from_on, row.to_on)
    order = sorted(found.values(), key=lambda seat: (SITTING.index(Capacity(seat.capacity)), seat.person.kana))
    return tuple(order)


def past_and_future_seats(body: str, unit: UUID | None) -> tuple[Appointment, ...]:
    """Every appointment to the body there is or was, the latest first."""
    rows = Appointment.objects.filter(role=body, unit=unit, capacity__in=SITTING).select_related("person")
    return tuple(rows.order_by("-from_on", "person__kana"))


def rules_row(body: str, unit: UUID | None, on: date) -> BodyRules | None:
    """The body's own rules in force on a day, if it has any."""
    return BodyRules.objects.filter(body=body, unit=unit, from_on__lte=on).order_by("-from_on").first()


def rules_on(body: str, unit: UUID | None, on: date) -> Rules:
    """The regulation's rules and the body's own, on a day.

    Raises:
        NoSuchBody: the regulation has no such body.
    """
    row = rules_row(body, unit, on)
    return rules_of(body_named(body), None if row is None else row.rules)


def _in_force(on: date) -> QuerySet[Appointment]:
    open_ended = Q(to_on__isnull=True) | Q(to_on__gt=on)
    return Appointment.objects.filter(open_ended, from_on__lte=on, capacity__in=SITTING)
