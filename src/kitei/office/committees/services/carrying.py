"""What a vote brings about: the step of the case, conditions that become tasks, or nothing but the vote itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kitei.office.cases.models import StepDone
from kitei.office.cases.services.stepping import Alongside, take_step
from kitei.office.cases.values import ConditionDraft, PaperDraft
from kitei.office.committees.models import AgendaItem, Condition, Motion, Vote
from kitei.office.committees.queries.protocol import extract_values
from kitei.office.committees.rules import thawed
from kitei.office.committees.services.agenda import ref
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.office.record.services import write

MINUTES = "letter-minutes"
"""The paper of a procedure that the meeting itself writes."""


class BadProposal(OfficeError):
    """A proposal that the step of the case, or the item, cannot end in."""

    def __init__(self, outcome: str, known: Sequence[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            ja=f"この議題を `{outcome}` で議決することはできません。できるもの: {listed or '提案の文'}",
            en=f"this item cannot be decided as `{outcome}`; it can be: {listed or 'a proposal in words'}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCondition:
    """Something to attach to a decision.

    Attributes:
        actor: the role that must see to it. due_on: inclusive.
    """

    text: str
    actor: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is put to the vote.

    Attributes:
        outcome: how the step of the case would end; empty for an item without a case.
        text: in words, for an item without a case, or where more is said than the outcome says.
        paper: the form that goes with the outcome, where the regulation prescribes one.
    """

    outcome: str = ""
    ground: str = ""
    reason: str = ""
    text: str = ""
    paper: PaperDraft | None = None
    conditions: tuple[NewCondition, ...] = ()


def check(item: AgendaItem, proposal: Proposal) -> None:
    """Refuse what the item cannot end in.

    Raises:
        BadProposal: with what it can end in.
    """
    if item.case is None:
        if proposal.outcome or not proposal.text.strip():
            raise BadProposal(proposal.outcome, ())
        return
    step = current().procedures[item.case.procedure].steps[item.step]
    known = [outcome.id for outcome in step.outcomes]
    if proposal.outcome not in known:
        raise BadProposal(proposal.outcome, known)


def carry_out(
    item: AgendaItem,
    motion: Motion,
    proposal: Proposal,
    votes: Sequence[Vote],
    *,
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> None:
    """Do what was carried: take the step of the case, or record the vote; conditions become tasks of the case.

    Raises:
        What `take_step` raises.
    """
    conditions = [_condition(item, motion, each, at) for each in proposal.conditions]
    said = _said(item, motion, votes) | {"conditions": [each.text for each in proposal.conditions]}
    if item.case is None:
        rows = [motion, item, *votes, *conditions]
        _write(item, said, rows, actor, at)
        return

    def with_step(step: StepDone) -> Sequence[ActedRow]:
        motion.step = step
        return (motion, item, *votes, *conditions)

    take_step(
        case=item.case,
        step=item.step,
        outcome=proposal.outcome,
        ground=proposal.ground or None,
        reason=proposal.reason or None,
        document=proposal.paper or _extract(item, motion, proposal, votes),
        actor=actor,
        powers=powers,
        at=at,
        act="meeting.voted",
        alongside=Alongside(
            rows=with_step,
            voted=True,
            conditions=tuple(
                ConditionDraft(name="condition", role=row.actor, ref=row.id, due_on=row.due_on) for row in conditions
            ),
            payload=said,
        ),
    )


def not_carried(item: AgendaItem, motion: Motion, votes: Sequence[Vote], *, actor: Actor, at: datetime) -> None:
    """Record a vote that brought about nothing: lost, tied, or too few."""
    _write(item, _said(item, motion, votes), [motion, *votes], actor, at)


def _extract(item: AgendaItem, motion: Motion, proposal: Proposal, votes: Sequence[Vote]) -> PaperDraft | None:
    """Where the procedure asks for the minutes: what the meeting has on this item, and the vote just counted."""
    if item.case is None:
        return None
    step = current().procedures[item.case.procedure].steps[item.step]
    outcome = next(each for each in step.outcomes if each.id == motion.outcome)
    if outcome.notice != MINUTES:
        return None
    counted = list(votes) or list(motion.votes.select_related("person"))
    texts = [each.text for each in proposal.conditions]
    return PaperDraft(form="office:minutes", values=extract_values(item, motion, counted, texts, "ja"))


def _write(item: AgendaItem, said: dict[str, Any], rows: Sequence[ActedRow], actor: Actor, at: datetime) -> None:
    clauses = tuple(dict.fromkeys((*item.clauses, *thawed("", item.meeting.rules or {}).clauses)))
    write(act="meeting.voted", actor=actor, at=at, clauses=clauses, payload=said, case=ref(item), rows=rows)


def _condition(item: AgendaItem, motion: Motion, asked: NewCondition, at: datetime) -> Condition:
    return Condition(
        id=new_id(at),
        key=item.key,
        motion=motion,
        case=item.case,
        text=asked.text,
        actor=asked.actor,
        unit_id=item.case.unit_id if item.case is not None else item.meeting.unit_id,
        due_on=asked.due_on,
    )


def _said(item: AgendaItem, motion: Motion, votes: Sequence[Vote]) -> dict[str, Any]:
    """What the record keeps of a vote; sealed with the case."""
    return {
        "meeting": str(item.meeting_id),
        "item": item.position,
        "proposal": motion.outcome or motion.text,
        "members": motion.members,
        "present": motion.present,
        "for": motion.votes_for,
        "against": motion.votes_against,
        "abstained": motion.abstained,
        "result": motion.result,
        "casting": motion.casting,
        "votes": {str(vote.person_id): vote.choice for vote in votes},
    }
