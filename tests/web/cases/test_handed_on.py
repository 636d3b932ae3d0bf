"""What a unit sees on the desk of a case that it handed on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from kitei import clock
from kitei.office.cases.models import Case, HandedOn
from kitei.office.cases.services import documents
from kitei.office.cases.services.transferring import transfer
from kitei.office.cases.values import FileDraft
from tests.web.office import Front, front

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def handed_on() -> tuple[Front, Case, HandedOn]:
    made = front(clock.now())
    case = made.disclosure()
    file = FileDraft(filename="成績.txt", content="学生相談の記録".encode(), media_type="text/plain")
    documents.attach(case=case, file=file, **made.staff.acts("manager"))
    transfer(case=case, unit=made.staff.other, reason="就職課が保有している", **made.staff.acts("manager"))
    return made, case, HandedOn.objects.get()


def test_the_old_address_leads_to_the_file_as_it_was() -> None:
    made, case, row = handed_on()
    desk = made.client("manager")
    assertRedirects(desk.get(f"/desk/cases/{case.number}"), f"/desk/cases/handed-on/{row.pk}")
    page = desk.get(f"/desk/cases/handed-on/{row.pk}")
    assertContains(page, "就職課 に移送しました")
    assertContains(page, "移送した時点までの記録")
    assertNotContains(page, "この段階を進める")
    assertContains(desk.get(f"/desk/cases/handed-on/{row.pk}?lang=en", follow=True), "Handed on to Careers")


def test_the_list_leads_to_what_was_handed_on() -> None:
    made, case, _ = handed_on()
    desk = made.client("manager")
    assertContains(desk.get("/desk/cases/"), "他の部署に移送した案件")
    assertContains(desk.get("/desk/cases/handed-on"), case.number)


def test_its_papers_and_files_are_read_as_far_as_they_were_there() -> None:
    made, case, row = handed_on()
    desk = made.client("manager")
    paper, file = case.documents.get(), case.attachments.get()
    answer = desk.get(f"/desk/cases/handed-on/{row.pk}/documents/{paper.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    taken = desk.get(f"/desk/cases/handed-on/{row.pk}/attachments/{file.pk}")
    assert taken.content == "学生相談の記録".encode()
    for rest in (f"documents/{uuid4()}.pdf", f"attachments/{uuid4()}"):
        assert desk.get(f"/desk/cases/handed-on/{row.pk}/{rest}").status_code == 404


def test_nobody_else_finds_it() -> None:
    made, case, row = handed_on()
    desk = made.client("operating_chair")
    assert desk.get(f"/desk/cases/handed-on/{row.pk}").status_code == 404
    assert desk.get(f"/desk/cases/{case.number}").status_code == 404
