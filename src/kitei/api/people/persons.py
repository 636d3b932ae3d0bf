"""Persons: listed, added, changed, gone."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Status
from pydantic import StringConstraints

from kitei.api.cases.forms import Name
from kitei.api.ground.caller import caller_of
from kitei.api.ground.finding import unit_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import answers
from kitei.api.people import forms
from kitei.api.people.routing import router
from kitei.api.people.showing import line, person_of, shown
from kitei.api.people.units import by
from kitei.office.people import services
from kitei.office.people.models import Person
from kitei.office.people.queries import persons_page

Words = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
Mark = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")]


@router.get("", response=answers(forms.PersonPage), operation_id="list_people")
def list_people(request: HttpRequest, q: Words = "", unit: Name | None = None, after: Mark = "") -> forms.PersonPage:
    """Everybody, fifty at a time, or those whose name, reading or address has something in it."""
    caller = caller_of(request)
    caller.require_one("person.changed", "appointment.made")
    where = unit_of(unit) if unit else None
    rows, following = persons_page(caller.today, text=q.strip(), unit=where, after=after)
    return forms.PersonPage(people=[line(each, caller.at) for each in rows], after=following or None)


@router.post("", response=answers(forms.PersonOut, status=201), operation_id="add_person")
def add_person(request: HttpRequest, sent: forms.PersonIn, key: str | None = Key) -> Status[forms.PersonOut]:
    """Add a person, without an account."""
    caller = caller_of(request)
    caller.require("person.added")
    given, common = _given(sent), by(caller, "person.added")
    made = once(caller, key, "add_person", sent, lambda: services.add_person(**given, **common))
    return Status(201, shown(Person.objects.get(pk=made), caller))


@router.get("/{sign}", response=answers(forms.PersonOut), operation_id="get_person")
def get_person(request: HttpRequest, sign: str) -> forms.PersonOut:
    """A person with appointments and account."""
    caller = caller_of(request)
    caller.require_one("person.changed", "appointment.made")
    return shown(person_of(sign), caller)


@router.post("/{sign}/change", response=answers(forms.PersonOut), operation_id="change_person")
def change_person(request: HttpRequest, sign: str, sent: forms.PersonIn, key: str | None = Key) -> forms.PersonOut:
    """Change a person's name, address, unit or language."""
    caller = caller_of(request)
    caller.require("person.changed")
    person, given, common = person_of(sign), _given(sent), by(caller, "person.changed")
    once(caller, key, f"change_person {sign}", sent, lambda: services.change_person(person=person, **given, **common))
    return shown(person_of(sign), caller)


@router.post("/{sign}/leave", response=answers(forms.PersonOut), operation_id="leave")
def leave(request: HttpRequest, sign: str, sent: forms.LeaveIn, key: str | None = Key) -> forms.PersonOut:
    """Somebody leaves: appointments end with it, and the account is closed."""
    caller = caller_of(request)
    caller.require("person.changed")
    person, common = person_of(sign), by(caller, "person.changed")
    once(caller, key, f"leave {sign}", sent, lambda: services.leave(person=person, on=sent.on, **common))
    return shown(person_of(sign), caller)


def _given(sent: forms.PersonIn) -> dict[str, Any]:
    known = {"name": sent.name, "kana": sent.kana, "email": sent.email, "language": sent.language}
    return {**known, "unit": unit_of(sent.unit) if sent.unit else None}
