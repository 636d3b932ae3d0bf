"""Acts beside the steps: assigning, transferring, merging, stopping, withdrawing, papers, words, conditions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kitei.office.cases import queries
from kitei.office.cases.acting.files import NoMessage
from kitei.office.cases.acting.taking import ReasonMissing
from kitei.office.cases.models import Attachment, Case, Message, Note, Stop, Task
from kitei.office.cases.queries import Filters
from kitei.office.cases.queries.sight import NoSuchCase
from kitei.office.cases.services import assigning, corresponding, documents, merging, stopping, transferring
from kitei.office.cases.services.aside import conditions, reminding
from kitei.office.cases.services.reopening import NothingToReopen, reopen
from kitei.office.cases.services.withdrawing import NotWithdrawable, withdraw
from kitei.office.cases.values import FileDraft, PaperDraft
from kitei.office.ground.actors import system
from kitei.office.people import services as people
from kitei.office.record.models import Act
from tests.office.cases.staffing import SETTER, Staff, filled, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
CLOCK = system("clock")


@pytest.fixture
def staff(office: str) -> Staff:
    assert office
    return staffed()


@pytest.fixture
def case(staff: Staff) -> Case:
    return staff.opens("disclosure", role="requester", outcome="submitted", facts={"claimant": "principal"})


def last_act() -> Act:
    return Act.objects.order_by("-id")[0]


def test_a_case_is_given_to_a_person_with_its_tasks(staff: Staff, case: Case) -> None:
    clerk = staff.people["clerk"]

    assigning.assign(case=case, person=clerk, **staff.acts("manager"))
    mine = queries.home(staff.powers("clerk"), staff.now.date())
    theirs = queries.home(staff.powers("manager"), staff.now.date())

    assert [each.mine for each in mine.todo] == [True]
    assert theirs.todo == ()
    assert queries.list_page(staff.powers("clerk"), Filters(mine=clerk.pk)).lines[0].assigned == clerk.name
    staff.takes(case, "identity", "verified", role="clerk")
    assert Task.objects.get(step="search").person == clerk

    assigning.assign(case=case, person=None, **staff.acts("manager"))
    assert Task.objects.get(step="search").person is None


def test_nothing_is_given_to_somebody_who_left(staff: Staff, case: Case) -> None:
    clerk = staff.people["clerk"]
    people.leave(person=clerk, on=date(2026, 10, 1), actor=SETTER, at=staff.now)
    clerk.refresh_from_db()

    with pytest.raises(assigning.NotTheirs, match="no role of"):
        assigning.assign(case=case, person=staff.people["operating_committee"], **staff.acts("manager"))
    with pytest.raises(assigning.NotAtWork, match="no longer works here"):
        assigning.assign(case=case, person=clerk, **staff.acts("manager"))


def test_a_case_goes_to_another_unit_and_out_of_sight(staff: Staff, case: Case) -> None:
    with pytest.raises(ReasonMissing):
        transferring.transfer(case=case, unit=staff.other, reason=" ", **staff.acts("manager"))
    with pytest.raises(transferring.SameUnit):
        transferring.transfer(case=case, unit=staff.unit, reason="x", **staff.acts("manager"))

    transferring.transfer(case=case, unit=staff.other, reason="就職の記録のため", **staff.acts("manager"))

    assert Task.objects.get(done_at__isnull=True).unit == staff.other
    assert queries.list_page(staff.powers("manager")).lines == ()
    with pytest.raises(NoSuchCase):
        queries.by_number(staff.powers("manager"), case.number)


def test_a_duplicate_is_merged_and_can_be_taken_up_again(staff: Staff, case: Case) -> None:
    twice = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    other = staff.opens("correction", outcome="submitted", facts={"claimant": "principal"})
    assert [line.number for line in queries.likely_duplicates(staff.powers("manager"), twice)] == [case.number]
    for into in (twice, other):
        with pytest.raises(merging.CannotMerge):
            merging.merge(case=twice, into=into, reason="同じ請求", **staff.acts("manager"))

    merging.merge(case=twice, into=case, reason="同じ請求", **staff.acts("manager"))
    twice.refresh_from_db()
    assert (twice.state, twice.merged_into, twice.due_on) == ("merged", case, None)
    assert not Task.objects.filter(case=twice, done_at__isnull=True).exists()
    assert queries.likely_duplicates(staff.powers("manager"), twice) == ()

    reopen(case=twice, reason="別の請求だった", **staff.acts("manager"))
    twice.refresh_from_db()
    assert (twice.state, twice.merged_into) == ("open", None)
    assert [task.step for task in Task.objects.filter(case=twice, done_at__isnull=True)] == ["identity"]


def test_a_request_is_taken_back_and_taken_up_again(staff: Staff, case: Case) -> None:
    withdraw(case=case, reason="不要になった", **staff.acts("requester"))
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("withdrawn", staff.now.date())

    reopen(case=case, reason="誤って取り下げた", **staff.acts("manager"))
    case.refresh_from_db()
    assert case.state == "open"
    with pytest.raises(NothingToReopen):
        reopen(case=case, reason="x", back_to="decide", **staff.acts("manager"))
    with pytest.raises(ReasonMissing):
        reopen(case=case, reason="", **staff.acts("manager"))
    staff.takes(case, "identity", "verified")


def test_what_nobody_asked_for_is_not_taken_back(staff: Staff) -> None:
    case = staff.opens("receipt", role="manager")

    with pytest.raises(NotWithdrawable):
        withdraw(case=case, **staff.acts("manager"))


@pytest.mark.regulation("muroran-it")
def test_the_thirty_days_stand_still_while_something_is_completed(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    opened = case.opened_on
    staff.takes(case, "identity", "incomplete")
    assert (case.state, case.stopped_since) == ("waiting", opened)

    staff.later(days=10)
    staff.takes(case, "amend", "completed")
    assert (case.stopped_days, case.stopped_since) == (10, None)
    for step, outcome in (("identity", "verified"), ("fee", "waived"), ("transfer", "keep"), ("search", "found")):
        staff.takes(case, step, outcome)
    staff.takes(case, "third-party", "not_needed")
    assert case.due_on == opened + timedelta(days=40)

    stopping.stop_clock(case=case, reason="電話で照会", **staff.acts("body_head"))
    with pytest.raises(stopping.StandsStill, match="already"):
        stopping.stop_clock(case=case, reason="電話で照会", **staff.acts("body_head"))
    staff.later(days=3)
    stopping.resume_clock(case=case, **staff.acts("body_head"))
    case.refresh_from_db()
    assert case.due_on == opened + timedelta(days=43)
    with pytest.raises(stopping.StandsStill, match="does not stand still"):
        stopping.resume_clock(case=case, **staff.acts("body_head"))

    staff.takes(case, "decide", "extended", reason="対象が多い", document=filled(staff.law, "appi:extension-notice"))
    assert case.due_on == opened + timedelta(days=73)
    assert sum(stop.days for stop in Stop.objects.all()) == 13
    with pytest.raises(ReasonMissing):
        stopping.stop_clock(case=case, reason="", **staff.acts("body_head"))


def test_a_clock_that_the_law_does_not_stop_runs_on(staff: Staff, case: Case) -> None:
    with pytest.raises(stopping.ClockDoesNotStop):
        stopping.stop_clock(case=case, reason="x", **staff.acts("manager"))
    staff.takes(case, "identity", "incomplete")
    assert (case.state, case.stopped_since) == ("waiting", None)
    assert queries.home(staff.powers("manager"), staff.now.date()).waiting == 1


@pytest.mark.regulation("muroran-it")
def test_lateness_is_noted_once(staff: Staff) -> None:
    case = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    steps = ("identity", "verified"), ("fee", "waived"), ("transfer", "keep"), ("search", "found")
    for step, outcome in (*steps, ("third-party", "not_needed")):
        staff.takes(case, step, outcome)
    due = case.due_on
    assert due is not None
    late = due + timedelta(days=1)

    for on in (due, late, late + timedelta(days=1)):
        reminding.mark_late(case=case, on=on, actor=CLOCK, at=staff.later())

    assert [task.late_on for task in Task.objects.filter(done_at__isnull=True)] == [late]
    assert Act.objects.filter(name="case.late_marked").count() == 1
    home = queries.home(staff.powers("body_head"), late)
    assert (home.late, home.todo[0].late, home.todo[0].days_left) == (1, True, -1)
    assert [each.number for each in queries.calendar(staff.powers("body_head"), due, due)] == [case.number]
    assert queries.list_page(staff.powers("body_head"), Filters(late_on=late, order="due")).lines


def test_papers_and_files_are_received_handed_over_and_shown(staff: Staff, case: Case) -> None:
    documents.receive(case=case, paper=filled(staff.law, "form3"), **staff.acts("manager"))
    letter = documents.issue(
        case=case, paper=PaperDraft(form="letter-answer", values={"text": "進み具合"}), **staff.acts("manager")
    )
    documents.hand_over(document=letter, how="mail", on=staff.now.date(), proof="書留123", **staff.acts("manager"))
    with pytest.raises(documents.HandedOverAlready):
        documents.hand_over(document=letter, how="mail", on=staff.now.date(), **staff.acts("manager"))
    with pytest.raises(documents.NoSuchWay):
        documents.hand_over(document=letter, how="pigeon", on=staff.now.date(), **staff.acts("manager"))
    documents.attach(
        case=case, file=FileDraft(filename="a.txt", content="記録".encode(), media_type="text/plain"),
        **staff.acts("requester"),
    )  # fmt: skip

    assert Attachment.objects.get().filename == "a.txt"
    story = {entry.act: entry.more.ja for entry in queries.timeline(case)}
    assert story["case.handed_over"] == "letter-answer"
    assert story["case.attachment_added"] == "a.txt"


def test_words_are_kept(staff: Staff, case: Case) -> None:
    asked = corresponding.receive(case=case, body="いつ分かりますか", **staff.acts("requester"))
    corresponding.send(case=case, body="来週です", subject="回答", answers=asked, **staff.acts("manager"))
    corresponding.add_note(case=case, body="電話あり", **staff.acts("manager"))
    with pytest.raises(NoMessage):
        corresponding.send(case=case, body="  ", **staff.acts("manager"))
    with pytest.raises(NoMessage):
        corresponding.add_note(case=case, body="x" * 20_001, **staff.acts("manager"))

    assert [each.body for each in Message.objects.order_by("id")] == ["いつ分かりますか", "来週です"]
    assert Note.objects.get().body == "電話あり"
    assert [entry.more.ja for entry in queries.timeline(case)][-1] == "電話あり"


def test_a_condition_keeps_the_case_open_until_it_is_met(staff: Staff) -> None:
    case = staff.opens("receipt", role="manager")
    manager: dict[str, Any] = {"role": "manager", "ref": case.pk}
    task = conditions.add_condition(
        case=case, name="毎年の報告", due_on=date(2026, 12, 1), **manager, **staff.acts("manager")
    )
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 1)
    assert [each.step for each in queries.progress(case, staff.now.date()).conditions] == ["毎年の報告"]

    for _ in range(5):
        standing = queries.progress(case, staff.now.date())
        if standing.now:
            step = standing.now[0]
            staff.takes(case, step.step, step.choices[0].id, reason="x")
    assert case.state == "open"

    conditions.meet_condition(task=task, **staff.acts("manager"))
    case.refresh_from_db()
    assert case.state == "closed"
    assert last_act().name == "case.condition_met"
