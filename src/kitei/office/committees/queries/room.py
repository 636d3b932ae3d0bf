"""Who sits, for one item or for the opening, as the arithmetic takes it."""

from __future__ import annotations

from uuid import UUID

from kitei.office.committees.counting import Room
from kitei.office.committees.models import AgendaItem, Attendance, Meeting

_ORDER = list(Attendance.Standing)


def places_of(meeting: Meeting) -> tuple[Attendance, ...]:
    """Everybody's place: the chair first, then the vice-chair and the members by reading of the name, guests last."""
    rows = meeting.attendances.select_related("person").order_by("id")
    return tuple(sorted(rows, key=_rank))


def room_for(item: AgendaItem) -> Room[UUID]:
    """Who sits for an item."""
    recused = frozenset(item.recusals.values_list("person_id", flat=True))
    return room_of(item.meeting, position=item.position, recused=recused)


def room_of(meeting: Meeting, *, position: int | None, recused: frozenset[UUID]) -> Room[UUID]:
    """Who sits. If whoever presides is not there or recused, the vice-chair presides over the item.

    Args:
        position: of the item; `None` for whoever was there at all.
    """
    places = [place for place in meeting.attendances.all() if place.member and place.person_id]
    present = {place.person_id for place in places if place.person_id and _there(place, position)}
    presiding = meeting.presiding_id
    if presiding is None or presiding in recused or presiding not in present:
        deputies = (place.person_id for place in places if place.standing == Attendance.Standing.VICE_CHAIR)
        presiding = next((one for one in deputies if one in present and one not in recused), None)
    return Room(
        members={place.person_id for place in places if place.person_id},
        present=present,
        recused=recused,
        presiding=presiding,
    )


def _there(place: Attendance, position: int | None) -> bool:
    if position is None:
        return place.presence in {Attendance.Presence.PRESENT, Attendance.Presence.REMOTE}
    return place.there(position)


def _rank(place: Attendance) -> tuple[int, str]:
    return _ORDER.index(Attendance.Standing(place.standing)), place.person.kana if place.person else ""
