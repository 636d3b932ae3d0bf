"""Persons: list, one, and everything the administrator does for one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.people import access, services
from kitei.office.people.models import Capacity, Person
from kitei.office.people.queries import (
    account_of,
    appointment_by,
    appointments_of,
    last_invitation,
    persons_page,
    unit_of,
)
from kitei.office.people.services.delegating import procedures_of
from kitei.web.look.desk import Desk, DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.people.reading import (
    ADMINISTRATOR,
    Fault,
    again,
    by,
    capacity_choices,
    day_needed,
    day_of,
    fault,
    person_by,
    principal_by,
    principal_choices,
    role_choices,
    unit_by,
    unit_choices,
)
from kitei.web.signin.posting import post_invitation
from kitei.web.signin.sensitive import once_more

_ACTS = ("person.changed", "appointment.made", "appointment.ended", "account.invited", "account.closed")


@at_the_desk("person.changed", "appointment.made")
def listing(request: DeskRequest) -> HttpResponse:
    """Everybody, fifty at a time."""
    asked, today = request.GET, request.desk.today
    words, code = asked.get("q", "").strip()[:100], asked.get("unit", "")
    rows, after = persons_page(today, text=words, unit=unit_of(code), after=asked.get("after", "")[:60])
    shown: dict[str, Any] = {
        "rows": rows,
        "after": after,
        "words": words,
        "unit": code,
        "units": unit_choices(),
        "law": current(),
    }
    return page(request, "people/list.jinja", **shown, may_add=request.desk.may("person.added"))


@at_the_desk("person.added")
def add(request: DeskRequest) -> HttpResponse:
    """A new person."""
    fields = again(request.POST.dict(), name="", kana="", email="", unit="", language="ja")
    if request.method == "POST":
        try:
            return _to(services.add_person(**_given(fields), **by(request)))
        except OfficeError as error:
            return _form(request, None, fields, fault(error))
    return _form(request, None, fields, None)


@at_the_desk("person.changed")
def change(request: DeskRequest, sign: str) -> HttpResponse:
    """Change a person's name, address, unit or language."""
    person = person_by(sign)
    usual = {"name": person.name, "kana": person.kana, "email": person.email, "language": person.language}
    fields = again(request.POST.dict(), **usual, unit=person.unit.code if person.unit else "")
    if request.method == "POST":
        try:
            return _to(services.change_person(person=person, **_given(fields), **by(request)))
        except OfficeError as error:
            return _form(request, person, fields, fault(error))
    return _form(request, person, fields, None)


@at_the_desk("person.changed", "appointment.made")
def one(request: DeskRequest, sign: str) -> HttpResponse:
    """A person with appointments and account."""
    return _person(request, person_by(sign))


@once_more
@require_POST
@at_the_desk("person.changed")
def leave(request: DeskRequest, sign: str) -> HttpResponse:
    """A person leaves."""
    person = person_by(sign)
    try:
        services.leave(person=person, on=day_needed("left_on", request.POST.get("left_on", "")), **by(request))
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("account.invited")
def invite(request: DeskRequest, sign: str) -> HttpResponse:
    """Send an invitation; earlier ones die."""
    person = person_by(sign)
    try:
        with transaction.atomic():
            post_invitation(services.invite(person=person, **by(request)), request.desk.at)
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@require_POST
@at_the_desk("account.invited")
def withdraw(request: DeskRequest, sign: str) -> HttpResponse:
    """Withdraw the invitation that was not taken up."""
    person = person_by(sign)
    invitation = last_invitation(person)
    try:
        if invitation is not None:
            services.withdraw_invitation(invitation=invitation, **by(request))
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("account.closed")
def switch(request: DeskRequest, sign: str) -> HttpResponse:
    """Close an account, or open a closed or locked one again."""
    person = person_by(sign)
    account = account_of(person)
    if account is not None:
        act = services.close_account if request.POST.get("to") == "closed" else services.reopen_account
        act(account=account, **by(request))
    return _to(person)


@once_more
@require_POST
@at_the_desk("appointment.made")
def appoint(request: DeskRequest, sign: str) -> HttpResponse:
    """Appoint a person, or name them somebody's deputy."""
    person, sent = person_by(sign), request.POST
    role = sent.get("role", "")
    try:
        services.appoint(
            person=person,
            role=role,
            unit=unit_by(sent.get("unit", "")),
            capacity=sent.get("capacity") or Capacity.HOLDER,
            from_on=day_needed("from_on", sent.get("from_on", "")),
            to_on=day_of("to_on", sent.get("to_on", "")),
            deputy_for=principal_by(sent.get("deputy_for", "")),
            covers=sent.getlist("covers"),
            **by(request, _as(request.desk.powers, "appointment.made", role)),
        )
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("appointment.ended")
def end(request: DeskRequest, sign: str, id: str) -> HttpResponse:  # noqa: A002 - the address calls it so
    """End an appointment."""
    person, found = person_by(sign), appointment_by(id)
    if found is None or found.person_id != person.id:
        raise Http404(id)
    try:
        on = day_needed("end_on", request.POST.get("end_on", ""))
        role = _as(request.desk.powers, "appointment.ended", found.role)
        services.end_appointment(appointment=found, on=on, **by(request, role))
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


def _given(fields: dict[str, str]) -> dict[str, Any]:
    """What was entered, as the services take it."""
    return {**fields, "unit": unit_by(fields["unit"])}


def _form(request: DeskRequest, person: Person | None, fields: dict[str, str], wrong: Fault | None) -> HttpResponse:
    shown = {"person": person, "fields": fields, "wrong": wrong, "units": unit_choices()}
    return page(request, "people/person_form.jinja", status=422 if wrong else 200, **shown)


def _person(request: DeskRequest, person: Person, wrong: Fault | None = None) -> HttpResponse:
    law, desk = current(), request.desk
    usual = {"role": "", "unit": person.unit.code if person.unit else "", "capacity": "holder", "deputy_for": ""}
    days = {"from_on": desk.today.isoformat(), "to_on": "", "end_on": desk.today.isoformat(), "left_on": ""}
    shown: dict[str, Any] = {
        "fields": again(request.POST.dict(), **usual, **days),
        "covers": request.POST.getlist("covers"),
        "appointments": list(appointments_of(person)),
        "account": account_of(person),
        "invitation": last_invitation(person),
        "may": {act: desk.may(act) for act in _ACTS},
        "wrong": wrong,
        "now": desk.at,
        **_choices(law, desk),
    }
    return page(request, "people/person.jinja", person=person, law=law, status=422 if wrong else 200, **shown)


def _choices(law: Law, desk: Desk) -> dict[str, Any]:
    """The lists of the form for an appointment."""
    deputies = principal_choices(law, desk.today)
    passed_on = {name for name, role in law.people.items() if getattr(role, "delegation", None)}
    return {
        "roles": role_choices(law, desk.powers),
        "units": unit_choices(),
        "principals": deputies,
        "parts": sorted({each for role in passed_on for each in procedures_of(law, role)}) if deputies else [],
        "capacities": capacity_choices(law),
    }


def _as(powers: access.Powers, act: str, role: str) -> str:
    """In which role somebody appoints: as administrator, or as whoever the regulation lets name that role."""
    if powers.holds(ADMINISTRATOR):
        return ADMINISTRATOR
    return next(
        (grant.role for held in powers.roles for grant in powers.table.of(held, act) if grant.actor == role), ""
    )


def _to(person: Person) -> HttpResponse:
    return redirect("people:person", person.pseudonym.partition(":")[2])
