"""A meeting ends, or goes on another day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.queries.seats import rules_on
from kitei.office.committees.rules import frozen
from kitei.office.committees.services.planning import Plan, new_meeting
from kitei.office.committees.state import locked
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import write


class ItemsLeft(OfficeError):
    """A meeting to be closed with items nobody has settled."""

    def __init__(self, positions: list[int]) -> None:
        listed = ", ".join(str(position) for position in positions)
        super().__init__(
            ja=f"議題{listed}が残っています。議決・報告・継続審議のいずれかにするか、延会にしてください",
            en=f"items {listed} are open; decide, report or defer them, or adjourn the meeting",
        )


@transaction.atomic
def close(*, meeting: Meeting, actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Close a meeting (閉会).

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is not open. ItemsLeft: items are open.
    """
    access.require(powers, "meeting.closed", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.OPEN)
    left = list(found.items.filter(state=AgendaItem.State.OPEN).order_by("position").values_list("position", flat=True))
    if left:
        raise ItemsLeft(left)
    found.state, found.closed_at = Meeting.State.CLOSED, at
    write(act="meeting.closed", actor=actor, at=at, payload={"items": found.items.count()}, case=None, rows=(found,))
    return found


@transaction.atomic
def adjourn(*, meeting: Meeting, when: Plan, reason: str = "", actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Adjourn a meeting to another day (延会); its open items go over to the meeting that continues it.

    Also for a convened meeting that cannot be opened because too few came (流会).

    Returns:
        The meeting that continues it, planned.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is neither convened nor open.
    """
    access.require(powers, "meeting.adjourned", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.CONVENED, Meeting.State.OPEN)
    following = new_meeting(body=found.body, unit=found.unit, when=when, at=at, continues=found)
    left = list(found.items.filter(state=AgendaItem.State.OPEN).select_related("case").order_by("position"))
    carried_over = [_again(item, following, position, at) for position, item in enumerate(left, start=1)]
    for item in left:
        item.state = AgendaItem.State.DEFERRED
    found.state, found.closed_at = Meeting.State.ADJOURNED, at
    if found.rules is None:
        found.rules = frozen(rules_on(found.body, found.unit_id, found.held_on))
    write(
        act="meeting.adjourned",
        actor=actor,
        at=at,
        payload={"to": when.held_on, "reason": reason, "items": [item.position for item in left]},
        case=None,
        rows=(following, found, *left, *carried_over),
    )
    return following


def _again(item: AgendaItem, meeting: Meeting, position: int, at: datetime) -> AgendaItem:
    key = item.key if item.case is not None else meeting.key
    return AgendaItem(
        id=new_id(at),
        key=key,
        meeting=meeting,
        position=position,
        case=item.case,
        step=item.step,
        title=item.title,
        presenter=item.presenter,
        clauses=item.clauses,
    )
