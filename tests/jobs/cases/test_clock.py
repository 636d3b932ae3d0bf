"""The clock of cases: lateness is noted once, reminders name no names."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kitei.jobs.cases import clock as morning
from kitei.jobs.cases import tasks
from kitei.office.cases import queries
from kitei.office.cases.models import Case, Task
from kitei.office.people import services
from kitei.office.post.models import Outgoing
from kitei.office.record.models import Act
from tests.office.cases.staffing import SETTER, Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("muroran-it")]


@pytest.fixture
def staff(office: str) -> Staff:
    assert office
    return staffed()


@pytest.fixture
def case(staff: Staff) -> Case:
    """A request under the 30 days, come to the decision."""
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    for step, outcome in (
        ("identity", "verified"), ("fee", "waived"), ("transfer", "keep"), ("search", "found"),
        ("third-party", "not_needed"),
    ):  # fmt: skip
        staff.takes(case, step, outcome)
    return case


def on_day(staff: Staff, case: Case, days: int) -> datetime:
    assert case.due_on is not None
    return staff.now + timedelta(days=(case.due_on - staff.now.date()).days + days)


def test_what_became_late_is_noted_once(staff: Staff, case: Case) -> None:
    assert morning.note_lateness(at=on_day(staff, case, 0)) == 0
    assert morning.note_lateness(at=on_day(staff, case, 1)) == 1
    assert morning.note_lateness(at=on_day(staff, case, 2)) == 0

    late = Act.objects.get(name="case.late_marked")
    assert (late.actor, late.role) == ("job:clock", "system")
    assert Task.objects.get(step="decide").late_on is not None


def test_reminders_go_to_those_who_can_act_and_name_nobody(staff: Staff, case: Case) -> None:
    for role in ("body_head", "operator"):
        person = staff.people[role]
        invited = services.invite(person=person, actor=SETTER, at=staff.now)
        services.accept_invitation(secret=invited.secret, password="correct horse battery", at=staff.now)  # noqa: S106

    assert morning.remind(at=on_day(staff, case, -10)) == 0
    assert morning.remind(at=on_day(staff, case, -1)) == 1

    letter = Outgoing.objects.get().letter
    assert letter["to"] == staff.people["body_head"].email
    assert case.number in letter["body"]
    assert "あと1日" in letter["body"]
    assert "髙橋" not in letter["body"] + letter["subject"]


@pytest.mark.parametrize(
    ("days", "ja", "en"), [(-3, "3日超過", "3 days overdue"), (0, "今日まで", "today"), (2, "あと2日", "in 2 days")]
)
def test_a_reminder_says_how_long_is_left(staff: Staff, case: Case, days: int, ja: str, en: str) -> None:
    on = on_day(staff, case, -days).date()
    todo = queries.pressing(staff.powers("body_head"), on)

    assert ja in morning.letter(todo, on, "ja")[1]
    assert en in morning.letter(todo, on, "en")[1]
    assert ("超過" in morning.letter(todo, on, "ja")[0]) == (days < 0)
    assert ("overdue" in morning.letter(todo, on, "en")[0]) == (days < 0)


def test_the_queue_calls_the_clock(staff: Staff, case: Case) -> None:
    assert staff.law.key == "muroran-it"
    assert case.running
    tasks.note_lateness(0)
    tasks.remind(0)
    assert not Outgoing.objects.exists()
