"""Form 3 to form 4, the appeal by form 5, and the answer by form 6: the whole way, with the papers read back."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case
from kitei.office.requests.queries.status import status
from kitei.office.requests.services.appealing import appeal
from tests.office.cases.staffing import staffed
from tests.office.requests.clauses import NAME, REASON, answers, filed, form_values, paper, says, shows
from kitei.office.requests.books import current_book

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]


def test_a_student_asks_is_told_in_form_4_and_appeals_to_the_operating_committee() -> None:
    staff = staffed()
    request = filed(staff, "disclosure", kinds=["disclose"], information="学生相談記録")
    case = request.case

    assert case.number == "R8-D-0001"
    assert case.name == NAME
    assert case.facts["request_kind"] == "disclose"
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts={"exists": True})
    answers(
        staff, case, "decide", "partly", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]},
        typed={"partial_reason": "面談の記録は開示する。"},
    )  # fmt: skip

    form4 = paper(case, "form4")
    assert says(form4, "髙橋花子", "学生相談記録", REASON, "面談の記録は開示する。", "令和8年11月9日", "R8-D-0001") == []
    assert form4.values["decision"] == ["partly"]

    seen = status(number=request.number, secret=request.secret, at=staff.now)
    assert seen.appeal == "appeal"
    assert [each.document.form for each in seen.papers] == ["form3", "form4"]
