"""The bodies, who sits in them, and by which rules they meet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kitei.calendar import DayError, parse_day
from kitei.office.committees.models import Meeting
from kitei.office.committees.queries import finding
from kitei.office.committees.rules import prescribed_names
from kitei.office.committees.services import planning, ruling
from kitei.office.ground.errors import OfficeError
from kitei.office.people.models import Unit
from kitei.web.committees import reading, sheets
from kitei.web.committees.answering import attempt, body_and_unit, by
from kitei.web.committees.named import CONTEXT
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@at_the_desk("meeting.read")
def overview(request: DeskRequest) -> HttpResponse:
    """The bodies of this person, and the meetings that come."""
    cards = finding.cards(request.desk.powers, request.desk.today)
    return page(request, "committees/list.jinja", cards=cards, **CONTEXT)


@at_the_desk("meeting.read")
def body(request: DeskRequest, body: str) -> HttpResponse:
    """One body: members, rules, meetings, and the cases that wait for it."""
    unit = body_and_unit(request.desk, body, request.GET.get("unit", ""))
    sheet = sheets.body_sheet(request.desk, body, unit, language())
    return page(request, "committees/body.jinja", sheet=sheet, **CONTEXT)


@at_the_desk("body.rules_set")
def rules(request: DeskRequest, body: str) -> HttpResponse:
    """Enter the body's own rules, where the regulation is silent."""
    unit = body_and_unit(request.desk, body, request.GET.get("unit", ""))
    sheet = sheets.body_sheet(request.desk, body, unit, language())
    error: OfficeError | None = None
    if request.method == "POST":
        error = attempt(
            request, lambda: _set_rules(request, body, unit), t("委員会の定めを登録しました", "Rules entered")
        )
        if error is None:
            return redirect(_address(body, unit))
    return page(
        request,
        "committees/rules.jinja",
        status=422 if error else 200,
        sheet=sheet,
        prescribed=prescribed_names(sheet.body),
        now=sheet.own.rules if sheet.own else {},
        sent=request.POST,
        error=error.of(language()) if error else "",
        **CONTEXT,
    )


@at_the_desk("meeting.planned")
def plan(request: DeskRequest, body: str) -> HttpResponse:
    """Plan a meeting."""
    unit = body_and_unit(request.desk, body, request.GET.get("unit", ""))
    sheet = sheets.body_sheet(request.desk, body, unit, language())
    error: OfficeError | None = None
    if request.method == "POST":
        made: list[Meeting] = []

        def do() -> None:
            when = reading.plan(request.POST).when
            common = by(request.desk, "meeting.planned", body, unit.id if unit else None)
            made.append(planning.plan(body=body, unit=unit, when=when, **common))

        error = attempt(request, do, t("会議を作りました。議題を加えてください", "Meeting planned; add its agenda"))
        if made:
            return redirect("committees:meeting", made[0].id)
    return page(
        request,
        "committees/plan.jinja",
        status=422 if error else 200,
        sheet=sheet,
        meeting=None,
        kind="plan",
        sent=request.POST,
        error=error.of(language()) if error else "",
        **CONTEXT,
    )


def _set_rules(request: DeskRequest, body: str, unit: Unit | None) -> None:
    try:
        from_on = parse_day(request.POST.get("from_on", ""))
    except DayError as error:
        raise reading.NotReadable("from_on", error.ja, error.en) from error
    ruling.set_rules(
        body=body,
        unit=unit,
        from_on=from_on,
        document=request.POST.get("document", "").strip()[:200],
        rules=reading.rules(request.POST),
        **by(request.desk, "body.rules_set", body, unit.id if unit else None),
    )


def _address(body: str, unit: Unit | None) -> str:
    there = reverse("committees:body", args=[body])
    return there if unit is None else f"{there}?unit={unit.code}"
