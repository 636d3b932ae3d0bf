"""What a case knows by itself about the notice of its decision is not asked for."""

from __future__ import annotations

import pytest

from kitei.office.cases import queries
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.noticing import about_notice
from tests.office.cases.staffing import staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.mark.parametrize(("voted", "decision"), [("accepted", "granted"), ("partly", "partly"), ("refused", "refused")])
def test_the_decision_that_was_voted_its_level_and_its_form_are_known(voted: str, decision: str) -> None:
    staff = staffed()
    case = staff.opens("appeal", outcome="submitted", facts={"decision": "refused"})
    staff.takes(case, "receive", "admitted")
    staff.takes(case, "hear", "not_needed")
    staff.takes(case, "deliberate", voted, reason="審議した")

    procedure = staff.law.procedures["appeal"]
    known = about_notice(procedure, "decision-notice", case.facts, steps_of(case))
    assert {name: known[name] for name in ("decision", "level", "channel")} == {
        "decision": decision, "level": "appeal", "channel": "prescribed_form",
    }  # fmt: skip
    asked = {each.fact for each in queries.why(case, "decision-notice", staff.now.date()).ask}
    assert not asked & {"decision", "level", "channel"}


def test_of_another_question_nothing_is_added_and_what_was_entered_stays() -> None:
    staff = staffed()
    case = staff.opens("appeal", outcome="submitted", facts={"decision": "refused"})
    procedure = staff.law.procedures["appeal"]
    assert about_notice(procedure, "appeal", case.facts, ()) == case.facts
    entered = about_notice(procedure, "decision-notice", {"decision": "refused", "channel": "letter"}, ())
    assert entered == {"decision": "refused", "channel": "letter", "level": "appeal"}
