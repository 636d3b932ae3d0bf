"""Members who keep out of an item, and people who are heard on it; what was said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kitei.office.committees.models import AgendaItem, Hearing, Meeting, Recusal
from kitei.office.committees.queries.seats import rules_on
from kitei.office.committees.services.agenda import ref
from kitei.office.committees.services.attending import NotAMember
from kitei.office.committees.state import locked, open_item
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Person
from kitei.office.record.services import write


class RuleForRecusalMissing(OfficeError):
    """Nobody says how a recused member counts."""

    def __init__(self) -> None:
        super().__init__(
            ja="利害関係のある委員をどう数えるかの定めがありません。規程にないので、委員会の定めを登録してください",
            en="there is no rule on how a recused member counts; the regulation is silent: enter the body's own rule",
        )


class AlreadyRecused(OfficeError):
    """A member who keeps out of the item already."""

    def __init__(self) -> None:
        super().__init__(
            ja="この委員は、この議題からすでに外れています",
            en="this member keeps out of the item already",
        )


@transaction.atomic
def recuse(
    *,
    item: AgendaItem,
    person: Person,
    reason: str,
    by_body: bool = False,
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> Recusal:
    """Keep a member out of an item (回避・除斥): no papers, no vote, and counted as the rules say.

    Args:
        by_body: the body excluded the member; otherwise the member said so.

    Raises:
        NotPermitted: neither chair nor secretariat nor the member. MeetingNotReady, ItemSettled: too late.
        NotAMember: no seat in the meeting. RuleForRecusalMissing: nobody could count the vote.
        AlreadyRecused: recused before.
    """
    meeting = item.meeting
    if powers.person != person.id:
        access.require(powers, "meeting.recused", body=meeting.body, unit=meeting.unit_id)
    found = open_item(item, Meeting.State.CONVENED, Meeting.State.OPEN)
    if not any(place.member for place in found.meeting.attendances.filter(person=person)):
        raise NotAMember
    rules = rules_on(meeting.body, meeting.unit_id, meeting.held_on)
    if rules.recused is None:
        raise RuleForRecusalMissing
    if found.recusals.filter(person=person).exists():
        raise AlreadyRecused
    row = Recusal(id=new_id(at), key=found.key, item=found, person=person, reason=reason, by_body=by_body)
    payload = {"item": found.position, "person": person.pseudonym, "reason": reason, "by_body": by_body}
    write(act="meeting.recused", actor=actor, at=at, payload=payload, case=ref(found), rows=(row,))
    return row


@transaction.atomic
def hear(
    *,
    item: AgendaItem,
    name: str,
    standing: str,
    statement: str,
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> Hearing:
    """Take down that somebody who is no member was heard, and what was said (意見の聴取).

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late.
    """
    meeting = item.meeting
    access.require(powers, "meeting.heard", body=meeting.body, unit=meeting.unit_id)
    found = open_item(item, Meeting.State.OPEN)
    rules = rules_on(meeting.body, meeting.unit_id, meeting.held_on)
    row = Hearing(id=new_id(at), key=found.key, item=found, name=name, standing=standing, statement=statement)
    payload = {"item": found.position, "name": name, "standing": standing, "statement": statement}
    write(
        act="meeting.heard", actor=actor, at=at, clauses=rules.on_guests, payload=payload, case=ref(found), rows=(row,)
    )
    return row


@transaction.atomic
def take_down(
    *, item: AgendaItem, record: str, state: str | None = None, actor: Actor, powers: Powers, at: datetime
) -> AgendaItem:
    """Take down what was said on an item (審議の内容); report it, or put it off, where nothing is voted on.

    Args:
        state: `reported` or `deferred` where the item ends so; `None` while it goes on.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: the meeting is over. ItemSettled: it was decided.
    """
    meeting = item.meeting
    access.require(powers, "meeting.recorded", body=meeting.body, unit=meeting.unit_id)
    found = _to_take_down(item, settles=state is not None)
    found.record = record or None
    if state in {AgendaItem.State.REPORTED, AgendaItem.State.DEFERRED}:
        found.state = AgendaItem.State(state)
    payload = {"item": found.position, "record": record, "state": found.state}
    write(act="meeting.recorded", actor=actor, at=at, payload=payload, case=ref(found), rows=(found,))
    return found


def _to_take_down(item: AgendaItem, *, settles: bool) -> AgendaItem:
    """What was said of a decided item may be taken down until the meeting is closed."""
    fresh: AgendaItem = AgendaItem.objects.select_related("case", "meeting").get(pk=item.pk)
    if settles or fresh.state != AgendaItem.State.DECIDED:
        return open_item(item, Meeting.State.OPEN)
    fresh.meeting = locked(fresh.meeting, Meeting.State.OPEN)
    return fresh
