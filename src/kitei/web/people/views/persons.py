"""Persons: list, one, and everything the administrator does for one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people import access, services
from kitei.office.people.models import Appointment, Capacity, Person, Unit
from kitei.office.people.queries import appointments_of, persons_page
from kitei.office.people.services.delegating import procedures_of
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.people.reading import (
    Fault,
    again,
    capacity_choices,
    day_needed,
    day_of,
    fault,
    person_by,
    principal_by,
    principals,
    role_choices,
    unit_by,
    unit_choices,
)
from kitei.web.signin.posting import post_invitation
from kitei.web.signin.sensitive import once_more

ADMINISTRATOR = "administrator"


@at_the_desk("person.changed", "appointment.made")
def listing(request: DeskRequest) -> HttpResponse:
    """Everybody, fifty at a time."""
    words, code = request.GET.get("q", "").strip()[:100], request.GET.get("unit", "")
    unit = Unit.objects.filter(code=code).first()
    rows, after = persons_page(request.desk.today, text=words, unit=unit, after=request.GET.get("after", "")[:60])
    return page(
        request,
        "people/list.jinja",
        rows=rows,
        after=after,
        words=words,
        unit=code,
        units=unit_choices(),
        law=current(),
        may_add=access.may(request.desk.powers, "person.added"),
    )


@at_the_desk("person.added")
def add(request: DeskRequest) -> HttpResponse:
    """A new person."""
    fields = again(request.POST.dict(), name="", kana="", email="", unit="", language="ja")
    wrong: Fault | None = None
    if request.method == "POST":
        try:
            person = services.add_person(
                name=fields["name"],
                kana=fields["kana"],
                email=fields["email"],
                unit=unit_by(fields["unit"]),
                language=fields["language"],
                actor=request.desk.powers.actor(ADMINISTRATOR),
                powers=request.desk.powers,
                at=request.desk.at,
            )
        except OfficeError as error:
            wrong = fault(error)
        else:
            return _to(person)
    shown = {"fields": fields, "wrong": wrong, "units": unit_choices()}
    return page(request, "people/person_form.jinja", person=None, status=422 if wrong else 200, **shown)


@at_the_desk("person.changed")
def change(request: DeskRequest, sign: str) -> HttpResponse:
    """Change a person's name, address, unit or language."""
    person = person_by(sign)
    usual = {"name": person.name, "kana": person.kana, "email": person.email, "language": person.language}
    fields = again(request.POST.dict(), **usual, unit=person.unit.code if person.unit else "")
    wrong: Fault | None = None
    if request.method == "POST":
        try:
            services.change_person(
                person=person,
                name=fields["name"],
                kana=fields["kana"],
                email=fields["email"],
                unit=unit_by(fields["unit"]),
                language=fields["language"],
                actor=request.desk.powers.actor(ADMINISTRATOR),
                powers=request.desk.powers,
                at=request.desk.at,
            )
        except OfficeError as error:
            wrong = fault(error)
        else:
            return _to(person)
    shown = {"fields": fields, "wrong": wrong, "units": unit_choices()}
    return page(request, "people/person_form.jinja", person=person, status=422 if wrong else 200, **shown)


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
        on = day_needed("left_on", request.POST.get("left_on", ""))
        services.leave(
            person=person,
            on=on,
            actor=request.desk.powers.actor(ADMINISTRATOR),
            powers=request.desk.powers,
            at=request.desk.at,
        )
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("account.invited")
def invite(request: DeskRequest, sign: str) -> HttpResponse:
    """Send an invitation; earlier ones die."""
    person = person_by(sign)
    desk = request.desk
    try:
        with transaction.atomic():
            invited = services.invite(
                person=person, actor=desk.powers.actor(ADMINISTRATOR), powers=desk.powers, at=desk.at
            )
            post_invitation(invited, desk.at)
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@require_POST
@at_the_desk("account.invited")
def withdraw(request: DeskRequest, sign: str) -> HttpResponse:
    """Withdraw the invitation that was not taken up."""
    person, desk = person_by(sign), request.desk
    invitation = person.invitations.order_by("-sent_at").first()
    try:
        if invitation is not None:
            services.withdraw_invitation(
                invitation=invitation, actor=desk.powers.actor(ADMINISTRATOR), powers=desk.powers, at=desk.at
            )
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("account.closed")
def switch(request: DeskRequest, sign: str) -> HttpResponse:
    """Close an account, or open a closed or locked one again."""
    person, desk = person_by(sign), request.desk
    account = getattr(person, "account", None)
    if account is not None:
        act = services.close_account if request.POST.get("to") == "closed" else services.reopen_account
        act(account=account, actor=desk.powers.actor(ADMINISTRATOR), powers=desk.powers, at=desk.at)
    return _to(person)


@once_more
@require_POST
@at_the_desk("appointment.made")
def appoint(request: DeskRequest, sign: str) -> HttpResponse:
    """Appoint a person, or name them somebody's deputy."""
    person, sent, desk = person_by(sign), request.POST, request.desk
    try:
        role = sent.get("role", "")
        services.appoint(
            person=person,
            role=role,
            unit=unit_by(sent.get("unit", "")),
            capacity=sent.get("capacity") or Capacity.HOLDER,
            from_on=day_needed("from_on", sent.get("from_on", "")),
            to_on=day_of("to_on", sent.get("to_on", "")),
            deputy_for=principal_by(sent.get("deputy_for", "")),
            covers=sent.getlist("covers"),
            actor=desk.powers.actor(_as(desk.powers, "appointment.made", role)),
            powers=desk.powers,
            at=desk.at,
        )
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


@once_more
@require_POST
@at_the_desk("appointment.ended")
def end(request: DeskRequest, sign: str, id: str) -> HttpResponse:  # noqa: A002 - the address calls it so
    """End an appointment."""
    person, desk = person_by(sign), request.desk
    appointment = get_object_or_404(Appointment, pk=id, person=person)
    try:
        services.end_appointment(
            appointment=appointment,
            on=day_needed("end_on", request.POST.get("end_on", "")),
            actor=desk.powers.actor(_as(desk.powers, "appointment.ended", appointment.role)),
            powers=desk.powers,
            at=desk.at,
        )
    except OfficeError as error:
        return _person(request, person, fault(error))
    return _to(person)


def _person(request: DeskRequest, person: Person, wrong: Fault | None = None) -> HttpResponse:
    law, desk = current(), request.desk
    usual = {"role": "", "unit": person.unit.code if person.unit else "", "capacity": "holder", "deputy_for": ""}
    days = {"from_on": desk.today.isoformat(), "to_on": "", "end_on": desk.today.isoformat(), "left_on": ""}
    deputies = principals(law, desk.today)
    passed_on = {name for name, role in law.people.items() if getattr(role, "delegation", None)}
    shown: dict[str, Any] = {
        "fields": again(request.POST.dict(), **usual, **days),
        "covers": request.POST.getlist("covers"),
        "appointments": list(appointments_of(person)),
        "account": getattr(person, "account", None),
        "invitation": person.invitations.order_by("-sent_at").first(),
        "roles": role_choices(law, desk.powers),
        "units": unit_choices(),
        "principals": deputies,
        "parts": sorted({each for role in passed_on for each in procedures_of(law, role)}) if deputies else [],
        "capacities": capacity_choices(law),
        "may": {act: access.may(desk.powers, act) for act in _ACTS},
        "wrong": wrong,
        "now": desk.at,
    }
    return page(request, "people/person.jinja", person=person, law=law, status=422 if wrong else 200, **shown)


_ACTS = ("person.changed", "appointment.made", "appointment.ended", "account.invited", "account.closed")


def _as(powers: access.Powers, act: str, role: str) -> str:
    """In which role somebody appoints: as administrator, or as whoever the regulation lets name that role."""
    if powers.holds(ADMINISTRATOR):
        return ADMINISTRATOR
    return next(
        (grant.role for held in powers.roles for grant in powers.table.of(held, act) if grant.actor == role), ""
    )


def _to(person: Person) -> HttpResponse:
    return redirect("people:person", person.pseudonym.partition(":")[2])
