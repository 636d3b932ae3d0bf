"""One row by what it is called outside: a unit by code, a person or account by address, an appointment by id."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kitei.office.people.models import Account, Appointment, Invitation, Person, Unit


def address(text: str) -> str:
    """An e-mail address as it is compared: NFKC, no spaces around, lower case."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def unit_of(code: str) -> Unit | None:
    """The unit of a code."""
    return Unit.objects.select_related("parent").filter(code=code).first()


def person_of(pseudonym: str) -> Person | None:
    """The person of a pseudonym."""
    return Person.objects.select_related("unit", "account").filter(pseudonym=pseudonym).first()


def person_at(email: str) -> Person | None:
    """The person of an address, among those who work here."""
    known = Person.objects.select_related("unit", "account")
    return known.filter(email=address(email), left_on__isnull=True).first()


def account_at(email: str) -> Account | None:
    """The account of an address."""
    found = address(email)
    return Account.objects.select_related("person").filter(email=found).first() if found else None


def account_of(person: Person) -> Account | None:
    """The account of a person."""
    return Account.objects.filter(person=person).first()


def account_by(account: str | UUID) -> Account | None:
    """The account of a session, with its person."""
    return Account.objects.select_related("person__unit").filter(pk=account).first()


def last_invitation(person: Person) -> Invitation | None:
    """The invitation sent last."""
    return person.invitations.order_by("-sent_at", "-id").first()


def appointment_by(key: str | UUID) -> Appointment | None:
    """An appointment by id; none also where that is no id."""
    try:
        found = UUID(str(key))
    except ValueError:
        return None
    return Appointment.objects.select_related("unit", "person").filter(pk=found).first()


def appointments_of(person: Person) -> QuerySet[Appointment]:
    """All appointments of a person, newest first."""
    found = Appointment.objects.filter(person=person).select_related("unit", "deputy_for__person")
    return found.order_by("-from_on", "-id")


def principals(roles: Iterable[str], on: date) -> QuerySet[Appointment]:
    """Appointments to roles whose authority may be passed on, in force on a day."""
    held = Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), from_on__lte=on, role__in=list(roles))
    return held.filter(deputy_for__isnull=True).select_related("person", "unit").order_by("role", "from_on", "id")
