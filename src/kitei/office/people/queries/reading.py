"""Reading people: lists for the desk, holders of a role, the person of an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kitei.office.people.models import Account, Appointment, Person, Unit


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its depth in the tree, 0 for the institution."""

    unit: Unit
    depth: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the account, and the appointments in force."""

    person: Person
    account: Account | None
    appointments: tuple[Appointment, ...]


def in_force(on: date) -> QuerySet[Appointment]:
    """The appointments that hold on a day."""
    return Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), from_on__lte=on)


def units_tree() -> tuple[UnitRow, ...]:
    """All units, each followed by those below it, by code."""
    children: dict[UUID | None, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.order_by("code"):
        children[unit.parent_id].append(unit)
    return tuple(_rows(children, None, 0))


def _rows(children: dict[UUID | None, list[Unit]], above: UUID | None, depth: int) -> Iterator[UnitRow]:
    for unit in children[above]:
        yield UnitRow(unit, depth)
        yield from _rows(children, unit.id, depth + 1)


def persons_page(
    on: date, *, text: str = "", unit: Unit | None = None, after: str = "", size: int = 50
) -> tuple[tuple[PersonRow, ...], str]:
    """Persons by reading and name, from a place on; with the place of the next page, empty at the end.

    Args:
        text: part of a name, a reading or an address. after: the last person's pseudonym of the page before.
    """
    found = Person.objects.select_related("unit", "account").order_by("kana", "name", "id")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(kana__icontains=text) | Q(email__icontains=text.lower()))
    if unit is not None:
        found = found.filter(unit=unit)
    if last := Person.objects.filter(pseudonym=after).first():
        same = Q(kana=last.kana, name=last.name, id__gt=last.id) | Q(kana=last.kana, name__gt=last.name)
        found = found.filter(same | Q(kana__gt=last.kana))
    rows = list(found[: size + 1])
    held = _held(rows[:size], on)
    page = tuple(PersonRow(each, getattr(each, "account", None), tuple(held[each.id])) for each in rows[:size])
    return page, page[-1].person.pseudonym if len(rows) > size else ""


def _held(persons: Sequence[Person], on: date) -> dict[UUID, list[Appointment]]:
    held: dict[UUID, list[Appointment]] = defaultdict(list)
    for each in in_force(on).filter(person__in=persons).select_related("unit").order_by("from_on", "id"):
        held[each.person_id].append(each)
    return held


def holders(role: str, on: date, *, unit: Unit | None = None, capacity: str | None = None) -> tuple[Person, ...]:
    """Who holds a role or sits in a body on a day: in the unit named or the nearest one above it that has a holder.

    Without a unit: everybody who holds it, anywhere.
    """
    found = in_force(on).filter(role=role, person__left_on__isnull=True).select_related("person").order_by("id")
    if capacity is not None:
        found = found.filter(capacity=capacity)
    rows = list(found)
    if unit is None:
        return tuple(dict.fromkeys(each.person for each in rows))
    at: Unit | None = unit
    while at is not None:
        here = tuple(dict.fromkeys(each.person for each in rows if each.unit_id == at.id))
        if here:
            return here
        at = at.parent
    return tuple(dict.fromkeys(each.person for each in rows if each.unit_id is None))
