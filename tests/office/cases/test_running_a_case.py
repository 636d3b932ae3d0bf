"""A case from the request to the notice."""

from __future__ import annotations

import pytest

from kitei.office.cases.models import Case, StepDone, Task
from tests.office.cases.staffing import filled, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def test_a_request_is_filed_checked_decided_and_answered() -> None:
    staff = staffed()
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})

    staff.takes(case, "identity", "verified")
    staff.takes(case, "search", "found")
    staff.takes(case, "decide", "disclosed", document=filled(staff.law, "form4"), reason="全部に応じる")
    staff.takes(case, "arrange", "told")
    staff.takes(case, "hand-over", "paper")

    assert case.number == "R8-D-0001"
    assert case.state == Case.State.CLOSED
    assert case.outcome_effect == "granted"
    assert [row.step for row in StepDone.objects.order_by("order")] == [
        "request", "identity", "search", "decide", "arrange", "hand-over",
    ]  # fmt: skip
    assert not Task.objects.filter(done_at__isnull=True).exists()
