"""Bodies: who sits in them, by which rules they meet, and the next meeting."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Status

from kitei.api.cases.forms import Name
from kitei.api.committees import forms, showing
from kitei.api.committees.finding import body_of, meeting_of
from kitei.api.committees.routing import router
from kitei.api.committees.showing import both
from kitei.api.ground.caller import caller_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import answers
from kitei.office.committees.queries import finding
from kitei.office.committees.services import planning, ruling
from kitei.web.committees.answering import by


@router.get("/bodies", response=answers(list[forms.BodyLine]), operation_id="list_bodies")
def list_bodies(request: HttpRequest) -> list[forms.BodyLine]:
    """The bodies in which the person sits, or which the person serves."""
    caller = caller_of(request)
    caller.require("meeting.read")
    return [
        forms.BodyLine(
            id=each.sitting.body.id,
            title=both(each.sitting.body.title.of),
            unit=each.sitting.unit.code if each.sitting.unit else None,
            leads=each.leads,
            waiting=each.waiting,
            coming=[str(meeting.id) for meeting in each.coming],
        )
        for each in finding.cards(caller.powers, caller.today)
    ]


@router.get("/bodies/{body}", response=answers(forms.BodyOut), operation_id="get_body")
def get_body(request: HttpRequest, body: str, unit: Name | None = None) -> forms.BodyOut:
    """A body: members, rules, meetings, and the cases that wait for it."""
    caller = caller_of(request)
    return showing.body(caller, body, body_of(caller, body, unit, "meeting.read"))


@router.post("/bodies/{body}/rules", response=answers(forms.BodyOut), operation_id="set_body_rules")
def set_body_rules(
    request: HttpRequest, body: str, sent: forms.RulesIn, unit: Name | None = None, key: str | None = Key
) -> forms.BodyOut:
    """Enter the body's own rules, where the regulation is silent."""
    caller = caller_of(request)
    where = body_of(caller, body, unit, "body.rules_set")
    common = by(caller.desk, "body.rules_set", body, where.id if where else None)
    once(
        caller,
        key,
        f"set_body_rules {body} {unit}",
        sent,
        lambda: ruling.set_rules(
            body=body, unit=where, from_on=sent.from_on, document=sent.document, rules=sent.rules, **common
        ),
    )
    return showing.body(caller, body, where)


@router.post("/bodies/{body}/meetings", response=answers(forms.MeetingOut, status=201), operation_id="plan_meeting")
def plan_meeting(
    request: HttpRequest, body: str, sent: forms.PlanIn, unit: Name | None = None, key: str | None = Key
) -> Status[forms.MeetingOut]:
    """Plan a meeting."""
    caller = caller_of(request)
    where = body_of(caller, body, unit, "meeting.planned")
    common = by(caller.desk, "meeting.planned", body, where.id if where else None)
    made = once(
        caller,
        key,
        f"plan_meeting {body} {unit}",
        sent,
        lambda: planning.plan(body=body, unit=where, when=sent.value(), **common),
    )
    return Status(201, showing.meeting(caller, meeting_of(caller, made, "meeting.planned")))
