"""A meeting is planned, put off the calendar, or called together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction
from django.db.models import Max

from kitei.calendar import fiscal_year
from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import Attendance, Meeting
from kitei.office.committees.queries.seats import rules_on, seats
from kitei.office.committees.rules import frozen
from kitei.office.committees.services.notices import call_together
from kitei.office.committees.state import locked
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import ActedRow
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit
from kitei.office.record.services import write
from kitei.office.vault import keys


class NoMembers(OfficeError):
    """A body in which nobody sits."""

    def __init__(self, body: str, on: date) -> None:
        super().__init__(
            ja=f"{on.isoformat()} に「{body}」の委員がいません。任命を登録してから招集してください",
            en=f"nobody sits in {body} on {on.isoformat()}; enter the appointments first",
        )


class NoAgenda(OfficeError):
    """A meeting called together for nothing."""

    def __init__(self) -> None:
        super().__init__(
            ja="議題がありません。案件又は議題を加えてから招集してください",
            en="the agenda is empty; add a case or another item first",
        )


class ShortNotice(OfficeError):
    """Fewer days of notice than the body's own rules ask for."""

    def __init__(self, days: int, left: int) -> None:
        super().__init__(
            ja=f"委員会の定めでは、開催の{days}日前までに招集を通知します(あと{left}日)。"
            "急ぐ理由を書くか、開催日を改めてください",
            en=f"the body's own rules ask for {days} days of notice, {left} are left; "
            "give the reason for the haste, or choose a later day",
        )


class NoCirculation(OfficeError):
    """A body that nobody allowed to decide without sitting."""

    def __init__(self, body: str) -> None:
        super().__init__(
            ja=f"「{body}」の持ち回りの議決は、規程にも委員会の定めにもありません。"
            "会議を開くか、委員会の定めを登録してください",
            en=f"neither the regulation nor its own rules let {body} decide by circulation; "
            "hold a meeting, or enter the rule",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When and where a body meets.

    Attributes:
        held_on: of a circulation, the last day for replies.
    """

    held_on: date
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    mode: str = Meeting.Mode.SITTING


@transaction.atomic
def plan(*, body: str, unit: Unit | None, when: Plan, actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Plan a meeting; it has the next number of the fiscal year.

    Raises:
        NotPermitted: neither chair nor secretariat. NoSuchBody: the regulation has no such body.
        NoCirculation: the body may not decide without sitting.
    """
    access.require(powers, "meeting.planned", body=body, unit=unit.id if unit else None)
    meeting = new_meeting(body=body, unit=unit, when=when, at=at)
    write(
        act="meeting.planned",
        actor=actor,
        at=at,
        clauses=(body_named(body).clause,),
        payload={"body": body, "held_on": when.held_on, "place": when.place, "mode": when.mode},
        case=None,
        rows=(meeting,),
    )
    return meeting


@transaction.atomic
def replan(*, meeting: Meeting, when: Plan, actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Change day, time or place before the meeting is opened; who was called together is told anew.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is open or over.
    """
    access.require(powers, "meeting.planned", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.PLANNED, Meeting.State.CONVENED)
    found.held_on, found.begins, found.ends, found.place = when.held_on, when.begins, when.ends, when.place
    payload = {"held_on": when.held_on, "place": when.place}
    write(act="meeting.planned", actor=actor, at=at, payload=payload, case=None, rows=(found,))
    if found.state == Meeting.State.CONVENED:
        call_together(found, found.attendances.select_related("person"), again=True, at=at)
    return found


@transaction.atomic
def convene(*, meeting: Meeting, haste: str = "", actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Call the members together (招集): from now on they read the papers. A circulation begins at once.

    Args:
        haste: why fewer days of notice are given than the body's own rules ask for.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it was called together before.
        NoMembers, NoAgenda: nobody is called, or for nothing. ShortNotice: too late, and no reason given.
        RulesMissing: a circulation whose votes nobody can count.
    """
    access.require(powers, "meeting.convened", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.PLANNED)
    rules = rules_on(found.body, found.unit_id, found.held_on)
    left = (found.held_on - day_of(at)).days
    if rules.notice_days is not None and left < rules.notice_days.value and not haste:
        raise ShortNotice(rules.notice_days.value, left)
    if not found.items.exists():
        raise NoAgenda
    found.convened_at = at
    found.state = Meeting.State.CONVENED
    if found.mode == Meeting.Mode.CIRCULATION:
        rules.counting()
        found.state, found.opened_at, found.rules = Meeting.State.OPEN, at, frozen(rules)
    places = invited(found, at=at)
    found.presiding_id = places[0].person_id if places[0].standing == Attendance.Standing.CHAIR else None
    write(
        act="meeting.convened",
        actor=actor,
        at=at,
        clauses=rules.clauses,
        payload={"members": [str(place.person_id) for place in places], "haste": haste},
        case=None,
        rows=(found, *places),
    )
    call_together(found, places, again=False, at=at)
    return found


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, actor: Actor, powers: Powers, at: datetime) -> Meeting:
    """Call a meeting off before it is opened; its items wait again for the next.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is open or over.
    """
    access.require(powers, "meeting.cancelled", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.PLANNED, Meeting.State.CONVENED)
    found.state = Meeting.State.CANCELLED
    items = list(found.items.filter(state="open"))
    for item in items:
        item.state = item.State.WITHDRAWN
    rows: list[ActedRow] = [found, *items]
    write(act="meeting.cancelled", actor=actor, at=at, payload={"reason": reason}, case=None, rows=rows)
    return found


def new_meeting(*, body: str, unit: Unit | None, when: Plan, at: datetime, continues: Meeting | None = None) -> Meeting:
    """The row of a new meeting, with its number and a key of its own.

    Raises:
        NoSuchBody: the regulation has no such body. NoCirculation: the body may not decide without sitting.
    """
    named = body_named(body)
    unit_id = unit.id if unit else None
    if when.mode == Meeting.Mode.CIRCULATION:
        rule = rules_on(body, unit_id, when.held_on).circulation
        if rule is None or rule.value == "none":
            raise NoCirculation(named.title.ja)
    year = fiscal_year(when.held_on)
    with connection.cursor() as cursor:  # numbers without gaps, one planner at a time
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 9))", [f"{body}|{unit_id}|{year}"])
    last = Meeting.objects.filter(body=body, unit=unit_id, year=year).aggregate(last=Max("number"))["last"]
    return Meeting(
        id=new_id(at),
        key=keys.create("case", at).id,
        body=body,
        unit=unit,
        year=year,
        number=(last or 0) + 1,
        mode=when.mode,
        held_on=when.held_on,
        begins=when.begins,
        ends=when.ends,
        place=when.place,
        continues=continues,
    )


def invited(meeting: Meeting, *, at: datetime) -> list[Attendance]:
    """A place for each member of the day of the meeting, the chair first.

    Raises:
        NoMembers: there is none.
    """
    sitting = seats(meeting.body, meeting.unit_id, meeting.held_on)
    if not sitting:
        raise NoMembers(body_named(meeting.body).title.ja, meeting.held_on)
    return [
        Attendance(id=new_id(at), key=meeting.key, meeting=meeting, person=seat.person, standing=seat.capacity)
        for seat in sitting
    ]
