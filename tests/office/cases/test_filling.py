"""Cases filled in for benches are real: found, opened, and verified."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kitei.office.cases import queries
from kitei.office.cases.filling import Plan, fill
from kitei.office.cases.models import Case, Task
from kitei.office.record import sequencer
from kitei.office.record.verifying import verify
from tests.office.cases.staffing import AT, staffed

UNTIL = datetime(2026, 11, 9, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.usefixtures("office")
def test_filled_cases_are_real() -> None:
    staff = staffed()

    assert list(fill(Plan([staff.unit, staff.other], UNTIL, open_share=300), 60)) == [60]
    while sequencer.integrate(at=AT):
        pass

    assert verify().is_clean
    assert Case.objects.count() == 60
    assert Case.objects.filter(state="open").count() == Task.objects.filter(done_at__isnull=True).count()
    case = Case.objects.filter(state="open", unit=staff.unit).order_by("-opened_on", "-id")[0]
    assert case.number in [line.number for line in queries.search(staff.powers("manager"), case.name)]
    assert queries.timeline(case)[0].act == "case.opened"
    staff.takes(case, "identity", "verified")
    assert staff.opens(case.procedure).serial == max(
        each.serial for each in Case.objects.filter(year="R8", kind=case.kind)
    )
