"""At a national university: what is paid is seen by the office, and the way of disclosure is chosen on a form."""

from __future__ import annotations

import pytest

from kitei import clock
from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.requests.services.fees import set_fee, settle_fee
from tests.office.cases.staffing import staffed
from tests.office.requests.clauses import HELD, answers, shows
from tests.portal.walking import Walker, filled, said

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("muroran-it"), pytest.mark.usefixtures("office")]

HEAD = "body_head"


def test_a_fee_is_told_and_the_way_of_disclosure_is_chosen_on_the_form() -> None:
    staff = staffed()
    staff.now = clock.now()
    walker = Walker()
    number, _ = walker.file("disclosure")
    case = Case.objects.get(number=number)
    shows(staff, case, HEAD, "statute-identity", "driving_licence")
    shows(staff, case, HEAD, "statute-residence", "residence_record", made_on=clock.today())
    answers(staff, case, "identity", "verified")

    page = walker.get("/status/case/").content.decode()
    assert "手数料の額と納め方" in page
    assert "返事をする" not in page
    assert walker.get("/status/case/answer/fee/").status_code == 302

    fee = set_fee(case=case, amount=300, **staff.acts(HEAD))
    settle_fee(fee=fee, paid=True, **staff.acts(HEAD))
    answers(staff, case, "fee", "paid", HEAD)
    answers(staff, case, "transfer", "keep", reason="本学で決める")
    answers(staff, case, "search", "found", facts=HELD)
    answers(staff, case, "third-party", "not_needed")
    answers(staff, case, "decide", "disclosed", typed={"purpose": "学生相談"}, facts={"refusal_grounds": []})

    asked = walker.get("/status/case/answer/method/")
    assert "髙橋 𠮷彦" in asked.content.decode()
    missing = walker.post("/status/case/answer/method/", {"body": ""})
    assert missing.status_code == 422
    chosen = walker.post("/status/case/answer/method/", filled(asked, {"method": ["copy"], "body": ""}))

    assert chosen.status_code == 302, said(chosen)
    assert StepDone.objects.get(case=case, step="method").outcome == "chosen"
    assert Document.objects.filter(case=case, form="appi:method-application", direction="in").exists()
    case.refresh_from_db()
    assert case.facts["requested_method"] == "paper"
