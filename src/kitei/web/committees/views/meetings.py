"""A meeting from its plan to its end."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kitei.office.committees.models import Meeting
from kitei.office.committees.services import attending, closing, planning
from kitei.office.ground.errors import OfficeError
from kitei.web.committees import reading, sheets
from kitei.web.committees.answering import attempt, back, for_meeting, led, meeting_or_404
from kitei.web.committees.named import CONTEXT
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@at_the_desk("meeting.read")
def meeting(request: DeskRequest, key: UUID) -> HttpResponse:
    """A meeting: agenda, who is there, rules, minutes, and what can be done next."""
    found = meeting_or_404(request.desk, key)
    sheet = sheets.meeting_sheet(request.desk, found, language())
    return page(request, "committees/meeting.jinja", sheet=sheet, **CONTEXT)


@at_the_desk("meeting.planned")
def replan(request: DeskRequest, key: UUID) -> HttpResponse:
    """Another day, time or place."""
    found = led(request.desk, key)

    def do() -> None:
        when = reading.plan(request.POST).when
        planning.replan(meeting=found, when=when, **for_meeting(request.desk, "meeting.planned", found))

    return _planned(request, found, "replan", do, t("日時・場所を改めました", "Day and place changed"))


@at_the_desk("meeting.adjourned")
def adjourn(request: DeskRequest, key: UUID) -> HttpResponse:
    """Go on another day: what is left goes over to the next meeting."""
    found = led(request.desk, key)
    made: list[Meeting] = []

    def do() -> None:
        planned = reading.plan(request.POST)
        common = for_meeting(request.desk, "meeting.adjourned", found)
        made.append(closing.adjourn(meeting=found, when=planned.when, reason=planned.reason, **common))

    answer = _planned(request, found, "adjourn", do, t("延会としました", "Adjourned"))
    return redirect("committees:meeting", made[0].id) if made else answer


@require_POST
@at_the_desk("meeting.convened")
def convene(request: DeskRequest, key: UUID) -> HttpResponse:
    """Call the members together."""
    found, haste = led(request.desk, key), request.POST.get("haste", "").strip()

    def do() -> None:
        planning.convene(meeting=found, haste=haste, **for_meeting(request.desk, "meeting.convened", found))

    error = attempt(request, do, t("招集しました。委員に通知を送ります", "Convened; the members are written to"))
    return back(request, error, "committees:meeting", key)


@require_POST
@at_the_desk("meeting.cancelled")
def cancel(request: DeskRequest, key: UUID) -> HttpResponse:
    """Call the meeting off."""
    found, reason = led(request.desk, key), request.POST.get("reason", "").strip()

    def do() -> None:
        planning.cancel(meeting=found, reason=reason, **for_meeting(request.desk, "meeting.cancelled", found))

    error = attempt(request, do, t("会議を取りやめました", "Called off"))
    return back(request, error, "committees:meeting", key)


@at_the_desk("meeting.opened")
def attendance(request: DeskRequest, key: UUID) -> HttpResponse:
    """Take down who is there: to open the meeting, or to correct it while it goes on."""
    found = led(request.desk, key)
    sheet = sheets.meeting_sheet(request.desk, found, language())
    members = tuple(place.person_id for place in sheet.places if place.member and place.person_id)
    error: OfficeError | None = None
    if request.method == "POST":
        there, presiding = reading.present(request.POST, members), request.POST.get("presiding", "")

        def do() -> None:
            if found.running:
                common = for_meeting(request.desk, "meeting.attendance_set", found)
                attending.set_attendance(meeting=found, present=there, **common)
            else:
                named = next((person for person in members if str(person) == presiding), None)
                common = for_meeting(request.desk, "meeting.opened", found)
                attending.open_meeting(meeting=found, present=there, presiding=named, **common)

        said = t("出席を改めました", "Attendance corrected") if found.running else t("開会しました", "Opened")
        error = attempt(request, do, said)
        if error is None:
            return redirect("committees:meeting", key)
    return page(
        request,
        "committees/attendance.jinja",
        status=422 if error else 200,
        sheet=sheet,
        members=[place for place in sheet.places if place.member],
        presiders=[(place.person_id, place.person.name) for place in sheet.places if place.member and place.person],
        sent=request.POST,
        error=error.of(language()) if error else "",
        **CONTEXT,
    )


@require_POST
@at_the_desk("meeting.attendance_set")
def guest(request: DeskRequest, key: UUID) -> HttpResponse:
    """Let somebody in who is no member."""
    found, name = led(request.desk, key), request.POST.get("name", "").strip()[:120]

    def do() -> None:
        if not name:
            raise reading.NotReadable("name", "陪席する人の氏名を入力してください", "enter the guest's name")
        attending.add_guest(meeting=found, name=name, **for_meeting(request.desk, "meeting.attendance_set", found))

    error = attempt(request, do, t("陪席者を加えました", "Guest added"))
    return back(request, error, "committees:meeting", key)


@require_POST
@at_the_desk("meeting.closed")
def close(request: DeskRequest, key: UUID) -> HttpResponse:
    """Close the meeting."""
    found = led(request.desk, key)

    def do() -> None:
        closing.close(meeting=found, **for_meeting(request.desk, "meeting.closed", found))

    error = attempt(request, do, t("閉会しました", "Closed"))
    return back(request, error, "committees:meeting", key)


def _planned(request: DeskRequest, found: Meeting, kind: str, do: Callable[[], None], done: str) -> HttpResponse:
    error = attempt(request, do, done) if request.method == "POST" else None
    if request.method == "POST" and error is None:
        return redirect("committees:meeting", found.id)
    return page(
        request,
        "committees/plan.jinja",
        status=422 if error else 200,
        sheet=sheets.body_sheet(request.desk, found.body, found.unit, language()),
        meeting=found,
        kind=kind,
        sent=request.POST,
        error=error.of(language()) if error else "",
        **CONTEXT,
    )
