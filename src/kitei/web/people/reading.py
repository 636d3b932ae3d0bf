"""From forms to what the services take: units, days, roles; and back to what the page shows again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import OFFICE_ROLES, Law
from kitei.office.people.access import Powers, may
from kitei.office.people.access.charge import held_by
from kitei.office.people.models import Appointment, Capacity, Person, Unit, UnitKind
from kitei.office.people.queries import appointment_by, person_of, principals, unit_of, units_tree
from kitei.regulations.schema.identity import Role
from kitei.web.look.desk import DeskRequest
from kitei.web.look.words import language, t

ADMINISTRATOR = "administrator"
Choices = list[tuple[str, str]]


class NoSuchEntry(OfficeError):
    """A choice that is not on the list, or a day that is none.

    Attributes:
        field: the field of the form.
    """

    def __init__(self, field: str, *, ja: str, en: str) -> None:
        self.field = field
        super().__init__(ja=ja, en=en)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, for the page."""

    field: str
    says: str


def fault(error: OfficeError) -> Fault:
    """An error of the office, beside the field it is about; at the top of the form if it names none."""
    return Fault(str(getattr(error, "field", "")), error.of(language()))


def person_by(sign: str) -> Person:
    """The person of an address, which holds the pseudonym without its kind.

    Raises:
        Http404: there is none.
    """
    found = person_of(f"person:{sign}")
    if found is None:
        raise Http404(sign)
    return found


def unit_by(code: str) -> Unit | None:
    """A unit by code; none for an empty choice.

    Raises:
        NoSuchEntry: there is none of that code.
    """
    if not code:
        return None
    found = unit_of(code)
    if found is None:
        raise NoSuchEntry(
            "unit", ja="その部署はありません。一覧から選んでください。", en="no such unit; choose one from the list"
        )
    return found


def day_of(field: str, text: str) -> date | None:
    """A day as a browser sends it; none for an empty field.

    Raises:
        NoSuchEntry: it is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NoSuchEntry(
            field, ja="日付を読み取れません。例：2026-04-01", en="not a day; expected one such as 2026-04-01"
        ) from error


def day_needed(field: str, text: str) -> date:
    """A day that must be given.

    Raises:
        NoSuchEntry: it is missing or no day.
    """
    found = day_of(field, text)
    if found is None:
        raise NoSuchEntry(field, ja="日付を入力してください。", en="enter a day")
    return found


def unit_choices() -> Choices:
    """All units, those below set in."""
    return [(row.unit.code, "　" * row.depth + row.unit.title(language())) for row in units_tree()]


def role_choices(law: Law, powers: Powers) -> Choices:
    """Roles and bodies that somebody may appoint to: those of the regulation, those of the office."""
    tongue = language()
    ids = [name for name in law.offices if held_by(law, name) in {"named", "each_unit"}]
    regular = [(name, law.role_title(name, tongue)) for name in ids]
    own = t("（事務上の役割）", " (role of the office)")
    every = regular + [(name, law.role_title(name, tongue) + own) for name in OFFICE_ROLES]
    return [(name, title) for name, title in every if may(powers, "appointment.made", role=name)]


def capacity_choices(law: Law) -> Choices:
    """As what somebody is appointed."""
    return [(name, law.vocabulary.term("capacity", name, language())) for name in Capacity.values]


def kind_choices(law: Law) -> Choices:
    """What sort of unit."""
    return [(name, law.vocabulary.term("unit_kind", name, language())) for name in UnitKind.values]


def principal_choices(law: Law, on: date) -> Choices:
    """Appointments whose authority the regulation lets be passed on, in force on a day."""
    roles = [name for name in law.offices if isinstance(role := law.people[name], Role) and role.delegation]
    tongue = language()

    def said(each: Appointment) -> str:
        unit = each.unit.title(tongue) if each.unit else ""
        return f"{law.role_title(each.role, tongue)} {unit} {each.person.name}"

    return [(str(each.id), said(each)) for each in principals(roles, on)]


def principal_by(text: str) -> Appointment | None:
    """The appointment that a deputy is for; none for an empty choice.

    Raises:
        NoSuchEntry: there is none.
    """
    if not text:
        return None
    found = appointment_by(text)
    if found is None:
        raise NoSuchEntry("deputy_for", ja="その任命はありません。", en="no such appointment")
    return found


def again(sent: Mapping[str, str], **usual: str) -> dict[str, str]:
    """What a form shows: what was sent, or else what is usual."""
    return {name: sent.get(name, value) for name, value in usual.items()}


def by(request: DeskRequest, role: str = ADMINISTRATOR) -> dict[str, Any]:
    """Who acts, by which powers, when: what every service takes."""
    desk = request.desk
    return {"actor": desk.powers.actor(role), "powers": desk.powers, "at": desk.at}
