"""Appointments are dated, fit the regulation, and end; deputies only within its limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kitei.office.people import access, services
from kitei.office.people.access import NotPermitted
from kitei.office.people.models import Appointment
from kitei.office.people.services.appointing import NotAppointable
from kitei.office.people.services.delegating import NotDelegable
from kitei.office.record.models import Act
from tests.office.people.building import AT, LONG_AGO, SETTER, TODAY, appoint, person, powers, unit

pytestmark = pytest.mark.django_db
Run = Callable[[str], None]


def test_an_appointment_is_one_act_and_gives_powers_from_its_first_day() -> None:
    who, where = person(), unit("law")
    made = appoint(who, "manager", where, from_on=TODAY)

    assert Act.objects.get(id=made.act).name == "appointment.made"
    assert not powers(who, TODAY - timedelta(days=1)).holds("manager")
    assert powers(who, TODAY).holds("manager")


def test_an_appointment_gives_nothing_on_the_day_it_ends() -> None:
    who, where = person(), unit("law")
    made = appoint(who, "manager", where)

    services.end_appointment(appointment=made, on=TODAY, actor=SETTER, at=AT)

    assert powers(who, TODAY - timedelta(days=1)).holds("manager")
    assert not powers(who, TODAY).holds("manager")
    with pytest.raises(NotAppointable, match="already ended"):
        services.end_appointment(appointment=made, on=TODAY, actor=SETTER, at=AT)


def test_an_appointment_ended_before_it_began_never_held() -> None:
    who = person()
    made = appoint(who, "operating_chair", from_on=TODAY)
    ended = services.end_appointment(appointment=made, on=LONG_AGO, actor=SETTER, at=AT)
    assert ended.to_on == TODAY
    assert not powers(who).holds("operating_chair")


def test_who_has_left_has_no_powers_from_that_day() -> None:
    who = person()
    made = appoint(who, "operating_chair")
    services.leave(person=who, on=TODAY, actor=SETTER, at=AT)
    who.refresh_from_db()

    assert powers(who, TODAY - timedelta(days=1)).holds("operating_chair")
    assert powers(who, TODAY).holdings == ()
    assert Appointment.objects.get(pk=made.pk).to_on == TODAY


def test_a_role_of_each_unit_needs_a_unit_and_says_by_which_clause() -> None:
    with pytest.raises(NotAppointable, match=r"josai:6\(1\)") as refused:
        appoint(person(), "manager")
    assert refused.value.field == "unit"
    assert "部署" in refused.value.ja


@pytest.mark.parametrize(
    ("role", "more", "field"),
    [
        ("dean", {}, "role"),
        ("teacher_as_manager", {}, "role"),
        ("operating_committee", {}, "capacity"),
        ("operating_chair", {"capacity": "chair"}, "capacity"),
        ("operating_chair", {"capacity": "king"}, "capacity"),
        ("operating_chair", {"to_on": LONG_AGO}, "to_on"),
        ("clerk", {"covers": ["disclosure"]}, "covers"),
        ("secretariat", {"covers": ["board"]}, "covers"),
    ],
)
def test_what_does_not_fit_the_regulation_is_refused(role: str, more: dict[str, Any], field: str) -> None:
    with pytest.raises(NotAppointable) as refused:
        appoint(person(), role, **more)
    assert refused.value.field == field
    assert not Appointment.objects.exists()


def test_a_person_who_leaves_is_not_appointed_beyond() -> None:
    who = person()
    services.leave(person=who, on=TODAY, actor=SETTER, at=AT)
    with pytest.raises(NotAppointable, match="does not work here"):
        appoint(who, "operating_chair")
    appoint(who, "operating_chair", to_on=TODAY)


def test_the_same_role_twice_at_a_time_is_refused_and_one_after_the_other_is_not() -> None:
    who = person()
    appoint(who, "operating_chair", to_on=TODAY)
    with pytest.raises(NotAppointable, match="already appointed"):
        appoint(who, "operating_chair", from_on=TODAY - timedelta(days=1))
    appoint(who, "operating_chair", from_on=TODAY)


@pytest.mark.parametrize("apart", ["administrator", "auditor"])
def test_who_sees_no_cases_holds_no_role_that_does(apart: str) -> None:
    who = person()
    appoint(who, apart, to_on=TODAY)
    with pytest.raises(NotAppointable, match="neither goes together"):
        appoint(who, "clerk")
    appoint(who, "clerk", from_on=TODAY)


def test_nobody_appoints_themselves() -> None:
    admin = person()
    appoint(admin, "administrator")
    held = powers(admin)
    with pytest.raises(NotAppointable, match="themselves"):
        services.appoint(
            person=admin,
            role="clerk",
            from_on=TODAY,
            actor=held.actor("administrator"),
            powers=held,
            at=AT,
        )


def test_only_the_administrator_appoints_and_only_with_their_own_powers() -> None:
    admin, other, third = person(), person(), person()
    appoint(admin, "administrator")
    theirs = powers(other)
    for actor, held in (
        (theirs.actor("clerk"), theirs),
        (theirs.actor("clerk"), None),
        (theirs.actor("x"), powers(admin)),
    ):
        with pytest.raises(NotPermitted):
            services.appoint(person=third, role="clerk", from_on=TODAY, actor=actor, powers=held, at=AT)
    held = powers(admin)
    services.appoint(person=third, role="clerk", from_on=TODAY, actor=held.actor("administrator"), powers=held, at=AT)


def test_the_officer_names_chiefs_in_the_own_unit_where_the_regulation_says_so(run: Run) -> None:
    run("shibaura-it")
    officer, chief, here, elsewhere = person(), person(), unit("eng"), unit("design")
    below = unit("eng-office", here)
    appoint(officer, "information_officer", here)
    held = powers(officer)
    assert access.may(held, "appointment.made", role="information_chief", unit=below.id)
    assert not access.may(held, "appointment.made", role="information_officer", unit=below.id)
    with pytest.raises(NotPermitted):
        services.appoint(
            person=chief,
            role="information_chief",
            unit=elsewhere,
            from_on=TODAY,
            actor=held.actor("information_officer"),
            powers=held,
            at=AT,
        )


# --- Deputies ---------------------------------------------------------------------------------------------------------


def test_a_part_is_passed_on_where_the_regulation_lets_it(run: Run) -> None:
    run("shibaura-it")
    officer, chief, where = person(), person(), unit("eng")
    principal = appoint(officer, "information_officer", where)
    made = appoint(chief, "information_chief", where, deputy_for=principal, covers=["disclosure"])

    held = powers(chief)
    seen = access.CaseSight(procedure="disclosure", unit=where.id)
    assert Act.objects.get(id=made.act).name == "appointment.made"
    assert access.may(held, "case.read", seen)
    assert not access.may(held, "case.read", access.CaseSight(procedure="correction", unit=where.id))
    acting = access.acting(held, seen, "decide")
    assert acting is not None
    assert (acting.role, acting.how, acting.on_behalf_of) == ("information_officer", "deputy", principal.id)


def test_the_whole_is_not_passed_on_where_the_regulation_says_a_part(run: Run) -> None:
    run("shibaura-it")
    officer, chief, where = person(), person(), unit("eng")
    principal = appoint(officer, "information_officer", where)
    with pytest.raises(NotDelegable, match=r"in part only.*shibaura-it:7\(5\)"):
        appoint(chief, "information_chief", where, deputy_for=principal)
    with pytest.raises(NotDelegable, match="to `Information management chief` only"):
        appoint(chief, "clerk", where, deputy_for=principal)


@pytest.mark.parametrize(
    ("key", "role", "clause"),
    [
        ("josai", "operating_chair", "josai:form2"),
        ("iuj", "general_manager", r"iuj:4\(2\)"),
        ("nihon-cst", "dean", r"nihon-cst:13\(1\)"),
        ("muroran-it", "body_head", "appi:63"),
    ],
)
def test_silence_is_no_permission_to_pass_authority_on(run: Run, key: str, role: str, clause: str) -> None:
    run(key)
    principal = appoint(person(), role)
    with pytest.raises(NotDelegable, match=clause):
        appoint(person(), role, deputy_for=principal)


def test_a_day_before_the_regulation_lets_nothing_be_passed_on(run: Run) -> None:
    run("shibaura-it")
    officer, chief, where = person(), person(), unit("eng")
    principal = appoint(officer, "information_officer", where, from_on=date(1999, 4, 1))
    with pytest.raises(NotDelegable, match=r"7\(5\)"):
        appoint(
            chief,
            "information_chief",
            where,
            deputy_for=principal,
            covers=["disclosure"],
            from_on=date(1999, 4, 1),
            to_on=date(2000, 4, 1),
        )


def test_a_deputy_stays_within_the_principals_time_and_unit(run: Run) -> None:
    run("shibaura-it")
    officer, chief, where, other = person(), person(), unit("eng"), unit("design")
    below = unit("eng-office", where)
    principal = appoint(officer, "information_officer", where, to_on=date(2027, 4, 1))
    part = {"deputy_for": principal, "covers": ["disclosure"]}
    with pytest.raises(NotDelegable, match="time lies within"):
        appoint(chief, "information_chief", where, **part)
    with pytest.raises(NotDelegable, match="unit is the principal's"):
        appoint(chief, "information_chief", other, **part, to_on=date(2027, 4, 1))
    appoint(chief, "information_chief", below, **part, to_on=date(2027, 4, 1))


def test_what_was_passed_on_is_not_passed_on_again_nor_to_oneself(run: Run) -> None:
    run("shibaura-it")
    officer, chief, third, where = person(), person(), person(), unit("eng")
    principal = appoint(officer, "information_officer", where)
    with pytest.raises(NotAppointable, match="deputy of themselves"):
        appoint(officer, "information_chief", where, deputy_for=principal, covers=["disclosure"])
    deputy = appoint(chief, "information_chief", where, deputy_for=principal, covers=["disclosure"])
    with pytest.raises(NotDelegable, match="not passed on again"):
        appoint(third, "information_chief", where, deputy_for=deputy, covers=["disclosure"])


def test_a_deputy_loses_the_powers_with_the_principal(run: Run) -> None:
    run("shibaura-it")
    officer, chief, where = person(), person(), unit("eng")
    principal = appoint(officer, "information_officer", where)
    appoint(chief, "information_chief", where, deputy_for=principal, covers=["disclosure"])
    services.end_appointment(appointment=principal, on=TODAY, actor=SETTER, at=AT)

    seen = access.CaseSight(procedure="disclosure", unit=where.id)
    assert access.may(powers(chief, TODAY - timedelta(days=1)), "case.read", seen)
    assert not access.may(powers(chief, TODAY), "case.read", seen)
