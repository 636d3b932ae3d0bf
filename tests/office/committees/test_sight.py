"""What a body decides comes from a meeting; and who of the body reads the case, from when to when."""

from __future__ import annotations

from datetime import date

import pytest

from kitei.office.cases import queries
from kitei.office.cases.acting.taking import NeedsMeeting, NoSuchOutcome
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.queries.sight import NoSuchCase, visible_to
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.services.stepping import take_step
from kitei.office.cases.values import Who
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.services import agenda, attending, closing, minuting, planning, recusing, voting
from kitei.office.committees.services.attending import Presence
from kitei.office.committees.services.carrying import Proposal
from kitei.office.people import access
from kitei.office.people.models import Person
from tests.office.committees.building import OWN, SETUP, Committee, appeal, committee, on_agenda, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


def sees(who: Person, case: Case) -> bool:
    powers = access.powers(who, date(2026, 12, 1))
    listed = visible_to(powers).filter(pk=case.pk).exists()
    try:
        found = queries.by_number(powers, case.number).pk == case.pk
    except NoSuchCase:
        found = False
    assert listed == found
    return listed


def waiting() -> tuple[Committee, Case]:
    made = committee("operating_committee", own=OWN)
    return made, appeal(made, ("receive", "admitted"))


def test_neither_the_chair_nor_the_secretariat_decides_for_the_body() -> None:
    made, case = waiting()
    for who in (made.chair, None):
        with pytest.raises(NeedsMeeting, match=case.number) as refused:
            take_step(case=case, step="hear", outcome="not_needed", **made.by(who))
        assert "議決" in refused.value.ja
        assert refused.value.body == "operating_committee"
    assert not StepDone.objects.filter(case=case, step="hear").exists()


def test_a_case_is_not_opened_with_a_decision_that_no_meeting_took() -> None:
    made = committee("operating_committee", own=OWN)
    with pytest.raises(NeedsMeeting):
        open_case(
            procedure="recommendation", title="勧告", who=Who(name="管理者"), facts={}, unit=made.unit, origin="desk",
            outcome="made", **made.by(made.chair),
        )  # fmt: skip
    assert not Case.objects.filter(procedure="recommendation").exists()


def test_what_the_body_only_hears_or_tells_needs_no_meeting() -> None:
    made = committee("operating_committee", own=OWN)
    case = open_case(
        procedure="complaint", title="苦情", who=Who(name="髙橋 花子"), facts={}, unit=made.unit, origin="desk",
        outcome="submitted", actor=SETUP, powers=None, at=made.by()["at"],
    )  # fmt: skip
    done = take_step(case=case, step="listen", outcome="investigate", **made.by(made.chair))
    assert done.role == "operating_committee"


def test_the_answer_to_an_appeal_ends_as_the_body_voted() -> None:
    made, case = waiting()
    meeting = planned(made)
    hear = on_agenda(made, meeting, case, "hear")
    meeting = planning.convene(meeting=meeting, **made.by())
    present = {each.id: Presence(how="present") for each in made.members}
    meeting = attending.open_meeting(meeting=meeting, present=present, **made.by())
    _vote(made, hear.pk, "not_needed")
    deliberate = agenda.add_case(meeting=meeting, case=case, step="deliberate", **made.by())
    _vote(made, deliberate.pk, "refused")

    with pytest.raises(NoSuchOutcome) as refused:
        take_step(case=case, step="answer", outcome="accepted", actor=SETUP, powers=None, at=made.by()["at"])
    assert refused.value.open == ("refused",)


def test_a_member_reads_a_case_from_the_call_to_the_meeting_until_its_minutes_and_never_when_kept_out() -> None:
    made, case = waiting()
    member, other = made.members[2], made.members[3]
    assert [sees(who, case) for who in (made.chair, made.secretary, member)] == [True, True, False]

    meeting = planned(made)
    item = on_agenda(made, meeting, case, "hear")
    assert not sees(member, case)
    meeting = planning.convene(meeting=meeting, **made.by())
    assert sees(member, case)
    assert sees(other, case)

    recusing.recuse(item=item, person=other, reason="決定に関わった", by_body=False, **made.by())
    assert not sees(other, case)

    present = {each.id: Presence(how="present") for each in made.members}
    meeting = attending.open_meeting(meeting=meeting, present=present, **made.by())
    _vote(made, item.pk, "not_needed", without=other)
    closing.close(meeting=Meeting.objects.get(pk=meeting.pk), **made.by())
    assert sees(member, case)
    minuting.issue(meeting=Meeting.objects.get(pk=meeting.pk), **made.by())
    assert not sees(member, case)
    assert sees(made.chair, case)


def test_an_item_taken_off_the_agenda_is_no_longer_read() -> None:
    made, case = waiting()
    meeting = planned(made)
    item = on_agenda(made, meeting, case, "hear")
    meeting = planning.convene(meeting=meeting, **made.by())
    agenda.withdraw_item(item=item, **made.by())
    assert not sees(made.members[2], case)


def _vote(made: Committee, item: object, outcome: str, *, without: Person | None = None) -> None:
    found = AgendaItem.objects.select_related("meeting", "case").get(pk=item)
    votes = {each.id: Choice.FOR for each in made.members[1:] if each != without}
    motion = voting.vote(
        item=found, proposal=Proposal(outcome=outcome, reason="審議した"), ballots=voting.Ballots(votes=votes),
        **made.by(),
    )  # fmt: skip
    assert motion.result == motion.Result.CARRIED
