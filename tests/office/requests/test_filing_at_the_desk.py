"""Filing at the desk, and papers that cannot be taken as they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kitei.office.cases.models import Document
from kitei.office.people import services
from kitei.office.people.access import NotPermitted
from kitei.office.people.models import Unit
from kitei.office.requests.acting.filling import Ending, NoSuchEnding
from kitei.office.requests.acting.intake import NoUnit
from kitei.office.requests.books import current_book
from kitei.office.requests.models import ProofSeen
from kitei.office.requests.queries.answers import beside, plain, prepare
from kitei.office.requests.services.checking import NotAsked, NotListed
from kitei.office.requests.services.fees import NoFeeAllowed, set_fee
from kitei.office.requests.services.filing import (
    Claim,
    ComesFromTheFuture,
    NotFiled,
    NotFilledIn,
    file_request,
)
from tests.office.cases.staffing import AT, SETTER, staffed
from tests.office.requests.clauses import answers, facts_of, filed, form_values, says, shows

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]


def test_a_paper_with_entries_missing_comes_in_at_the_counter_and_is_asked_to_be_completed() -> None:
    staff = staffed()
    values = form_values(current_book(), "disclosure", reason=None, tel=None)
    came = staff.now.date() - timedelta(days=2)
    request = file_request(
        procedure="disclosure", values=values, origin="desk", unit=staff.unit, received_on=came,
        **staff.acts("manager"),
    )  # fmt: skip

    case = request.case
    assert facts_of(case)["received_on"] == came.isoformat()
    assert case.contact["channel"] == "counter"
    form3 = Document.objects.get(case=case)
    assert says(form3, "髙橋花子") == []
    assert form3.direction == "in"


def test_the_portal_asks_for_every_entry_and_takes_none_of_the_office() -> None:
    staff = staffed()
    values = form_values(current_book(), "disclosure", reason=None, receiver_name="庶務 太郎")
    with pytest.raises(NotFilledIn) as refused:
        file_request(procedure="disclosure", values=values, unit=staff.unit, at=staff.later())
    assert [fault.path for fault in refused.value.faults] == ["reason"]

    with pytest.raises(NotFilledIn) as refused:
        filed(staff, "disclosure", name="髙" * 10_000)
    assert [(fault.path, fault.problem) for fault in refused.value.faults] == [("name", "too_long")]
    case = filed(staff, "disclosure", receiver_name="庶務 太郎").case
    assert "receiver_name" not in Document.objects.get(case=case).values


def test_what_nobody_files_and_what_is_ticked_for_another_procedure_is_refused() -> None:
    staff = staffed()
    with pytest.raises(NotFiled):
        file_request(procedure="incident", values={}, at=staff.later())
    with pytest.raises(NotFiled):
        filed(staff, "disclosure", kinds=["correct"], correction="正しくは1992年")
    with pytest.raises(NotFiled):
        filed(staff, "purpose-notice", Claim(claimant="parent"), claimant="principal")


def test_a_paper_from_tomorrow_is_refused() -> None:
    staff = staffed()
    values = form_values(current_book(), "disclosure")
    tomorrow = staff.now.date() + timedelta(days=2)
    with pytest.raises(ComesFromTheFuture):
        file_request(procedure="disclosure", values=values, received_on=tomorrow, at=staff.now)


def test_what_is_addressed_to_no_unit_goes_to_the_one_that_receives_such_cases_or_to_the_institution() -> None:
    staff = staffed()
    values = form_values(current_book(), "disclosure")
    case = file_request(procedure="disclosure", values=values, at=staff.later()).case
    assert case.unit == staff.unit

    services.appoint(
        person=staff.people["clerk"], role="manager", unit=staff.other, capacity="holder",
        from_on=staff.now.date(), actor=SETTER, at=staff.later(),
    )  # fmt: skip
    case = file_request(procedure="disclosure", values=values, at=staff.later()).case
    assert case.unit == Unit.objects.get(code="u")


@pytest.mark.usefixtures("office")
def test_an_office_without_units_takes_nothing_in() -> None:
    with pytest.raises(NoUnit):
        file_request(procedure="disclosure", values=form_values(current_book(), "disclosure"), at=AT)


def test_only_listed_documents_prove_identity_and_only_what_is_asked_for() -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    with pytest.raises(NotListed):
        shows(staff, case, "manager", "identity", "library_card")
    with pytest.raises(NotAsked):
        shows(staff, case, "manager", "authority", "family_register")
    with pytest.raises(NotPermitted):
        shows(staff, case, "operating_committee", "identity", "student_card")
    shows(staff, case, "manager", "identity", "other", accepted=False, named="会員証", remark="写真がない")

    seen = ProofSeen.objects.get()
    assert (seen.accepted, seen.named, seen.remark, seen.copy_kept) == (False, "会員証", "写真がない", False)
    assert facts_of(case)["identity_verified"] is False
    assert beside(case).missing == ("identity",)


def test_a_private_university_asks_no_fee() -> None:
    staff = staffed()
    case = filed(staff, "disclosure").case
    with pytest.raises(NoFeeAllowed):
        set_fee(case=case, amount=300, **staff.acts("manager"))


def test_the_desk_sees_what_is_filled_and_what_must_still_be_written() -> None:
    staff = staffed()
    case = filed(staff, "disclosure", information="成績").case
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")

    nothing = prepare(case, Ending(step="search", outcome="found"), actor=None, on=staff.now.date())
    assert (nothing.filled, nothing.grounds) == (None, ())
    made = prepare(case, Ending(step="decide", outcome="partly", ground="evaluation"), actor=None, on=staff.now.date())
    assert made.filled is not None
    assert [fault.path for fault in made.filled.lacking] == ["partial_reason"]
    assert made.to_write[:2] == ("partial_reason", "remarks")
    assert plain(made.filled.values)["date"] == "2026-11-09"
    for step, outcome in [("no-step", "found"), ("decide", "no-outcome")]:
        with pytest.raises(NoSuchEnding):
            prepare(case, Ending(step=step, outcome=outcome), actor=None, on=staff.now.date())
