"""A unit that hands a case on keeps the record of it: the file as it was then, to read and not to act in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kitei.office.cases import queries
from kitei.office.cases.models import Case, HandedOn
from kitei.office.cases.queries.sight import NoSuchCase
from kitei.office.cases.services import corresponding
from kitei.office.cases.services.transferring import transfer
from kitei.office.people import access, services
from kitei.office.people.models import Person
from tests.office.cases.staffing import AT, LONG_AGO, SETTER, Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def handed_on(staff: Staff) -> Case:
    case = staff.opens("disclosure", outcome="submitted")
    corresponding.add_note(case=case, body="移送の前のメモ", **staff.acts("manager"))
    transfer(case=case, unit=staff.other, reason="就職課が保有している", **staff.acts("manager"))
    case.refresh_from_db()
    return case


def other_manager(staff: Staff) -> dict[str, Any]:
    person = services.add_person(name="移送先 一郎", email="to@example.ac.jp", unit=staff.other, actor=SETTER, at=AT)
    services.appoint(person=person, role="manager", unit=staff.other, from_on=LONG_AGO, actor=SETTER, at=AT)
    powers = access.powers(person, staff.now.date())
    return {"actor": powers.actor("manager"), "powers": powers, "at": staff.later()}


def test_the_unit_that_had_it_sees_to_whom_it_went_and_when() -> None:
    staff = staffed()
    case = handed_on(staff)
    kept = queries.handed_on(staff.powers("manager"))
    assert [(row.case.number, row.unit, row.to, row.on) for row in kept] == [
        (case.number, staff.unit, staff.other, staff.now.date())
    ]
    assert queries.handed_on(staff.powers("clerk")) == kept
    assert queries.last_handed_on(staff.powers("manager"), case.number) == kept[0]


def test_it_reads_the_file_as_it_was_then_and_nothing_that_came_later() -> None:
    staff = staffed()
    case = handed_on(staff)
    corresponding.add_note(case=case, body="移送の後のメモ", **other_manager(staff))

    file = queries.old_file(queries.handed_on(staff.powers("manager"))[0])
    assert [str(note.body) for note in file.notes] == ["移送の前のメモ"]
    assert [entry.act for entry in file.story] == ["case.opened", "case.note_added", "case.transferred"]
    with pytest.raises(NoSuchCase):
        queries.by_number(staff.powers("manager"), case.number)


def test_it_can_do_nothing_in_it() -> None:
    staff = staffed()
    case = handed_on(staff)
    with pytest.raises(access.NotPermitted):
        corresponding.add_note(case=case, body="もう担当でない", **staff.acts("manager"))


def test_nobody_else_reads_it_and_whoever_left_the_unit_does_not_either() -> None:
    staff = staffed()
    handed_on(staff)
    row = HandedOn.objects.get()
    for role in ("operating_committee", "operating_chair", "privacy_desk"):
        assert queries.handed_on_by(staff.powers(role), row.pk) is None, role
    stranger = Person.objects.get(pk=staff.people["operating_chair"].pk)
    assert queries.handed_on(access.powers(stranger, staff.now.date())) == ()
    gone = access.powers(staff.people["manager"], LONG_AGO.replace(year=2024))
    assert queries.handed_on_by(gone, row.pk) is None


def test_what_was_handed_on_is_not_changed_afterwards() -> None:
    staff = staffed()
    handed_on(staff)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandedOn.objects.update(to=staff.unit)
