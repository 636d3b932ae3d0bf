"""Whoever asked hears by e-mail that something waits, and nothing of what it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kitei.office.cases.acting import printing
from kitei.office.cases.services import corresponding
from kitei.office.post.models import Outgoing
from kitei.office.requests.services import visiting
from kitei.office.requests.services.filing import Claim
from tests.office.cases.staffing import staffed
from tests.office.requests.clauses import NAME, answers, filed, shows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]


@pytest.fixture(autouse=True)
def quick_papers() -> Iterator[None]:
    """No paper is read here."""
    before = printing.render_with(lambda folder, values, _: f"%PDF {folder.name} {len(values)}".encode())
    yield
    printing.render_with(before)


def letters() -> list[str]:
    return [str(each.letter["subject"]) for each in Outgoing.objects.order_by("id")]


def test_a_paper_or_a_message_is_announced_and_nothing_else() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", Claim(email="h@example.jp", language="en"), information="学生相談記録")
    case = request.case
    assert letters() == ["Received: R8-D-0001"]

    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    corresponding.add_note(case=case, body="所見の確認が要る", **staff.acts("manager"))
    visiting.write_message(number=request.number, secret=request.secret, body="いつですか。", at=staff.later())
    assert len(letters()) == 1

    corresponding.send(case=case, body="来週です。", **staff.acts("manager"))
    answers(
        staff, case, "search", "elsewhere", typed={"where": "図書館", "reason": "図書館の記録である。"},
    )  # fmt: skip

    assert letters()[1:] == ["There is news: R8-D-0001"] * 2
    said = str(Outgoing.objects.order_by("id").reverse()[0].letter)
    assert NAME not in said
    assert "図書館" not in said
    assert "/status/" in said


def test_who_gave_no_address_gets_no_letter() -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    corresponding.send(case=case, body="来週です。", **staff.acts("manager"))

    assert letters() == []
