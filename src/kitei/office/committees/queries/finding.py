"""Which bodies, meetings and papers a person may see. Nobody sees more by another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kitei.office.cases.models import Case, Task
from kitei.office.committees.models import AgendaItem, Attendance, Meeting, Minutes, Paper, Recusal
from kitei.office.committees.queries.seats import BodyOfUnit, Seat, bodies, seats
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit

MEMBERS = (Attendance.Standing.CHAIR, Attendance.Standing.VICE_CHAIR, Attendance.Standing.MEMBER)
_COMING = (Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.OPEN)
_READABLE = (Meeting.State.CONVENED, Meeting.State.OPEN, Meeting.State.ADJOURNED, Meeting.State.CLOSED)


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body as its list shows it.

    Attributes:
        coming: meetings not yet over, the next first. waiting: how many steps of cases wait for it.
        leads: whether the person prepares its meetings.
    """

    sitting: BodyOfUnit
    members: tuple[Seat, ...]
    coming: tuple[Meeting, ...]
    waiting: int
    leads: bool


def cards(powers: Powers, on: date) -> tuple[BodyCard, ...]:
    """The bodies whose meetings a person may see."""
    return tuple(_card(each, powers, on) for each in bodies(on) if sees(powers, each.body.id, _id(each.unit)))


def sees(powers: Powers, body: str, unit: UUID | None) -> bool:
    """Whether a person sits in a body or serves it."""
    return access.may(powers, "meeting.read", body=body, unit=unit)


def leads(powers: Powers, body: str, unit: UUID | None) -> bool:
    """Whether a person prepares and conducts a body's meetings: its chair, or the secretariat."""
    return access.may(powers, "meeting.convened", body=body, unit=unit)


def meeting_for(powers: Powers, meeting: UUID) -> Meeting | None:
    """A meeting that a person may see; `None` if there is none.

    Members do not see what is still being prepared.
    """
    rows = Meeting.objects.select_related("unit", "presiding", "continues")
    found: Meeting | None = rows.filter(pk=meeting).first()
    if found is None or not sees(powers, found.body, found.unit_id):
        return None
    if found.state == Meeting.State.PLANNED and not leads(powers, found.body, found.unit_id):
        return None
    return found


def meetings_of(powers: Powers, body: str, unit: UUID | None) -> tuple[Meeting, ...]:
    """The meetings of a body that a person may see, the latest first."""
    if not sees(powers, body, unit):
        return ()
    rows = Meeting.objects.filter(body=body, unit=unit).select_related("unit").order_by("-held_on", "-number")
    if not leads(powers, body, unit):
        rows = rows.exclude(state=Meeting.State.PLANNED)
    return tuple(rows[:200])


def item_of(meeting: Meeting, position: int) -> AgendaItem | None:
    """An item of a meeting; whether a person also reads what is in it, `reads` tells."""
    items = AgendaItem.objects.select_related("case", "meeting", "meeting__unit", "meeting__presiding")
    return items.filter(meeting=meeting, position=position).first()


def reads(powers: Powers, item: AgendaItem) -> bool:
    """Whether a person reads what is in an item and its papers.

    Whoever keeps out of it does not; others do from the day they are called together until the minutes are issued, and
    whoever prepares the meeting at any time.
    """
    if item.recusals.filter(person=powers.person).exists():
        return False
    meeting = item.meeting
    if leads(powers, meeting.body, meeting.unit_id):
        return True
    place = meeting.attendances.filter(person=powers.person).first()
    return place is not None and place.member and meeting.state in _READABLE and not meeting.minutes.exists()


def called_cases(person: UUID, body: str) -> QuerySet[AgendaItem]:
    """The items, with their cases, that a member of a body is called to deal with.

    From the day the members are called together until the minutes are issued; never a case of which the member keeps
    out, in whatever meeting.
    """
    place = Attendance.objects.filter(meeting=OuterRef("meeting"), person=person, standing__in=MEMBERS)
    kept_out = Recusal.objects.filter(item__case=OuterRef("case"), person=person)
    issued = Minutes.objects.filter(meeting=OuterRef("meeting"))
    items = AgendaItem.objects.filter(meeting__body=body, meeting__state__in=_READABLE, case__isnull=False)
    return items.exclude(state=AgendaItem.State.WITHDRAWN).filter(Exists(place), ~Exists(issued), ~Exists(kept_out))


def agenda_of(case: Case, step: str) -> AgendaItem | None:
    """The item by which a step of a case is on an agenda."""
    items = AgendaItem.objects.filter(case=case, step=step, state=AgendaItem.State.OPEN)
    return items.select_related("meeting", "meeting__unit").first()


def paper_for(powers: Powers, paper: UUID) -> Paper | None:
    """A paper that the person may read now."""
    rows = Paper.objects.select_related("item__case", "item__meeting", "document", "attachment")
    found = rows.filter(pk=paper).first()
    if found is None or not sees(powers, found.item.meeting.body, found.item.meeting.unit_id):
        return None
    gone = found.withdrawn_at is not None and not leads(powers, found.item.meeting.body, found.item.meeting.unit_id)
    return found if not gone and reads(powers, found.item) else None


def minutes_for(powers: Powers, minutes: UUID) -> Minutes | None:
    """Minutes of a meeting that the person may see."""
    found = Minutes.objects.select_related("meeting", "meeting__unit").filter(pk=minutes).first()
    return found if found is not None and sees(powers, found.meeting.body, found.meeting.unit_id) else None


def waiting_for(body: str, unit: Unit | None) -> tuple[Task, ...]:
    """Steps of cases that wait for a body and are on no agenda, by due day, then by age."""
    return tuple(_waiting(body, unit).select_related("case", "case__unit").order_by("due_on", "opened_at")[:200])


def _card(sitting: BodyOfUnit, powers: Powers, on: date) -> BodyCard:
    body, unit = sitting.body.id, _id(sitting.unit)
    leading = leads(powers, body, unit)
    states = _COMING if leading else _COMING[1:]
    coming = Meeting.objects.filter(body=body, unit=unit, state__in=states).select_related("unit").order_by("held_on")
    waiting = _waiting(body, sitting.unit).count() if leading else 0
    return BodyCard(sitting, seats(body, unit, on), tuple(coming[:20]), waiting, leading)


def _waiting(body: str, unit: Unit | None) -> QuerySet[Task]:
    on_agenda = AgendaItem.objects.filter(case=OuterRef("case"), step=OuterRef("step"), state=AgendaItem.State.OPEN)
    rows = Task.objects.filter(actor=body, kind=Task.Kind.STEP, done_at__isnull=True).exclude(Exists(on_agenda))
    return rows if unit is None else rows.filter(unit__in=_with_below(unit))


def _with_below(unit: Unit) -> list[UUID]:
    """A unit and every unit below it."""
    children: dict[UUID | None, list[UUID]] = {}
    for each, parent in Unit.objects.values_list("id", "parent"):
        children.setdefault(parent, []).append(each)
    found, waiting = [], [unit.id]
    while waiting:
        at = waiting.pop()
        found.append(at)
        waiting.extend(children.get(at, ()))
    return found


def _id(unit: Unit | None) -> UUID | None:
    return unit.id if unit is not None else None
