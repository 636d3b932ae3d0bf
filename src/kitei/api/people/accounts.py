"""Invitations, accounts and appointments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Status

from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.finding import unit_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.api.people import forms
from kitei.api.people.routing import router
from kitei.api.people.showing import person_of, shown
from kitei.api.people.units import by
from kitei.office.people import access, services
from kitei.office.people.models import Invitation, Person
from kitei.office.people.queries import account_of, appointment_by, last_invitation
from kitei.web.signin.posting import post_invitation


@router.post("/{sign}/invite", response=answers(forms.PersonOut), operation_id="invite")
def invite(request: HttpRequest, sign: str, key: str | None = Key) -> forms.PersonOut:
    """Send an invitation to open an account; earlier ones die. The link goes to the person alone, by mail."""
    caller = caller_of(request)
    caller.require("account.invited")
    person, common = person_of(sign), by(caller, "account.invited")
    once(caller, key, f"invite {sign}", {}, lambda: _invited(person, caller, common))
    return shown(person_of(sign), caller)


@router.post("/{sign}/withdraw", response=answers(forms.PersonOut), operation_id="withdraw_invitation")
def withdraw_invitation(request: HttpRequest, sign: str, key: str | None = Key) -> forms.PersonOut:
    """Withdraw the invitation that was not taken up."""
    caller = caller_of(request)
    caller.require("account.invited")
    person, common = person_of(sign), by(caller, "account.invited")
    invitation = last_invitation(person)
    if invitation is None:
        raise Missing("invitation", sign)
    once(
        caller,
        key,
        f"withdraw_invitation {invitation.id}",
        {},
        lambda: services.withdraw_invitation(invitation=invitation, **common),
    )
    return shown(person_of(sign), caller)


@router.post("/{sign}/account", response=answers(forms.PersonOut), operation_id="switch_account")
def switch_account(request: HttpRequest, sign: str, sent: forms.AccountIn, key: str | None = Key) -> forms.PersonOut:
    """Close an account, or open a closed or locked one again."""
    caller = caller_of(request)
    caller.require("account.closed")
    person, common = person_of(sign), by(caller, "account.closed")
    account = account_of(person)
    if account is None:
        raise Missing("account", sign)
    act = services.close_account if sent.to == "closed" else services.reopen_account

    def do() -> Person:
        act(account=account, **common)
        return person

    once(caller, key, f"switch_account {sign}", sent, do)
    return shown(person_of(sign), caller)


@router.post("/{sign}/appointments", response=answers(forms.PersonOut, status=201), operation_id="appoint")
def appoint(request: HttpRequest, sign: str, sent: forms.AppointIn, key: str | None = Key) -> Status[forms.PersonOut]:
    """Appoint a person, or name them somebody's deputy."""
    caller = caller_of(request)
    caller.require("appointment.made")
    person, unit = person_of(sign), unit_of(sent.unit) if sent.unit else None
    principal = appointment_by(sent.deputy_for) if sent.deputy_for else None
    if sent.deputy_for and principal is None:
        raise Missing("appointment", sent.deputy_for)
    common = _by(caller, "appointment.made", sent.role)
    once(
        caller,
        key,
        f"appoint {sign}",
        sent,
        lambda: services.appoint(
            person=person,
            role=sent.role,
            unit=unit,
            capacity=sent.capacity,
            from_on=sent.from_on,
            to_on=sent.to_on,
            deputy_for=principal,
            covers=sent.covers,
            **common,
        ),
    )
    return Status(201, shown(person_of(sign), caller))


@router.post(
    "/{sign}/appointments/{appointment}/end", response=answers(forms.PersonOut), operation_id="end_appointment"
)
def end_appointment(
    request: HttpRequest, sign: str, appointment: str, sent: forms.EndIn, key: str | None = Key
) -> forms.PersonOut:
    """End an appointment; deputies of it end with it."""
    caller = caller_of(request)
    caller.require("appointment.ended")
    person, found = person_of(sign), appointment_by(appointment)
    if found is None or found.person_id != person.id:
        raise Missing("appointment", appointment[:40])
    common = _by(caller, "appointment.ended", found.role)
    once(
        caller,
        key,
        f"end_appointment {found.id}",
        sent,
        lambda: services.end_appointment(appointment=found, on=sent.on, **common),
    )
    return shown(person_of(sign), caller)


def _invited(person: Person, caller: Caller, common: dict[str, Any]) -> Invitation:
    with transaction.atomic():
        invited = services.invite(person=person, **common)
        post_invitation(invited, caller.at)
    return invited.invitation


def _by(caller: Caller, act: str, role: str) -> dict[str, Any]:
    """The same as `by`, in a role that may appoint to a role."""
    held = (
        each.role
        for each in caller.powers.holdings
        if access.may(replace(caller.powers, holdings=(each,)), act, role=role)
    )
    return {**by(caller, act), "actor": caller.powers.actor(next(held, "nobody"))}
