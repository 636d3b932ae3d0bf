"""Votes: in the room, by the chair on a tie, by circulation; and the conditions attached to what was carried."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from kitei.api.committees import forms, showing
from kitei.api.committees.finding import by, item_of, member_of
from kitei.api.committees.items import ITEM
from kitei.api.committees.routing import router
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.values import PaperDraft
from kitei.office.committees.counting import Choice
from kitei.office.committees.models import AgendaItem, Condition, Motion, Vote
from kitei.office.committees.services import circulating
from kitei.office.committees.services import voting as votes
from kitei.office.committees.services.carrying import MINUTES, NewCondition, Proposal
from kitei.office.committees.services.conditions import meet_condition
from kitei.office.requests.acting.filling import Ending
from kitei.office.requests.queries.answers import prepare

_ACT = "meeting.voted"


@router.post(f"{ITEM}/vote", response=answers(forms.ItemOut), operation_id="vote")
def vote(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.VoteIn, key: str | None = Key
) -> forms.ItemOut:
    """Put a proposal to the vote and count; what is carried is done in the case."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, _ACT)
    people = {each.person: member_of(each.person).id for each in sent.ballots}
    ballots = votes.Ballots(
        votes={people[each.person]: Choice(each.choice) for each in sent.ballots},
        opinions={people[each.person]: each.opinion for each in sent.ballots if each.opinion},
        casting=sent.casting,
    )
    common = by(caller, _ACT, item.meeting)

    def do() -> Motion:
        return votes.vote(item=item, proposal=_proposal(caller, item, sent), ballots=ballots, **common)

    once(caller, key, f"vote {item.id}", sent, do)
    return showing.item(caller, item)


@router.post(f"{ITEM}/cast", response=answers(forms.ItemOut), operation_id="decide_tie")
def decide_tie(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.CastIn, key: str | None = Key
) -> forms.ItemOut:
    """The chair decides a tie."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, _ACT)
    common = by(caller, _ACT, item.meeting)

    def do() -> Motion:
        motion = _waiting(item, sent, Motion.Result.TIE)
        proposal = _proposal(caller, item, sent, motion)
        return votes.cast(motion=motion, carried=sent.carried, proposal=proposal, **common)

    once(caller, key, f"decide_tie {item.id}", sent, do)
    return showing.item(caller, item)


@router.post(f"{ITEM}/circulate", response=answers(forms.ItemOut), operation_id="circulate")
def circulate(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.ProposalIn, key: str | None = Key
) -> forms.ItemOut:
    """Put a proposal to the members for their answers, without sitting."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, _ACT)
    proposal = _proposal(caller, item, sent, printed=False)
    common = by(caller, _ACT, item.meeting)
    once(caller, key, f"circulate {item.id}", sent, lambda: circulating.put(item=item, proposal=proposal, **common))
    return showing.item(caller, item)


@router.post(f"{ITEM}/reply", response=answers(forms.ItemOut), operation_id="reply")
def reply(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.ReplyIn, key: str | None = Key
) -> forms.ItemOut:
    """A member answers a circulation."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position)
    common: dict[str, Any] = {"actor": caller.powers.actor(item.meeting.body), "powers": caller.powers, "at": caller.at}

    def do() -> Vote:
        motion = item.motions.filter(result=Motion.Result.OPEN).first()
        if motion is None:
            raise circulating.NotCirculated
        return circulating.reply(motion=motion, choice=Choice(sent.choice), opinion=sent.opinion, **common)

    once(caller, key, f"reply {item.id}", sent, do)
    return showing.item(caller, item)


@router.post(f"{ITEM}/count", response=answers(forms.ItemOut), operation_id="count_replies")
def count_replies(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.ProposalIn, key: str | None = Key
) -> forms.ItemOut:
    """Count the answers to a circulation; what is carried is done in the case."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, _ACT)
    common = by(caller, _ACT, item.meeting)
    over = caller.today > item.meeting.held_on

    def do() -> Motion:
        motion = _waiting(item, sent, Motion.Result.OPEN)
        proposal = _proposal(caller, item, sent, motion)
        return circulating.count_replies(motion=motion, proposal=proposal, on_last_day=over, **common)

    once(caller, key, f"count_replies {item.id}", sent, do)
    return showing.item(caller, item)


@router.post(f"{ITEM}/conditions/{{condition}}/met", response=answers(forms.ItemOut), operation_id="meet_condition")
def condition_met(
    request: HttpRequest, meeting: UUID, position: int, condition: UUID, key: str | None = Key
) -> forms.ItemOut:
    """Take down that a condition is met."""
    caller = caller_of(request)
    item = item_of(caller, meeting, position, "meeting.condition_met")
    rows = Condition.objects.select_related("case", "motion__item__meeting")
    found: Condition | None = rows.filter(pk=condition).first()
    if found is None or found.motion.item_id != item.id:
        raise Missing("condition", str(condition))
    common = by(caller, "meeting.condition_met", item.meeting)

    once(caller, key, f"meet_condition {condition}", {}, lambda: meet_condition(condition=found, **common) or found)
    return showing.item(caller, item)


def _waiting(item: AgendaItem, sent: forms.ProposalIn, result: Motion.Result) -> Motion:
    """The proposal that waits for the chair, or for answers.

    Raises:
        NothingTied, NotCirculated: there is none.
    """
    found: Motion | None = item.motions.filter(outcome=sent.outcome, result=result).order_by("position").last()
    if found is not None:
        return found
    raise votes.NothingTied if result == Motion.Result.TIE else circulating.NotCirculated


def _proposal(
    caller: Caller, item: AgendaItem, sent: forms.ProposalIn, motion: Motion | None = None, *, printed: bool = True
) -> Proposal:
    text = sent.text or (str(motion.text or "") if motion is not None else "")
    return Proposal(
        outcome=sent.outcome,
        ground=sent.ground,
        reason=sent.reason,
        text=text,
        paper=_paper(caller, item, sent) if printed and item.case is not None else None,
        conditions=tuple(
            NewCondition(text=each.text, actor=each.actor, due_on=each.due_on) for each in sent.conditions
        ),
    )


def _paper(caller: Caller, item: AgendaItem, sent: forms.ProposalIn) -> PaperDraft | None:
    """The paper that goes with the outcome, filled from the case and what was sent; minutes the meeting writes."""
    if item.case is None:
        return None
    ending = Ending(
        step=item.step,
        outcome=sent.outcome,
        ground=sent.ground or None,
        reason=sent.reason or None,
        typed=sent.typed,
        language=sent.language,
    )
    actor = by(caller, _ACT, item.meeting)["actor"]
    made = prepare(item.case, ending, actor=actor, on=caller.today)
    if made.filled is None or made.outcome.notice == MINUTES:
        return None
    return PaperDraft(form=made.filled.form, values=made.filled.values, language=sent.language)
