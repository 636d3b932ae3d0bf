"""A meeting held still for the length of an act, and what it refuses when it is not so far or already over."""

from __future__ import annotations

from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.ground.errors import OfficeError

_STATES = {
    Meeting.State.PLANNED: ("準備中", "being prepared"),
    Meeting.State.CONVENED: ("招集済み", "convened"),
    Meeting.State.OPEN: ("開会中", "in session"),
    Meeting.State.ADJOURNED: ("延会", "adjourned"),
    Meeting.State.CLOSED: ("閉会", "closed"),
    Meeting.State.CANCELLED: ("取りやめ", "cancelled"),
}


class MeetingNotReady(OfficeError):
    """An act that does not fit the state the meeting is in."""

    def __init__(self, state: str, wanted: tuple[str, ...]) -> None:
        ja, en = _STATES[Meeting.State(state)]
        wanted_ja = "・".join(_STATES[Meeting.State(each)][0] for each in wanted)
        wanted_en = " or ".join(_STATES[Meeting.State(each)][1] for each in wanted)
        super().__init__(
            ja=f"この会議は「{ja}」です。この操作は「{wanted_ja}」のときにできます",
            en=f"the meeting is {en}; this can be done while it is {wanted_en}",
        )


class ItemSettled(OfficeError):
    """An act on an item that was decided, deferred or taken off the agenda."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(
            ja=f"議題{item.position}はすでに処理されています。決定を改めるときは、次の会議の議題としてください",
            en=f"item {item.position} is settled; to change a decision, put it on the next agenda",
        )


def locked(meeting: Meeting, *states: str) -> Meeting:
    """The meeting as it stands now, locked for the rest of this transaction.

    Raises:
        MeetingNotReady: it is in none of the states.
    """
    found: Meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.state not in states:
        raise MeetingNotReady(found.state, states)
    return found


def open_item(item: AgendaItem, *states: str) -> AgendaItem:
    """An unsettled item of a meeting in one of the states, both locked.

    Raises:
        MeetingNotReady: the meeting is in none of the states.
        ItemSettled: the item is no longer open.
    """
    meeting = locked(item.meeting, *states)
    found: AgendaItem = AgendaItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    found.meeting = meeting
    if found.state != AgendaItem.State.OPEN:
        raise ItemSettled(found)
    return found
