"""Decisions without sitting (持ち回り), where the body's rules allow them: put, answered one by one, counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from kitei.office.committees.counting import Choice, Counting, Majority, Result, Room, count
from kitei.office.committees.models import AgendaItem, Attendance, Meeting, Motion, Vote
from kitei.office.committees.services.agenda import ref
from kitei.office.committees.services.carrying import Proposal, check
from kitei.office.committees.services.voting import new_motion, rules_of_meeting, settle, take_count
from kitei.office.committees.state import open_item
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import write


class NotCirculated(OfficeError):
    """A reply to something that is not circulated, is counted already, or was answered before."""

    def __init__(self) -> None:
        super().__init__(
            ja="この議題は持ち回りの回答を受け付けていません(回答済み、集計済み、又は会議の議題です)",
            en="no replies are taken on this item: you answered, it is counted, or it is decided in a meeting",
        )


class TooEarlyToCount(OfficeError):
    """Replies counted before the last day, while members can still answer."""

    def __init__(self, waiting: int) -> None:
        super().__init__(
            ja=f"回答期限の前で、{waiting}名の回答を待っています。全員の回答か期限の経過を待ってください",
            en=f"the last day has not passed and {waiting} have not answered; wait for them or for the day",
        )


@transaction.atomic
def put(*, item: AgendaItem, proposal: Proposal, actor: Actor, powers: Powers, at: datetime) -> Motion:
    """Put a proposal to the members for their answers.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late.
        NotCirculated: the body sits, or another proposal is out. BadProposal: the step cannot end so.
    """
    access.require(powers, "meeting.voted", body=item.meeting.body, unit=item.meeting.unit_id)
    found = open_item(item, Meeting.State.PLANNED, Meeting.State.OPEN)
    if found.meeting.mode != Meeting.Mode.CIRCULATION or found.motions.filter(result="open").exists():
        raise NotCirculated
    check(found, proposal)
    motion = new_motion(found, proposal, at)
    payload = {"item": found.position, "outcome": proposal.outcome, "text": proposal.text, "put": True}
    write(act="meeting.voted", actor=actor, at=at, payload=payload, case=ref(found), rows=(motion,))
    return motion


@transaction.atomic
def reply(*, motion: Motion, choice: Choice, opinion: str = "", actor: Actor, powers: Powers, at: datetime) -> Vote:
    """A member answers a circulation, once.

    Raises:
        NotCirculated: no member, recused, answered before, or nothing to answer. MeetingNotReady: it is over.
    """
    found = open_item(motion.item, Meeting.State.OPEN)
    place = found.meeting.attendances.filter(person=powers.person).first()
    answered = motion.votes.filter(person=powers.person).exists()
    keeps_out = found.recusals.filter(person=powers.person).exists()
    waiting = Motion.objects.filter(pk=motion.pk, result=Motion.Result.OPEN).exists()
    if place is None or not place.member or answered or keeps_out or not waiting:
        raise NotCirculated
    row = Vote(
        id=new_id(at),
        key=found.key,
        motion=motion,
        person_id=place.person_id,
        choice=choice.value,
        opinion=opinion or None,
    )
    payload = {"item": found.position, "choice": choice.value, "opinion": opinion}
    write(act="meeting.voted", actor=actor, at=at, payload=payload, case=ref(found), rows=(row,))
    return row


@transaction.atomic
def count_replies(
    *, motion: Motion, proposal: Proposal, on_last_day: bool, actor: Actor, powers: Powers, at: datetime
) -> Motion:
    """Count the answers; what is carried is done in the case, with one leaf for both.

    Args:
        proposal: what was put, with the papers that go with it.
        on_last_day: whether the last day for answers has passed.

    Raises:
        NotPermitted: neither chair nor secretariat. TooEarlyToCount: answers may still come.
        NotCirculated: it is counted already, or another proposal was put. What `vote` raises besides.
    """
    meeting = motion.item.meeting
    access.require(powers, "meeting.voted", body=meeting.body, unit=meeting.unit_id)
    found = open_item(motion.item, Meeting.State.OPEN)
    fresh = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if fresh.result != Motion.Result.OPEN or fresh.outcome != proposal.outcome:
        raise NotCirculated
    check(found, proposal)
    votes = {vote.person_id: Choice(vote.choice) for vote in fresh.votes.all()}
    places = [place for place in found.meeting.attendances.all() if place.member and place.person_id]
    recused = set(found.recusals.values_list("person_id", flat=True))
    waiting = {place.person_id for place in places} - recused - votes.keys()
    if waiting and not on_last_day:
        raise TooEarlyToCount(len(waiting))
    chair = next((place.person_id for place in places if place.standing == Attendance.Standing.CHAIR), None)
    room = Room(
        members={place.person_id for place in places if place.person_id},
        present=set(votes),
        recused=recused,
        presiding=chair,
    )
    counted = count(_counting(found.meeting), room, votes)
    take_count(fresh, counted, at)
    if counted.result is Result.NO_QUORUM:
        fresh.result = Motion.Result.NO_QUORUM
    return settle(found, fresh, proposal, [], actor=actor, powers=powers, at=at)


def _counting(meeting: Meeting) -> Counting:
    """The meeting's rules; or that all must agree, where the body's rule on circulation says so."""
    rules = rules_of_meeting(meeting)
    counting = rules.counting()
    if rules.circulation is not None and rules.circulation.value == "all_agree":
        everybody = Majority("all", "members")
        return replace(counting, quorum=everybody, decision=everybody, tie="lost", chair_votes=True)
    return replace(counting, chair_votes=True)  # nobody presides over a circulation
