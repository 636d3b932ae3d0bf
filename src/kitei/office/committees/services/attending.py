"""A meeting is opened: who is there, who presides, whether enough are there; and what changes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kitei.office.committees.counting import Room, quorum
from kitei.office.committees.models import Attendance, Meeting
from kitei.office.committees.queries.seats import rules_on, seats
from kitei.office.committees.rules import frozen
from kitei.office.committees.state import locked
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import write

_MEMBERS = (Attendance.Standing.CHAIR, Attendance.Standing.VICE_CHAIR, Attendance.Standing.MEMBER)


class NoQuorum(OfficeError):
    """Too few members are there (定足数不足)."""

    def __init__(self, members: int, present: int, needed: int) -> None:
        super().__init__(
            ja=f"委員{members}名中{present}名の出席では、定足数({needed}名)に足りません。"
            "出席を確かめるか、期日を改めてください(延会)",
            en=f"{present} of {members} members are there, {needed} are needed; "
            "check who is there, or adjourn to another day",
        )


class NotAMember(OfficeError):
    """A person without a place at the meeting."""

    def __init__(self) -> None:
        super().__init__(
            ja="この会議の委員でない人が含まれています。委員の任命を確かめてください",
            en="a person without a seat in this body; check the appointments",
        )


class NobodyPresides(OfficeError):
    """No chair, nobody who acts for the chair, and nobody named."""

    def __init__(self) -> None:
        super().__init__(
            ja="委員長も副委員長も出席していません。出席した委員から議長を選んでください",
            en="neither chair nor vice-chair is there; name one of the members present to preside",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether somebody was there, and for which items.

    Attributes:
        from_item, until_item: the first and last item heard; `None` is from the start, to the end.
    """

    how: str
    from_item: int | None = None
    until_item: int | None = None


@transaction.atomic
def open_meeting(
    *,
    meeting: Meeting,
    present: Mapping[UUID, Presence],
    presiding: UUID | None = None,
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> Meeting:
    """Open a meeting (開会): take down who is there, and freeze the rules by which it will count.

    Args:
        present: by person; whoever is left out is absent.
        presiding: who presides if not the chair or, in the chair's absence, the vice-chair.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it was not convened, or is open or over.
        RulesMissing: nobody says how the body counts. NoQuorum: too few are there.
        NotAMember, NobodyPresides: see there.
    """
    access.require(powers, "meeting.opened", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.CONVENED)
    rules = rules_on(found.body, found.unit_id, found.held_on)
    counting = rules.counting()
    places, gone = _members_of_the_day(found, at)
    _take_down(places, present)
    room = Room(
        members={place.person_id for place in places},
        present={place.person_id for place in places if place.there(1)},
        recused=set(),
        presiding=None,
    )
    members, here, needed = quorum(counting, room)
    if here < needed:
        raise NoQuorum(members, here, needed)
    found.presiding_id = _presiding(places, presiding)
    found.state, found.opened_at, found.rules = Meeting.State.OPEN, at, frozen(rules)
    write(
        act="meeting.opened",
        actor=actor,
        at=at,
        clauses=rules.clauses,
        payload={"members": members, "present": here, "needed": needed, "presiding": str(found.presiding_id)},
        case=None,
        rows=(found, *places),
        removed=gone,
    )
    return found


@transaction.atomic
def set_attendance(
    *, meeting: Meeting, present: Mapping[UUID, Presence], actor: Actor, powers: Powers, at: datetime
) -> None:
    """Correct who is there while the meeting goes on: somebody came later or left before the end.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is not open. NotAMember: see there.
    """
    access.require(powers, "meeting.attendance_set", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.OPEN)
    places = list(found.attendances.filter(standing__in=_MEMBERS))
    _take_down(places, present)
    payload = {"present": [str(place.person_id) for place in places if place.presence in {"present", "remote"}]}
    write(act="meeting.attendance_set", actor=actor, at=at, payload=payload, case=None, rows=places)


@transaction.atomic
def add_guest(*, meeting: Meeting, name: str, actor: Actor, powers: Powers, at: datetime) -> Attendance:
    """Somebody who is no member is let in to be heard (陪席); guests neither vote nor count.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is over.
    """
    access.require(powers, "meeting.attendance_set", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.CONVENED, Meeting.State.OPEN)
    guest = Attendance(
        id=new_id(at),
        key=found.key,
        meeting=found,
        name=name,
        standing=Attendance.Standing.GUEST,
        presence=Attendance.Presence.PRESENT,
    )
    rules = rules_on(found.body, found.unit_id, found.held_on)
    write(
        act="meeting.attendance_set",
        actor=actor,
        at=at,
        clauses=rules.on_guests,
        payload={"guest": name},
        case=None,
        rows=(guest,),
    )
    return guest


def _members_of_the_day(meeting: Meeting, at: datetime) -> tuple[list[Attendance], list[Attendance]]:
    """The places of those who are members on the day: who joined since the notice has one, who left has none."""
    sitting = {seat.person.id: seat for seat in seats(meeting.body, meeting.unit_id, meeting.held_on)}
    kept, gone = [], []
    for place in meeting.attendances.filter(standing__in=_MEMBERS):
        seat = sitting.pop(place.person_id, None)
        if seat is None:
            gone.append(place)
        else:
            place.standing = seat.capacity
            kept.append(place)
    new = [
        Attendance(id=new_id(at), key=meeting.key, meeting=meeting, person=seat.person, standing=seat.capacity)
        for seat in sitting.values()
    ]
    return kept + new, gone


def _take_down(places: Sequence[Attendance], present: Mapping[UUID, Presence]) -> None:
    if present.keys() - {place.person_id for place in places}:
        raise NotAMember
    for place in places:
        said = present.get(place.person_id) if place.person_id else None
        place.presence = said.how if said is not None else Attendance.Presence.ABSENT
        place.from_item = said.from_item if said is not None else None
        place.until_item = said.until_item if said is not None else None


def _presiding(places: Sequence[Attendance], named: UUID | None) -> UUID:
    here = [place for place in places if place.presence in {Attendance.Presence.PRESENT, Attendance.Presence.REMOTE}]
    for standing in (Attendance.Standing.CHAIR, Attendance.Standing.VICE_CHAIR):
        for place in here:
            if place.standing == standing and place.person_id is not None:
                return place.person_id
    if named is None or named not in {place.person_id for place in here}:
        raise NobodyPresides
    return named
