"""A meeting from its plan to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status

from kitei.api.committees import forms, showing
from kitei.api.committees.finding import by, meeting_of, member_of
from kitei.api.committees.routing import router
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import answers
from kitei.office.committees.models import Meeting
from kitei.office.committees.services import attending, closing, planning
from kitei.office.ground.rows import ActedRow


class _Nothing(Schema):
    """An act that needs nothing but the meeting."""


_NOTHING = _Nothing()


def _act(
    request: HttpRequest,
    meeting: UUID,
    act: str,
    sent: Schema,
    key: str | None,
    do: Callable[[Meeting, dict[str, Any]], ActedRow | None],
) -> tuple[Caller, Meeting]:
    """Do one act on a meeting, once; the meeting after it."""
    caller = caller_of(request)
    found = meeting_of(caller, meeting, act)
    common = by(caller, act, found)
    once(caller, key, f"{act} {meeting}", sent, lambda: do(found, common) or found)
    return caller, found


@router.get("/meetings/{meeting}", response=answers(forms.MeetingOut), operation_id="get_meeting")
def get_meeting(request: HttpRequest, meeting: UUID) -> forms.MeetingOut:
    """A meeting: agenda, who is there, rules, minutes."""
    caller = caller_of(request)
    return showing.meeting(caller, meeting_of(caller, meeting))


@router.post("/meetings/{meeting}/day", response=answers(forms.MeetingOut), operation_id="replan_meeting")
def replan(request: HttpRequest, meeting: UUID, sent: forms.PlanIn, key: str | None = Key) -> forms.MeetingOut:
    """Another day, time or place."""
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.planned",
            sent,
            key,
            lambda found, common: planning.replan(meeting=found, when=sent.value(), **common),
        )
    )


@router.post("/meetings/{meeting}/convene", response=answers(forms.MeetingOut), operation_id="convene_meeting")
def convene(request: HttpRequest, meeting: UUID, sent: forms.ConveneIn, key: str | None = Key) -> forms.MeetingOut:
    """Call the members together; they are written to, and read the papers from now on."""
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.convened",
            sent,
            key,
            lambda found, common: planning.convene(meeting=found, haste=sent.haste, **common),
        )
    )


@router.post("/meetings/{meeting}/open", response=answers(forms.MeetingOut), operation_id="open_meeting")
def open_meeting(request: HttpRequest, meeting: UUID, sent: forms.OpenIn, key: str | None = Key) -> forms.MeetingOut:
    """Open a meeting: who is there, and who presides."""
    there = _there(sent)
    presiding = member_of(sent.presiding).id if sent.presiding else None
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.opened",
            sent,
            key,
            lambda found, common: attending.open_meeting(meeting=found, present=there, presiding=presiding, **common),
        )
    )


@router.post("/meetings/{meeting}/attendance", response=answers(forms.MeetingOut), operation_id="set_attendance")
def set_attendance(
    request: HttpRequest, meeting: UUID, sent: forms.AttendanceIn, key: str | None = Key
) -> forms.MeetingOut:
    """Correct who is there, while the meeting goes on."""
    there = _there(sent)

    def do(found: Meeting, common: dict[str, Any]) -> None:
        attending.set_attendance(meeting=found, present=there, **common)

    return showing.meeting(*_act(request, meeting, "meeting.attendance_set", sent, key, do))


@router.post("/meetings/{meeting}/guests", response=answers(forms.MeetingOut), operation_id="add_guest")
def add_guest(request: HttpRequest, meeting: UUID, sent: forms.GuestIn, key: str | None = Key) -> forms.MeetingOut:
    """Let somebody in who is no member."""
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.attendance_set",
            sent,
            key,
            lambda found, common: attending.add_guest(meeting=found, name=sent.name, **common),
        )
    )


@router.post(
    "/meetings/{meeting}/adjourn", response=answers(forms.MeetingOut, status=201), operation_id="adjourn_meeting"
)
def adjourn(
    request: HttpRequest, meeting: UUID, sent: forms.AdjournIn, key: str | None = Key
) -> Status[forms.MeetingOut]:
    """Go on another day; what is answered is the meeting that continues this one."""
    caller = caller_of(request)
    found = meeting_of(caller, meeting, "meeting.adjourned")
    common = by(caller, "meeting.adjourned", found)
    made = once(
        caller,
        key,
        f"meeting.adjourned {meeting}",
        sent,
        lambda: closing.adjourn(meeting=found, when=sent.value(), reason=sent.reason, **common),
    )
    return Status(201, showing.meeting(caller, meeting_of(caller, made, "meeting.adjourned")))


@router.post("/meetings/{meeting}/close", response=answers(forms.MeetingOut), operation_id="close_meeting")
def close(request: HttpRequest, meeting: UUID, key: str | None = Key) -> forms.MeetingOut:
    """Close the meeting."""
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.closed",
            _NOTHING,
            key,
            lambda found, common: closing.close(meeting=found, **common),
        )
    )


@router.post("/meetings/{meeting}/cancel", response=answers(forms.MeetingOut), operation_id="cancel_meeting")
def cancel(request: HttpRequest, meeting: UUID, sent: forms.CancelIn, key: str | None = Key) -> forms.MeetingOut:
    """Call the meeting off."""
    return showing.meeting(
        *_act(
            request,
            meeting,
            "meeting.cancelled",
            sent,
            key,
            lambda found, common: planning.cancel(meeting=found, reason=sent.reason, **common),
        )
    )


def _there(sent: forms.AttendanceIn) -> dict[UUID, attending.Presence]:
    return {
        member_of(each.person).id: attending.Presence(
            how=each.how, from_item=each.from_item, until_item=each.until_item
        )
        for each in sent.present
    }
