"""Persons as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kitei.api.cases.forms import Words
from kitei.api.ground.caller import Caller
from kitei.api.ground.problems import Missing
from kitei.api.people import forms
from kitei.office.lawbook import Law, current
from kitei.office.people import queries
from kitei.office.people.models import Account, Appointment, Person

Standing = Literal["none", "invited", "open", "locked", "closed"]


def person_of(sign: str) -> Person:
    """The person of a sign.

    Raises:
        Missing: there is none.
    """
    found = queries.person_of(f"person:{sign}") if len(sign) <= 64 and "\x00" not in sign else None
    if found is None:
        raise Missing("person", sign[:40])
    return found


def line(row: queries.PersonRow, at: datetime) -> forms.PersonLine:
    """A person in a list."""
    person = row.person
    return forms.PersonLine(
        person=person.pseudonym.partition(":")[2],
        name=person.name,
        kana=person.kana,
        email=person.email,
        unit=person.unit.code if person.unit else None,
        left_on=person.left_on,
        account=_account(row.account, at),
        roles=[each.role for each in row.appointments],
    )


def shown(person: Person, caller: Caller) -> forms.PersonOut:
    """A person in full."""
    law, every = current(), list(queries.appointments_of(person))
    now = tuple(
        each for each in every if each.from_on <= caller.today and (each.to_on is None or caller.today < each.to_on)
    )
    invitation = queries.last_invitation(person)
    row = queries.PersonRow(person, queries.account_of(person), now)
    return forms.PersonOut(
        **line(row, caller.at).dict(),
        language=person.language,
        invited_at=invitation.sent_at if invitation is not None and invitation.usable_at(caller.at) else None,
        appointments=[appointment(law, each) for each in every],
    )


def appointment(law: Law, each: Appointment) -> forms.AppointmentOut:
    """An appointment."""
    return forms.AppointmentOut(
        id=str(each.id),
        role=each.role,
        title=Words(ja=law.role_title(each.role, "ja"), en=law.role_title(each.role, "en")),
        unit=each.unit.code if each.unit else None,
        capacity=each.capacity,
        from_on=each.from_on,
        to_on=each.to_on,
        deputy_for=str(each.deputy_for_id) if each.deputy_for_id else None,
        covers=list(each.covers),
    )


def _account(account: Account | None, at: datetime) -> Standing:
    if account is None:
        return "none"
    if not account.is_active:
        return "closed"
    if account.activated_at is None:
        return "invited"
    return "locked" if account.locked_until is not None and at < account.locked_until else "open"
