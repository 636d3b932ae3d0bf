"""Appointments: who holds which role, sits in which body, acts for whom, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.lawbook import APART, OFFICE_ROLES, Law, current
from kitei.office.people.access import Powers
from kitei.office.people.access.charge import held_by
from kitei.office.people.models import Appointment, Capacity, Person, Unit
from kitei.office.people.services.allowing import allowed
from kitei.office.people.services.delegating import (
    NotDelegable,
    chaired_by_deputy,
    check_frame,
    passed_on,
    procedures_of,
)
from kitei.office.record import services as record


class NotAppointable(OfficeError):
    """Nobody can be appointed so.

    Attributes:
        field: `person`, `role`, `unit`, `capacity`, `from_on`, `to_on`, `covers` or `deputy_for`.
    """

    def __init__(self, field: str, *, ja: str, en: str) -> None:
        self.field = field
        super().__init__(ja=ja, en=en)


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    unit: Unit | None = None,
    capacity: str = Capacity.HOLDER,
    from_on: date,
    to_on: date | None = None,
    deputy_for: Appointment | None = None,
    covers: Iterable[str] = (),
    actor: Actor,
    powers: Powers | None = None,
    at: datetime,
) -> Appointment:
    """Appoint a person to a role or body from a day (inclusive) to a day (exclusive), or as somebody's deputy.

    Args:
        covers: for a deputy, the procedures passed on; for the secretariat, the bodies served; empty for all.

    Raises:
        NotPermitted: the actor may not appoint to this role.
        NotAppointable: role, unit, capacity or time do not fit each other or what is already held.
        NotDelegable: the regulation does not let this authority be passed on so.
    """
    law = current()
    allowed(actor, powers, "appointment.made", role=role, unit=unit.id if unit else None)
    person = Person.objects.select_for_update().get(pk=person.pk)
    made = Appointment(id=new_id(at), person=person, role=role, unit=unit, capacity=capacity, from_on=from_on)
    made.to_on, made.deputy_for, made.covers = to_on, deputy_for, sorted(set(covers))
    clauses = _check_role(law, made)
    _check_time(made)
    _check_held(made, actor)
    if deputy_for is not None:
        clauses = _check_deputy(law, made, deputy_for)
    _check_covers(law, made)
    payload = {
        "person": person.pseudonym,
        "role": role,
        "unit": unit.code if unit else None,
        "from": from_on.isoformat(),
    }
    record.write(act="appointment.made", actor=actor, at=at, clauses=clauses, payload=payload, case=None, rows=[made])
    return made


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, on: date, actor: Actor, powers: Powers | None = None, at: datetime
) -> Appointment:
    """End an appointment: from that day on it gives nothing; deputies of it end with it.

    Raises:
        NotPermitted: the actor may not.
        NotAppointable: it has already ended by then.
    """
    ended = Appointment.objects.select_for_update().select_related("person").get(pk=appointment.pk)
    allowed(actor, powers, "appointment.ended", role=ended.role, unit=ended.unit_id)
    if ended.to_on is not None and ended.to_on <= on:
        raise NotAppointable(
            "to_on",
            ja=f"この任命は既に{ended.to_on.isoformat()}に終わっています。",
            en=f"this appointment has already ended on {ended.to_on.isoformat()}",
        )
    still = Q(to_on__isnull=True) | Q(to_on__gt=on)
    ending = [ended, *Appointment.objects.select_for_update().filter(still, deputy_for=ended)]
    for each in ending:
        each.to_on = max(on, each.from_on)
    payload = {"person": ended.person.pseudonym, "role": ended.role, "to": on.isoformat()}
    record.write(act="appointment.ended", actor=actor, at=at, payload=payload, case=None, rows=ending)
    return ended


def _check_role(law: Law, made: Appointment) -> tuple[str, ...]:
    """The clause that knows the role; none for a role of the office."""
    if made.role in OFFICE_ROLES:
        _check_capacity(made, body=False)
        return ()
    person = law.people.get(made.role)
    if person is None or made.role not in law.offices:
        known = ", ".join([*law.offices, *OFFICE_ROLES])
        raise NotAppointable(
            "role",
            ja=f"「{made.role}」という役割はありません。使えるもの：{known}",
            en=f"there is no role `{made.role}`; expected one of {known}",
        )
    title, clause = person.title, person.clause
    how = held_by(law, made.role)
    if how in {"everyone", "unit"}:
        raise NotAppointable(
            "role",
            ja=f"「{title.ja}」は任命によらずに務めるものです（{clause}）。任命は要りません。",
            en=f"`{title.en}` is held without being appointed ({clause}); there is nothing to appoint",
        )
    if how == "each_unit" and made.unit is None:
        raise NotAppointable(
            "unit",
            ja=f"「{title.ja}」は部署ごとに置かれます（{clause}）。部署を選んでください。",
            en=f"there is a `{title.en}` in each unit ({clause}); choose the unit",
        )
    _check_capacity(made, body=made.role in law.bodies)
    return (clause,)


def _check_capacity(made: Appointment, *, body: bool) -> None:
    if made.capacity not in Capacity.values or body == (made.capacity == Capacity.HOLDER):
        raise NotAppointable(
            "capacity",
            ja="会議体には委員長、副委員長、委員又は書記として、役職には担当として任命します。",
            en="to a body people are appointed as chair, vice-chair, member or secretary; to a role, as its holder",
        )


def _check_covers(law: Law, made: Appointment) -> None:
    if not made.covers:
        return
    if made.role == "secretariat":
        known = law.bodies
    else:
        known = procedures_of(law, made.deputy_for.role) if made.deputy_for else frozenset()
    if unknown := sorted(set(made.covers) - known):
        raise NotAppointable(
            "covers",
            ja=f"委ねる範囲に、あてはまらないものがあります：{'、'.join(unknown)}",
            en=f"the part passed on names what does not apply: {', '.join(unknown)}",
        )


def _check_time(made: Appointment) -> None:
    if made.to_on is not None and made.to_on <= made.from_on:
        raise NotAppointable(
            "to_on",
            ja="終わりの日は始まりの日より後にしてください（終わりの日は任期に含みません）。",
            en="the end lies after the beginning (the day it ends is no longer part of it)",
        )
    left = made.person.left_on
    if left is not None and (made.to_on is None or made.to_on > left):
        raise NotAppointable(
            "person",
            ja=f"この人は{left.isoformat()}から在職していません。",
            en=f"this person does not work here from {left.isoformat()}",
        )


def _check_held(made: Appointment, actor: Actor) -> None:
    """What the person already holds at the same time must go with it."""
    if actor.person is not None and actor.person == made.person_id:
        raise NotAppointable(
            "person",
            ja="自分を任命することはできません。ほかの管理者に依頼してください。",
            en="nobody appoints themselves; ask another administrator",
        )
    same_time = Q(to_on__isnull=True) | Q(to_on__gt=made.from_on)
    held = Appointment.objects.filter(same_time, person=made.person)
    if made.to_on is not None:
        held = held.filter(from_on__lt=made.to_on)
    for each in held:
        if each.role == made.role and each.unit_id == made.unit_id and each.deputy_for_id == made.deputy_for_id:
            raise NotAppointable(
                "role",
                ja="同じ役割に、重なる期間で既に任命されています。",
                en="the person is already appointed to this role at that time",
            )
        if (each.role in APART) != (made.role in APART):
            raise NotAppointable(
                "role",
                ja="システム管理者と監査担当は案件を見ない役割です。案件を扱う役割と同時に務めることはできません。",
                en="administrator and auditor see no cases; neither goes together with a role that does",
            )


def _check_deputy(law: Law, made: Appointment, principal: Appointment) -> tuple[str, ...]:
    if principal.person_id == made.person_id:
        raise NotAppointable(
            "person", ja="本人を本人の代理にすることはできません。", en="nobody is a deputy of themselves"
        )
    if principal.deputy_for_id is not None or principal.role not in law.people:
        raise NotDelegable(
            (),
            ja="委ねられた権限を、さらに委ねることはできません",
            en="what was passed on is not passed on again",
        )
    clauses = chaired_by_deputy(law, principal, made) or passed_on(
        law, principal, made.role, frozenset(made.covers), made.from_on
    )
    check_frame(principal, made.unit, made.from_on, made.to_on)
    return clauses
