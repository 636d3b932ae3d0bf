"""What a body may not do, and what it may: every refusal says why and what to do instead."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kitei.office.cases.models import StepDone, Task
from kitei.office.committees.bodies import NoSuchBody, body_named
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Attendance, Meeting, Motion
from kitei.office.committees.queries import finding, seats
from kitei.office.committees.queries.protocol import agenda_values, minutes_values
from kitei.office.committees.rules import RulesMissing
from kitei.office.committees.services import (
    agenda,
    attending,
    circulating,
    closing,
    conditions,
    minuting,
    planning,
    recusing,
    ruling,
    voting,
)
from kitei.office.committees.services.carrying import BadProposal, NewCondition, Proposal
from kitei.office.committees.state import ItemSettled, MeetingNotReady
from kitei.office.people.access import NotPermitted
from kitei.office.post.models import Outgoing
from kitei.office.record.models import Act
from kitei.regulations.schema.words import Language
from tests.office.committees.building import (
    HELD_ON,
    OWN,
    Committee,
    appeal,
    appoint,
    committee,
    on_agenda,
    opened,
    person,
    planned,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

FOR, AGAINST = Choice.FOR, Choice.AGAINST
DELIBERATE = (("receive", "admitted"), ("hear", "not_needed"))


def all_for(made: Committee, *but: int) -> dict[UUID, Choice]:
    return {who.id: FOR for number, who in enumerate(made.members) if number not in but}


def meeting_of(made: Committee) -> tuple[Meeting, AgendaItem]:
    case = appeal(made, *DELIBERATE)
    meeting = planned(made)
    return meeting, on_agenda(made, meeting, case, "deliberate")


def test_members_are_those_appointed_on_the_day_the_chair_first() -> None:
    made = committee("operating_committee", members=3, own=OWN)
    later = person("後任 一郎", made.unit, kana="アトニン")
    appoint(later, made.body, capacity="member", from_on=date(2027, 1, 1))

    today = seats.seats(made.body, None, HELD_ON)
    next_year = seats.seats(made.body, None, date(2027, 1, 1))

    assert [seat.capacity for seat in today] == ["chair", "vice_chair", "member"]
    assert later.id in {seat.person.id for seat in next_year}
    assert {row.person_id for row in seats.past_and_future_seats(made.body, None)} >= {later.id, made.chair.id}
    with pytest.raises(NoSuchBody, match="operating_committee"):
        body_named("operating_comittee")


def test_own_rules_hold_from_their_day_and_the_earlier_ones_stay() -> None:
    made = committee("operating_committee", own=OWN)
    stricter = {**OWN, "decision": {"share": "two_thirds", "of": "present"}}
    new_year = date(2027, 4, 1)

    ruling.set_rules(body=made.body, unit=None, from_on=new_year, document="改正規程", rules=stricter, **made.by())

    before, after = (seats.rules_on(made.body, None, day) for day in (HELD_ON, new_year))
    assert before.counting().decision.share == "more_than_half"
    assert after.counting().decision.share == "two_thirds"
    with pytest.raises(ruling.RulesAlreadyThatDay):
        ruling.set_rules(body=made.body, unit=None, from_on=new_year, document="-", rules=OWN, **made.by())


def test_only_chair_and_secretariat_lead() -> None:
    made = committee("operating_committee", own=OWN)
    member = made.by(made.members[3])

    with pytest.raises(NotPermitted):
        planning.plan(body=made.body, unit=None, when=planning.Plan(held_on=HELD_ON), **member)
    meeting = planning.plan(body=made.body, unit=None, when=planning.Plan(held_on=HELD_ON), **made.by(made.chair))
    assert (meeting.year, meeting.number) == (2026, 1)
    assert planned(made).number == 2


def test_a_notice_goes_to_every_member_without_a_name_of_the_case() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, _ = meeting_of(made)

    planning.convene(meeting=meeting, **made.by())
    planning.replan(meeting=meeting, when=planning.Plan(held_on=date(2026, 12, 15), place="別室"), **made.by())

    letters = [row.letter for row in Outgoing.objects.order_by("queued_at", "id")]
    assert len(letters) == 2 * len(made.members)
    assert all("R8-A-0001" in each["body"] and "葛城" not in each["body"] for each in letters)
    assert "日時・場所が変わりました" in letters[-1]["subject"]
    assert "2026-12-15" in letters[-1]["body"]


def test_a_meeting_is_not_called_together_for_nothing_or_too_late() -> None:
    made = committee("operating_committee", own=OWN | {"notice_days": 30})
    empty = planned(made)
    meeting, _ = meeting_of(made)

    with pytest.raises(planning.NoAgenda):
        planning.convene(meeting=empty, haste="急ぎ", **made.by())
    with pytest.raises(planning.ShortNotice, match="30 days"):
        planning.convene(meeting=meeting, **made.by())
    planning.convene(meeting=meeting, haste="期限が迫っている", **made.by())
    with pytest.raises(MeetingNotReady):
        planning.convene(meeting=meeting, haste="急ぎ", **made.by())


def test_a_body_without_members_or_rules_does_not_meet() -> None:
    made = committee("operating_committee", members=0, own=OWN)
    meeting, _ = meeting_of(made)
    with pytest.raises(planning.NoMembers):
        planning.convene(meeting=meeting, **made.by())
    assert planning.cancel(meeting=meeting, reason="委員がいない", **made.by()).state == Meeting.State.CANCELLED
    assert finding.waiting_for(made.body, None)[0].step == "deliberate"


def test_without_rules_nothing_is_counted() -> None:
    made = committee("operating_committee")
    meeting, _ = meeting_of(made)
    planning.convene(meeting=meeting, **made.by())
    here = {who.id: attending.Presence(how="present") for who in made.members}

    with pytest.raises(RulesMissing):
        attending.open_meeting(meeting=meeting, present=here, **made.by())


def test_who_presides_is_the_chair_then_the_vice_chair_then_whom_they_name() -> None:
    made = committee("operating_committee", own=OWN)
    there = attending.Presence(how="remote")
    for absent, named, expected in ((0, None, 1), (2, 3, 3)):
        meeting, _ = meeting_of(made)
        planning.convene(meeting=meeting, **made.by())
        here = {who.id: there for number, who in enumerate(made.members) if number > absent - (absent == 2)}
        if absent == 2:
            with pytest.raises(attending.NobodyPresides):
                attending.open_meeting(meeting=meeting, present=here, **made.by())
        found = attending.open_meeting(
            meeting=meeting,
            present=here,
            presiding=made.members[named].id if named else None,
            **made.by(),
        )
        assert found.presiding_id == made.members[expected].id


def test_a_stranger_is_no_member() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    opened(made, meeting)
    stranger = person("部外 花子", made.unit)

    with pytest.raises(attending.NotAMember):
        attending.set_attendance(meeting=meeting, present={stranger.id: attending.Presence(how="present")}, **made.by())
    with pytest.raises(attending.NotAMember):
        recusing.recuse(item=item, person=stranger, reason="-", **made.by())
    guest = attending.add_guest(meeting=meeting, name="有識者 一郎", **made.by())
    assert not guest.member


def test_whoever_left_before_the_item_does_not_vote_on_it() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    opened(made, meeting)
    here = {who.id: attending.Presence(how="present") for who in made.members}
    here[made.members[4].id] = attending.Presence(how="present", from_item=2)
    attending.set_attendance(meeting=meeting, present=here, **made.by())

    with pytest.raises(voting.NoVote):
        voting.vote(
            item=item, proposal=Proposal(outcome="accepted"), ballots=voting.Ballots(votes=all_for(made)), **made.by()
        )
    motion = voting.vote(
        item=item, proposal=Proposal(outcome="accepted"), ballots=voting.Ballots(votes=all_for(made, 4)), **made.by()
    )
    assert (motion.present, motion.votes_for) == (4, 4)


def test_a_recused_member_neither_counts_nor_votes_and_the_vice_chair_presides_for_the_chair() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    opened(made, meeting)
    recusing.recuse(item=item, person=made.chair, reason="先の決定に関わった", by_body=True, **made.by())
    with pytest.raises(recusing.AlreadyRecused):
        recusing.recuse(item=item, person=made.chair, reason="-", **made.by())

    with pytest.raises(voting.NoVote):
        voting.vote(
            item=item, proposal=Proposal(outcome="accepted"), ballots=voting.Ballots(votes=all_for(made)), **made.by()
        )
    split = {who.id: FOR if number < 3 else AGAINST for number, who in enumerate(made.members) if number}
    motion = voting.vote(
        item=item,
        proposal=Proposal(outcome="accepted"),
        ballots=voting.Ballots(votes=split, casting=False),
        **made.by(),
    )

    assert (motion.members, motion.present, motion.result, motion.casting) == (4, 4, "lost", False)


def test_a_member_keeps_out_by_a_word_of_his_own_but_excludes_nobody() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    planning.convene(meeting=meeting, **made.by())
    mine = made.members[3]

    recusing.recuse(item=item, person=mine, reason="指導教員である", **made.by(mine))

    with pytest.raises(NotPermitted):
        recusing.recuse(item=item, person=made.members[2], reason="-", **made.by(mine))
    item = AgendaItem.objects.get(pk=item.pk)
    assert not finding.reads(made.by(mine)["powers"], item)
    assert finding.reads(made.by(made.members[2])["powers"], item)


@pytest.mark.regulation("iuj")
def test_where_nobody_says_how_a_recusal_counts_it_is_asked_for() -> None:
    made = committee("committee")
    case = appeal(made, ("receive", "passed_on"))
    meeting = planned(made)
    item = on_agenda(made, meeting, case, "form-panel")
    opened(made, meeting)

    with pytest.raises(recusing.RuleForRecusalMissing):
        recusing.recuse(item=item, person=made.members[2], reason="運用管理責任者として決定した", **made.by())


def test_a_lost_vote_leaves_the_item_open_for_another_proposal() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    opened(made, meeting)
    against = {who.id: AGAINST for who in made.members}

    lost = voting.vote(
        item=item, proposal=Proposal(outcome="accepted"), ballots=voting.Ballots(votes=against), **made.by()
    )
    with pytest.raises(voting.NothingTied):
        voting.cast(motion=lost, carried=True, proposal=Proposal(outcome="accepted"), **made.by())
    carried = voting.vote(
        item=item, proposal=Proposal(outcome="refused"), ballots=voting.Ballots(votes=all_for(made)), **made.by()
    )

    assert (lost.result, lost.position, carried.result, carried.position) == ("lost", 1, "carried", 2)
    assert Act.objects.get(id=lost.act).name == "meeting.voted"
    with pytest.raises(ItemSettled):
        voting.vote(item=item, proposal=Proposal(outcome="refused"), ballots=voting.Ballots(votes={}), **made.by())


def test_a_proposal_must_be_one_the_item_can_end_in() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    matter = agenda.add_matter(meeting=meeting, title="方針の改定", **made.by())
    opened(made, meeting)

    for each, proposal in ((item, Proposal(outcome="granted")), (matter, Proposal()), (matter, Proposal(outcome="x"))):
        with pytest.raises(BadProposal):
            voting.vote(item=each, proposal=proposal, ballots=voting.Ballots(votes={}), **made.by())


def test_a_condition_on_a_matter_without_a_case_is_met_by_itself() -> None:
    made = committee("operating_committee", own=OWN)
    meeting = planned(made)
    item = agenda.add_matter(meeting=meeting, title="方針の改定", clauses=("josai:6(4)",), **made.by())
    opened(made, meeting)
    motion = voting.vote(
        item=item,
        proposal=Proposal(text="改定する", conditions=(NewCondition(text="周知すること", actor="manager"),)),
        ballots=voting.Ballots(votes=all_for(made)),
        **made.by(),
    )
    condition = motion.conditions.get()

    conditions.meet_condition(condition=condition, **made.by())

    condition.refresh_from_db()
    assert condition.met_on is not None
    with pytest.raises(conditions.ConditionMet):
        conditions.meet_condition(condition=condition, **made.by())


def test_a_condition_of_a_case_keeps_it_open_until_it_is_met() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    opened(made, meeting)
    motion = voting.vote(
        item=item,
        proposal=Proposal(outcome="accepted", conditions=(NewCondition(text="写しを渡す", actor="manager"),)),
        ballots=voting.Ballots(votes=all_for(made)),
        **made.by(),
    )
    condition = motion.conditions.get()

    conditions.meet_condition(condition=condition, **made.by())

    assert Task.objects.get(ref=condition.id).done_at is not None
    with pytest.raises(conditions.ConditionMet):
        conditions.meet_condition(condition=condition, **made.by())


def test_a_case_is_on_one_agenda_only_and_only_where_it_waits() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    assert item.case is not None
    other = planned(made)

    with pytest.raises(agenda.AlreadyOnAgenda):
        on_agenda(made, other, item.case, "deliberate")
    with pytest.raises(agenda.NotForThisBody):
        on_agenda(made, other, item.case, "hear")
    agenda.withdraw_item(item=item, **made.by())
    assert on_agenda(made, other, item.case, "deliberate").position == 1
    assert meeting.items.get().state == AgendaItem.State.WITHDRAWN


def test_a_paper_is_of_the_case_or_a_harmless_file() -> None:
    made = committee("operating_committee", own=OWN)
    _, item = meeting_of(made)
    bad = (
        agenda.NewPaper(),
        agenda.NewPaper(title="実行形式", filename="a.exe", media_type="application/x-msdownload", content=b"MZ"),
        agenda.NewPaper(title="偽の PDF", filename="a.pdf", media_type="application/pdf", content=b"<html>"),
        agenda.NewPaper(title="", filename="a.txt", media_type="text/plain", content=b"x"),
    )
    for each in bad:
        with pytest.raises(agenda.NoPaper):
            agenda.add_paper(item=item, paper=each, **made.by())

    good = agenda.NewPaper(title="整理", filename="a.txt", media_type="text/plain", content="論点".encode())
    paper = agenda.add_paper(item=item, paper=good, **made.by())
    agenda.withdraw_paper(paper=paper, **made.by())
    assert finding.paper_for(made.by(made.members[2])["powers"], paper.id) is None


def test_an_adjourned_meeting_goes_on_with_what_was_left() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    agenda.add_matter(meeting=meeting, title="方針の改定", **made.by())
    opened(made, meeting)
    recusing.take_down(item=item, record="時間切れ", state="deferred", **made.by())

    following = closing.adjourn(
        meeting=meeting, when=planning.Plan(held_on=date(2026, 12, 15)), reason="時間切れ", **made.by()
    )

    assert [(row.position, row.title) for row in following.items.all()] == [(1, "方針の改定")]
    assert following.continues_id == meeting.id
    minutes = minuting.issue(meeting=meeting, language="en", **made.by())
    assert minutes.values["items"][0]["result"] == "Put off"
    with pytest.raises(minuting.MinutesIssued):
        minuting.issue(meeting=meeting, **made.by())
    with pytest.raises(minuting.NoMinutes):
        minuting.correct(meeting=meeting, text=" ", **made.by())
    with pytest.raises(MeetingNotReady):
        closing.close(meeting=meeting, **made.by())


def test_minutes_name_who_was_there_who_was_heard_and_who_dissented() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, item = meeting_of(made)
    assert agenda_values(meeting, "ja")["items"][0]["clause"] == "第18条第2項"
    opened(made, meeting, present=4)
    attending.add_guest(meeting=meeting, name="有識者 一郎", **made.by())
    recusing.hear(item=item, name="葛城 﨑子", standing="principal", statement="事実と異なる", **made.by())
    recusing.take_down(item=item, record="資料により審議した。", **made.by())
    condition = NewCondition(text="写し", actor="manager")
    voting.vote(
        item=item,
        proposal=Proposal(outcome="accepted", reason="理由がある", conditions=(condition,)),
        ballots=voting.Ballots(
            votes={who.id: FOR for who in made.members[:3]} | {made.members[3].id: AGAINST},
            opinions={made.members[3].id: "評価の記載である"},
        ),
        **made.by(),
    )
    recusing.take_down(item=item, record="資料により審議し、採決した。", **made.by())
    closing.close(meeting=meeting, **made.by())

    expected: tuple[tuple[Language, tuple[str, ...]], ...] = (
        ("ja", ("採決した。", "本人・申立人", "評価の記載である", "付帯条件", "有識者 一郎", "委員 4")),
        ("en", ("was heard", "Condition", "Reason", "(Member)")),
    )
    for language, words in expected:
        said = str(minutes_values(Meeting.objects.get(pk=meeting.pk), language))
        for word in words:
            assert word in said


def test_a_circulation_needs_a_rule_and_counts_who_answered() -> None:
    made = committee("operating_committee", members=3, own=OWN | {"circulation": "as_meeting"})
    case = appeal(made, *DELIBERATE)
    when = planning.Plan(held_on=HELD_ON, mode=Meeting.Mode.CIRCULATION)
    meeting = planning.plan(body=made.body, unit=None, when=when, **made.by())
    item = on_agenda(made, meeting, case, "deliberate")
    proposal = Proposal(outcome="refused")
    motion = circulating.put(item=item, proposal=proposal, **made.by())
    with pytest.raises(circulating.NotCirculated):
        circulating.put(item=item, proposal=proposal, **made.by())
    planning.convene(meeting=meeting, **made.by())

    for member, choice in zip(made.members[:2], (FOR, FOR), strict=True):
        circulating.reply(motion=motion, choice=choice, **made.by(member))
    with pytest.raises(circulating.NotCirculated):
        circulating.reply(motion=motion, choice=FOR, **made.by(made.members[0]))
    with pytest.raises(circulating.NotCirculated):
        circulating.reply(motion=motion, choice=FOR, **made.by())
    with pytest.raises(circulating.TooEarlyToCount):
        circulating.count_replies(motion=motion, proposal=proposal, on_last_day=False, **made.by())
    counted = circulating.count_replies(motion=motion, proposal=proposal, on_last_day=True, **made.by())

    assert (counted.result, counted.present, counted.votes_for) == (Motion.Result.CARRIED, 2, 2)
    assert StepDone.objects.get(case=case, step="deliberate").outcome == "refused"
    with pytest.raises(ItemSettled):
        circulating.count_replies(motion=motion, proposal=proposal, on_last_day=True, **made.by())


def test_without_a_rule_nothing_is_decided_by_circulation() -> None:
    made = committee("operating_committee", own=OWN)
    when = planning.Plan(held_on=HELD_ON, mode=Meeting.Mode.CIRCULATION)

    with pytest.raises(planning.NoCirculation):
        planning.plan(body=made.body, unit=None, when=when, **made.by())


def test_too_few_answers_carry_nothing() -> None:
    made = committee("operating_committee", own=OWN | {"circulation": "as_meeting"})
    case = appeal(made, *DELIBERATE)
    when = planning.Plan(held_on=HELD_ON, mode=Meeting.Mode.CIRCULATION)
    meeting = planning.plan(body=made.body, unit=None, when=when, **made.by())
    item = on_agenda(made, meeting, case, "deliberate")
    motion = circulating.put(item=item, proposal=Proposal(outcome="refused"), **made.by())
    planning.convene(meeting=meeting, **made.by())
    circulating.reply(motion=motion, choice=FOR, **made.by(made.chair))

    counted = circulating.count_replies(
        motion=motion, proposal=Proposal(outcome="refused"), on_last_day=True, **made.by()
    )

    assert counted.result == Motion.Result.NO_QUORUM
    assert AgendaItem.objects.get(pk=item.pk).state == AgendaItem.State.OPEN


def test_a_member_who_joins_after_the_notice_has_a_place_and_who_left_has_none() -> None:
    made = committee("operating_committee", own=OWN)
    meeting, _ = meeting_of(made)
    planning.convene(meeting=meeting, **made.by())
    late = person("新任 次郎", made.unit, kana="シンニン")
    appoint(late, made.body, capacity="member", from_on=date(2026, 12, 1))

    here = {who.id: attending.Presence(how="present") for who in [*made.members, late]}
    attending.open_meeting(meeting=meeting, present=here, **made.by())

    assert Attendance.objects.filter(meeting=meeting).count() == len(made.members) + 1
