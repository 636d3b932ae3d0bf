"""What is to do is found by walking an index, and is the same as what the tasks themselves say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kitei.office.cases import queries
from kitei.office.cases.filling import Plan, fill
from kitei.office.cases.queries import mine
from kitei.office.cases.queries.todo import COUNTED, SOON, tasks_for
from kitei.office.cases.services import assigning
from tests.office.cases.staffing import AT, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
UNTIL = datetime(2026, 11, 9, tzinfo=UTC)
TODAY = AT.date()


@pytest.mark.parametrize(
    "regulation", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in ("josai", "iuj")]
)
def test_what_is_found_is_what_each_role_can_take(regulation: str) -> None:
    staff = staffed()
    assert set(staff.people) >= set(staff.law.actors), regulation
    assert list(fill(Plan([staff.unit, staff.other], UNTIL, open_share=1_000), 300)) == [300]
    until = TODAY + timedelta(days=SOON)

    for role in staff.people:
        tasks = tasks_for(staff.powers(role))
        dated = list(tasks.filter(due_on__isnull=False).order_by("due_on", "id").values_list("pk", flat=True))
        undated = list(tasks.filter(due_on__isnull=True).order_by("id").values_list("pk", flat=True))
        found = mine.find(staff.powers(role), TODAY, size=1_000, soon=SOON, most=1_000)
        assert list(found.first) == [*dated, *undated], role
        assert found.late == tasks.filter(due_on__lt=TODAY).count(), role
        assert found.today == tasks.filter(due_on=TODAY).count(), role
        assert found.soon == tasks.filter(due_on__gt=TODAY, due_on__lte=until).count(), role


def test_the_first_page_shows_the_most_urgent_and_stops_counting() -> None:
    staff = staffed()
    assert list(fill(Plan([staff.unit, staff.other], UNTIL, open_share=1_000), 600)) == [600]
    powers = staff.powers("manager")

    home = queries.home(powers, TODAY)

    assert home.more
    assert [each.due_on for each in home.todo] == sorted(each.due_on for each in home.todo if each.due_on)
    assert 20 < home.late == tasks_for(powers).filter(due_on__lt=TODAY).count() < COUNTED
    assert mine.find(powers, TODAY, size=9, soon=SOON, most=20).late == 20


def test_what_is_given_to_a_person_is_that_persons_alone() -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    assigning.assign(case=case, person=staff.people["clerk"], **staff.acts("manager"))

    assert mine.find(staff.powers("manager"), TODAY, size=9, soon=SOON, most=9).first == ()
    assert len(mine.find(staff.powers("clerk"), TODAY, size=9, soon=SOON, most=9).first) == 1
