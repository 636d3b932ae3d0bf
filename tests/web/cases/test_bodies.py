"""A body's step is not taken from the page of the case: the page leads to the agenda."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from kitei.office.cases.models import Case
from kitei.office.committees.models import AgendaItem
from kitei.office.committees.services import agenda, planning
from tests.office.requests import clauses
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def referred(desk: Front) -> Case:
    case = desk.found()
    facts = {"refusal_grounds": ["hinders_operations"]}
    clauses.answers(desk.staff, case, "decide", "refer", facts=facts, reason="著しい支障のおそれがある")
    case.refresh_from_db()
    return case


def test_the_chair_is_led_to_the_body_and_once_it_is_on_an_agenda_to_the_item(desk: Front) -> None:
    case, chair = referred(desk), desk.client("operating_committee")
    body = reverse("committees:body", args=["operating_committee"])
    step = reverse("cases:step", args=[case.number, "committee"])
    page = text(chair.get(reverse("cases:case", args=[case.number])))
    assert "会議の議題にする" in page
    assert body in page
    assert step not in page

    when = planning.Plan(held_on=date(2026, 12, 8), begins=time(14), ends=time(15), place="会議室")
    acts = desk.staff.acts
    meeting = planning.plan(body="operating_committee", unit=None, when=when, **acts("operating_committee"))
    agenda.add_case(meeting=meeting, case=case, step="committee", **acts("operating_committee"))
    item = AgendaItem.objects.get()
    there = reverse("committees:item", args=[meeting.pk, item.position])
    assert there in text(chair.get(reverse("cases:case", args=[case.number])))
    assertRedirects(chair.get(step), there, fetch_redirect_response=False)


def test_the_addresses_of_the_step_lead_there_too_and_say_why(desk: Front) -> None:
    case, chair = referred(desk), desk.client("operating_committee")
    body = reverse("committees:body", args=["operating_committee"])
    for address in (
        reverse("cases:step", args=[case.number, "committee"]),
        reverse("cases:take", args=[case.number, "committee", "none"]),
    ):
        answer = chair.post(address, {"turn": case.turn, "reason": "支障はない"})
        assertRedirects(answer, body, fetch_redirect_response=False)
    assert "採決してください" in text(chair.get(body))
    assert case.tasks.get(done_at__isnull=True).step == "committee"
