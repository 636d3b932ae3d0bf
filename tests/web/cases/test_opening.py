"""Procedures that the institution starts of itself are opened at the desk, with the form of their first step."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from kitei import clock
from kitei.office.cases.models import Case, Document
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.procedures.procedure import REQUESTER
from kitei.web.cases import opening
from kitei.web.look.desk import Desk
from tests.web.office import Front, front, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
LIBRARY = ("josai", "nihon-cst", "iuj", "shibaura-it", "muroran-it")


@pytest.mark.parametrize("key", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in LIBRARY])
def test_every_procedure_is_filed_by_a_form_or_opened_by_whoever_takes_its_first_step(key: str, office: str) -> None:
    assert office == key
    made = front(clock.now())
    for procedure in current().procedures.values():
        actor = procedure.steps[procedure.start].actor
        if actor == REQUESTER:
            continue
        client = made.client(actor)
        there = reverse("cases:begin", args=[procedure.id])
        assert there in text(client.get(reverse("cases:kinds"))), procedure.id
        answer = client.post(there, {"title": "学内の件", "unit": made.staff.unit.code})
        case = Case.objects.get(procedure=procedure.id)
        step = reverse("cases:step", args=[case.number, procedure.start])
        assertRedirects(answer, step, fetch_redirect_response=False)
        assert case.tasks.get(done_at__isnull=True).step == procedure.start
        first = client.get(step, follow=True)
        assert first.status_code == 200, procedure.id


@pytest.mark.parametrize("key", [pytest.param(key, marks=pytest.mark.regulation(key)) for key in LIBRARY])
def test_the_way_to_open_one_is_shown_to_whoever_can_open_one(key: str, office: str) -> None:
    assert office == key
    made, on = front(clock.now()), clock.today()
    for person in set(made.staff.people.values()):
        desk = Desk(person, access.powers(person, on), clock.now(), on)
        assert opening.opens_any(desk.powers) == bool(opening.kinds(desk)), person.email


def test_a_procedure_is_named_with_the_form_that_begins_it_and_not_with_the_letter_that_refuses() -> None:
    page = text(front(clock.now()).client("manager").get(reverse("cases:kinds")))
    assert "様式第2号" in page
    assert "認めない旨の通知" not in page


def test_the_form_of_the_first_step_is_filled_in_and_issued_with_it() -> None:
    made = front(clock.now())
    client = made.client("manager")
    client.post(reverse("cases:begin", args=["collection"]), {"title": "同窓会名簿", "unit": made.staff.unit.code})
    case = Case.objects.get(procedure="collection")
    take = reverse("cases:take", args=[case.number, "file", "new"])
    page = text(client.get(take))
    assert 'name="v-' in page
    example = current().form("josai:form2").example()
    values = {f"v-{name}": value for name, value in example.items() if isinstance(value, str | list)}
    lacking = client.post(take, {**values, "turn": case.turn})
    assert (lacking.status_code, "収集・変更・廃止年月日" in text(lacking)) == (422, True)
    answer = client.post(take, {**values, "v-effective_date": "2027-04-01", "turn": case.turn})
    assert answer.status_code == 302
    paper = Document.objects.get(case=case, direction="out")
    assert paper.form == "form2"
    assert case.tasks.get(done_at__isnull=True).step == "examine"


def test_whoever_only_takes_it_in_is_led_to_the_case(desk: Front) -> None:
    there = reverse("cases:begin", args=["incident"])
    answer = desk.client("privacy_desk").post(there, {"title": "鞄の紛失", "unit": desk.staff.unit.code})
    case = Case.objects.get()
    assertRedirects(answer, reverse("cases:case", args=[case.number]))


def test_without_a_title_or_for_a_unit_that_is_not_ones_own_nothing_is_opened(desk: Front) -> None:
    client, there = desk.client("manager"), reverse("cases:begin", args=["collection"])
    assert client.post(there, {"title": " ", "unit": desk.staff.unit.code}).status_code == 422
    assert client.post(there, {"title": "x", "unit": desk.staff.other.code}).status_code == 422
    assert client.get(reverse("cases:begin", args=["disclosure"])).status_code == 404
    assert not Case.objects.exists()
    assert "手続を始める" in text(client.get(reverse("cases:list")))
