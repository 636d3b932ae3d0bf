"""What is checked before a step is taken."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.decisions.keeping.storing import replay_text
from kitei.office.cases.acting.judging import AgainstEngine, StillUnknown, whole
from kitei.office.cases.acting.locking import Erased, NotRunning, SomebodyWasFaster
from kitei.office.cases.acting.permits import NotYours, WithoutPowers
from kitei.office.cases.acting.printing import NoSuchPaper, NoticeMissing, PaperNotReady
from kitei.office.cases.acting.taking import (
    GroundMissing,
    GuardUnknown,
    NoSuchOutcome,
    ReasonMissing,
    StepNotOpen,
)
from kitei.office.cases.models import Case, Document, StepDone, StoredDecision, Task
from kitei.office.cases.running import FactsNotRead, NoSuchProcedure
from kitei.office.cases.services import deciding, documents, stepping
from kitei.office.cases.services import facts as knowing
from kitei.office.cases.services.aside import erasing
from kitei.office.cases.services.reopening import reopen
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.people.access import NotPermitted
from kitei.office.record.models import Act
from tests.office.cases.staffing import REQUESTER, Staff, filled, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

KNOWN: dict[str, Any] = {
    "personal_data": True,
    "retained_data": True,
    "existence_harm": [],
    "request_kind": "disclose",
    "claimant": "principal",
    "identity_verified": True,
    "exists": True,
    "refusal_grounds": [],
    "requested_method": "paper",
}


@pytest.fixture
def staff() -> Staff:
    return staffed()


@pytest.fixture
def case(staff: Staff) -> Case:
    """A request that has come to the decision."""
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    staff.takes(case, "identity", "verified")
    return staff.takes(case, "search", "found")


def test_a_step_that_is_not_open_is_refused(staff: Staff, case: Case) -> None:
    with pytest.raises(StepNotOpen, match='open: "Decide whether to disclose"') as caught:
        staff.takes(case, "hand-over", "paper")

    assert caught.value.open == ("decide",)
    assert "今できるのは 「開示するかを決める」 です" in caught.value.ja


def test_a_step_that_somebody_just_took_says_who_was_faster(staff: Staff, case: Case) -> None:
    with pytest.raises(SomebodyWasFaster) as caught:
        staff.takes(case, "identity", "verified")

    assert "個人情報管理者" in caught.value.ja
    assert "太郎" not in caught.value.ja


def test_a_page_that_is_out_of_date_does_not_act(staff: Staff, case: Case) -> None:
    seen = case.turn
    knowing.set_facts(case=case, facts={"requested_method": "paper"}, **staff.acts("manager"))

    with pytest.raises(SomebodyWasFaster, match="has moved since this page was opened"):
        staff.takes(case, "decide", "refer", seen=seen, reason="x")


def test_an_outcome_that_there_is_not_is_refused(staff: Staff, case: Case) -> None:
    with pytest.raises(NoSuchOutcome) as caught:
        staff.takes(case, "decide", "burned")

    assert caught.value.open == ("disclosed", "partly", "refused", "refer")


def test_a_refusal_needs_one_of_its_grounds_a_reason_and_its_form(staff: Staff, case: Case) -> None:
    asked: dict[str, Any] = {"document": filled(staff.law, "form4"), "reason": "評価に係るため"}

    with pytest.raises(GroundMissing, match="violates_law, evaluation, harm_to_person"):
        staff.takes(case, "decide", "refused", **asked)
    with pytest.raises(GroundMissing):
        staff.takes(case, "decide", "refused", ground="hinders_operations", **asked)
    with pytest.raises(NoticeMissing) as caught:
        staff.takes(case, "decide", "refused", ground="evaluation", reason="評価に係るため")
    assert caught.value.form == "josai:form4"
    with pytest.raises(NoticeMissing):
        staff.takes(case, "decide", "refused", ground="evaluation", **asked | {"document": filled(staff.law, "form6")})

    staff.takes(case, "decide", "refused", ground="evaluation", **asked)
    assert (case.state, case.outcome_effect) == ("closed", "refused")


def test_a_reason_is_asked_for_where_the_notice_must_state_one(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    staff.takes(case, "identity", "verified")

    with pytest.raises(ReasonMissing, match="write it down"):
        staff.takes(case, "search", "not_existing", document=filled(staff.law, "form4"), reason="  ")


def test_unknown_facts_are_asked_for_and_not_guessed(staff: Staff, case: Case) -> None:
    with pytest.raises(StillUnknown) as caught:
        staff.takes(case, "decide", "disclosed", document=filled(staff.law, "form4"))

    assert "personal_data" in caught.value.facts
    assert not Document.objects.filter(form="form4").exists()


def test_deciding_against_the_engine_needs_a_reason_and_is_marked(staff: Staff, case: Case) -> None:
    document = filled(staff.law, "form4")
    knowing.set_facts(case=case, facts=KNOWN, **staff.acts("manager"))
    case.refresh_from_db()
    assert deciding.consider(case=case, on=staff.now.date()).answer.outcome == "comply"

    with pytest.raises(AgainstEngine, match="differs from the engine’s answer"):
        staff.takes(case, "decide", "partly", ground="evaluation", document=document)
    staff.takes(case, "decide", "partly", ground="evaluation", document=document, reason="一部は評価に係る")

    last = StepDone.objects.get(step="decide")
    assert last.against_engine
    assert last.reason == "一部は評価に係る"


def test_an_outcome_that_the_engine_bears_out_needs_no_reason(staff: Staff, case: Case) -> None:
    staff.takes(case, "decide", "disclosed", facts=KNOWN, document=filled(staff.law, "form4"))

    last = StepDone.objects.select_related("decision").get(step="decide")
    assert not last.against_engine
    assert last.decision is not None
    assert last.decision.outcome == "comply"
    assert case.facts["requested_method"] == "paper"


def test_what_the_engine_said_replays(staff: Staff, case: Case) -> None:
    staff.takes(case, "decide", "disclosed", facts=KNOWN, document=filled(staff.law, "form4"))
    kept = deciding.store_decision(case=case, question="request", **staff.acts("manager"))

    for decision in StoredDecision.objects.all():
        assert deciding.replay(decision).identical
    assert replay_text(staff.law.engine, whole(kept), "x").identical
    assert len({decision.texts_id for decision in StoredDecision.objects.filter(question="request")}) == 1


def test_a_guard_over_unknown_facts_is_asked_about(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={})
    staff.takes(case, "identity", "verified")

    with pytest.raises(GuardUnknown) as caught:
        staff.takes(case, "authority", "verified")

    assert caught.value.facts == ("claimant",)
    staff.takes(case, "authority", "verified", facts={"claimant": "parent"})
    assert [task.step for task in Task.objects.filter(done_at__isnull=True)] == ["ask-instruction"]


def test_a_corrected_fact_changes_what_is_next(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "parent"})
    staff.takes(case, "identity", "verified")
    assert [task.step for task in Task.objects.filter(done_at__isnull=True)] == ["authority"]

    knowing.set_facts(case=case, facts={"claimant": "principal"}, **staff.acts("manager"))
    assert [task.step for task in Task.objects.filter(done_at__isnull=True)] == ["search"]

    knowing.set_facts(case=case, facts={"claimant": None}, **staff.acts("manager"))
    assert [(task.step, task.maybe) for task in Task.objects.filter(done_at__isnull=True)] == [("authority", True)]


def test_misspelt_facts_are_refused(staff: Staff, case: Case) -> None:
    with pytest.raises(FactsNotRead, match="cannot be read"):
        knowing.set_facts(case=case, facts={"claimnat": "parent"}, **staff.acts("manager"))
    with pytest.raises(FactsNotRead):
        staff.opens("disclosure", facts={"claimant": "uncle"})
    with pytest.raises(NoSuchProcedure, match="disclosure"):
        staff.opens("discolsure")


def test_only_those_in_charge_take_a_step(staff: Staff, case: Case) -> None:
    with pytest.raises(NotPermitted):
        staff.takes(case, "decide", "refer", role="operating_committee")
    with pytest.raises(NotPermitted):
        staff.takes(case, "decide", "refer", role="clerk")
    with pytest.raises(NotYours):
        staff.takes(case, "decide", "refer", role="requester")
    with pytest.raises(NotYours):
        knowing.set_facts(case=case, facts=KNOWN, **staff.acts("requester"))
    with pytest.raises(WithoutPowers):
        staff.takes(case, "decide", "refer", **staff.acts("manager") | {"powers": None})
    with pytest.raises(WithoutPowers):
        staff.takes(case, "decide", "refer", **staff.acts("manager") | {"actor": Actor("person:x", "manager")})
    with pytest.raises(WithoutPowers):
        knowing.set_facts(case=case, facts=KNOWN, **staff.acts("manager") | {"actor": REQUESTER})
    with pytest.raises(WithoutPowers):
        knowing.set_facts(case=case, facts=KNOWN, **staff.acts("manager") | {"powers": None})


def test_a_clerk_prepares_for_the_manager_and_the_record_says_so(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})

    staff.takes(case, "identity", "verified", role="clerk")

    done = StepDone.objects.get(step="identity")
    assert done.role == "manager"
    assert done.acted_for.startswith("clerk:")
    assert Act.objects.order_by("-id")[0].role == "clerk"


def test_papers_are_issued_filled_in_and_set(staff: Staff, case: Case) -> None:
    staff.takes(case, "decide", "disclosed", facts=KNOWN, document=filled(staff.law, "form4"))
    staff.takes(case, "arrange", "told")

    form4, letter = Document.objects.order_by("id")
    assert form4.pdf.startswith(b"%PDF-")
    assert letter.form == "letter-answer"
    assert letter.values["recipient"] == "髙橋 花子"
    assert letter.values["ref"] == case.number
    assert letter.digest


def test_a_paper_with_an_entry_missing_is_not_issued(staff: Staff, case: Case) -> None:
    with pytest.raises(PaperNotReady) as caught:
        documents.issue(case=case, paper=PaperDraft(form="form4", values={}), **staff.acts("manager"))
    assert caught.value.faults
    with pytest.raises(NoSuchPaper, match="do you mean `form4`"):
        documents.issue(case=case, paper=PaperDraft(form="form44", values={}), **staff.acts("manager"))


def test_a_closed_case_says_how_to_go_on(staff: Staff, case: Case) -> None:
    staff.takes(case, "decide", "refused", ground="evaluation", reason="x", document=filled(staff.law, "form4"))
    with pytest.raises(NotRunning, match="reopen it with a reason"):
        staff.takes(case, "decide", "refer")

    reopen(case=case, reason="誤り", back_to="search", **staff.acts("manager"))
    case.refresh_from_db()

    assert (case.state, case.closed_on, case.outcome_effect) == ("open", None, "")
    assert [task.step for task in Task.objects.filter(done_at__isnull=True)] == ["search"]


def test_an_erased_case_keeps_its_number_and_takes_nothing_more(staff: Staff, case: Case) -> None:
    with pytest.raises(erasing.StillRunning):
        erasing.destroy_key(case=case, reason="保存期間の満了", **staff.acts("manager"))
    staff.takes(case, "decide", "refused", ground="evaluation", reason="x", document=filled(staff.law, "form4"))
    erasing.destroy_key(case=case, reason="保存期間の満了", **staff.acts("manager"))
    case = Case.objects.get()

    assert (case.number, case.state, str(case.name), case.tokens) == ("R8-D-0001", "closed", "消去済み", [])
    for act in (reopen, documents.attach):
        with pytest.raises(OfficeError):
            act(case=case, **staff.acts("manager"), **({"reason": "x"} if act is reopen else {"file": None}))
    with pytest.raises(Erased):
        erasing.destroy_key(case=case, reason="再び", **staff.acts("manager"))


def test_a_failed_step_leaves_nothing_behind(staff: Staff, case: Case) -> None:
    before = Act.objects.count(), StoredDecision.objects.count(), case.turn

    with pytest.raises(PaperNotReady):
        staff.takes(case, "decide", "disclosed", facts=KNOWN, document=PaperDraft(form="form4", values={"x": 1}))

    case.refresh_from_db()
    assert (Act.objects.count(), StoredDecision.objects.count(), case.turn) == before
    assert "requested_method" not in case.facts
    assert stepping.take_step.__doc__
