"""Votes: counted by the body's rules, and what is carried is done in the case, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kitei.office.committees.bodies import body_named
from kitei.office.committees.counting import (
    Choice,
    Count,
    NoRuleForRecusal,
    NotTied,
    Result,
    VoteOfNoVoter,
    count,
    decide_tie,
)
from kitei.office.committees.models import AgendaItem, Meeting, Motion, Vote
from kitei.office.committees.queries.room import room_for
from kitei.office.committees.rules import Rules, thawed
from kitei.office.committees.services.attending import NoQuorum
from kitei.office.committees.services.carrying import Proposal, carry_out, check, not_carried
from kitei.office.committees.services.recusing import RuleForRecusalMissing
from kitei.office.committees.state import open_item
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers


class NoVote(OfficeError):
    """Somebody voted who may not."""

    def __init__(self) -> None:
        super().__init__(
            ja="表決できない人の票が含まれています。出席していない人、議題から外れた人、"
            "可否同数のときだけ決する委員長は表決できません",
            en="a vote of somebody who may not vote: absent, recused, or a chair who only decides ties",
        )


class NothingTied(OfficeError):
    """A casting vote where votes are not equal."""

    def __init__(self) -> None:
        super().__init__(
            ja="可否同数ではないので、委員長が決することはできません",
            en="votes are not equal; there is no tie for the chair to decide",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """How the members voted. Whoever may vote and is not named abstained.

    Attributes:
        opinions: to be kept beside a vote, of those who dissent above all.
        casting: how the chair decided, if votes were equal and the chair decided at once.
    """

    votes: Mapping[UUID, Choice]
    opinions: Mapping[UUID, str] = field(default_factory=dict)
    casting: bool | None = None


@transaction.atomic
def vote(
    *, item: AgendaItem, proposal: Proposal, ballots: Ballots, actor: Actor, powers: Powers, at: datetime
) -> Motion:
    """Put a proposal to the vote and count (採決). What is carried is done in the case, with one leaf for both.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late, or too early.
        NoVote: somebody voted who may not. NoQuorum: too few may vote on this item.
        BadProposal: the step cannot end so. What `take_step` raises: a reason or a paper is missing …
    """
    access.require(powers, "meeting.voted", body=item.meeting.body, unit=item.meeting.unit_id)
    found = open_item(item, Meeting.State.OPEN)
    check(found, proposal)
    counted = counted_for(found, ballots.votes)
    if counted.result is Result.NO_QUORUM:
        raise NoQuorum(counted.members, counted.present, counted.needed_present)
    if ballots.casting is not None:
        counted = _tie(counted, carried=ballots.casting)
    motion = new_motion(found, proposal, at)
    take_count(motion, counted, at)
    votes = [
        Vote(
            id=new_id(at),
            key=found.key,
            motion=motion,
            person_id=person,
            choice=choice.value,
            opinion=ballots.opinions.get(person) or None,
        )
        for person, choice in ballots.votes.items()
    ]
    return settle(found, motion, proposal, votes, actor=actor, powers=powers, at=at)


@transaction.atomic
def cast(*, motion: Motion, carried: bool, proposal: Proposal, actor: Actor, powers: Powers, at: datetime) -> Motion:
    """The chair decides a tie (可否同数の裁決).

    Args:
        proposal: what was put to the vote, with the papers that go with it.

    Raises:
        NotPermitted: neither chair nor secretariat. NothingTied: votes were not equal, or it is decided.
        What `vote` raises besides.
    """
    meeting = motion.item.meeting
    access.require(powers, "meeting.voted", body=meeting.body, unit=meeting.unit_id)
    found = open_item(motion.item, Meeting.State.OPEN)
    fresh = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if fresh.result != Motion.Result.TIE:
        raise NothingTied
    if fresh.outcome != proposal.outcome:
        raise NothingTied
    check(found, proposal)
    fresh.casting = carried
    fresh.result = Motion.Result.CARRIED if carried else Motion.Result.LOST
    return settle(found, fresh, proposal, [], actor=actor, powers=powers, at=at)


def rules_of_meeting(meeting: Meeting) -> Rules:
    """The rules an open meeting counts by."""
    return thawed(body_named(meeting.body).title.ja, meeting.rules or {})


def counted_for(item: AgendaItem, votes: Mapping[UUID, Choice]) -> Count:
    """Count votes on an item by the meeting's rules.

    Raises:
        NoVote: somebody voted who may not. RuleForRecusalMissing: see there. RulesMissing: see there.
    """
    try:
        return count(rules_of_meeting(item.meeting).counting(), room_for(item), votes)
    except VoteOfNoVoter as error:
        raise NoVote from error
    except NoRuleForRecusal as error:
        raise RuleForRecusalMissing from error


def new_motion(item: AgendaItem, proposal: Proposal, at: datetime) -> Motion:
    """The row of a proposal, not yet counted."""
    last = item.motions.aggregate(last=Max("position"))["last"] or 0
    return Motion(
        id=new_id(at),
        key=item.key,
        item=item,
        position=last + 1,
        outcome=proposal.outcome,
        ground=proposal.ground,
        reason=proposal.reason or None,
        text=proposal.text or None,
    )


def take_count(motion: Motion, counted: Count, at: datetime) -> None:
    """Write the count into the row."""
    motion.members, motion.present, motion.needed_present = counted.members, counted.present, counted.needed_present
    motion.votes_for, motion.votes_against = counted.votes_for, counted.votes_against
    motion.abstained, motion.whole, motion.needed_for = counted.abstained, counted.whole, counted.needed_for
    motion.result, motion.casting, motion.voted_at = counted.result.value, counted.casting, at


def settle(
    item: AgendaItem,
    motion: Motion,
    proposal: Proposal,
    votes: list[Vote],
    *,
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> Motion:
    """Write the act: with the step of the case if it was carried, else the vote alone."""
    if motion.result != Motion.Result.CARRIED:
        not_carried(item, motion, votes, actor=actor, at=at)
        return motion
    item.state = AgendaItem.State.DECIDED
    carry_out(item, motion, proposal, votes, actor=actor, powers=powers, at=at)
    return motion


def _tie(counted: Count, *, carried: bool) -> Count:
    try:
        return decide_tie(counted, carried=carried)
    except NotTied as error:
        raise NothingTied from error
