"""The agenda and its items: what is dealt with, who keeps out, who is heard, what was said."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from kitei.api.committees import forms, showing
from kitei.api.committees.finding import by, item_of, meeting_of, member_of
from kitei.api.committees.routing import router
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.office.cases.models import Case
from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.queries import finding
from kitei.office.committees.services import agenda, recusing
from kitei.office.ground.errors import OfficeError

ITEM = "/meetings/{meeting}/items/{position}"


class NothingToDeal(OfficeError):
    """An item that is neither a step of a case nor a matter in words."""

    def __init__(self) -> None:
        super().__init__(
            ja="議題には、案件の番号と段階(case と step)か、議題の文(title)のどちらか一方を送ってください",
            en="send either a case and its step (`case`, `step`) or a matter in words (`title`)",
        )


@router.post("/meetings/{meeting}/items", response=answers(forms.ItemOut, status=201), operation_id="add_item")
def add_item(request: HttpRequest, meeting: UUID, sent: forms.ItemIn, key: str | None = Key) -> Status[forms.ItemOut]:
    """Put a case that waits for the body, or another matter, on the agenda."""
    caller = caller_of(request)
    found = meeting_of(caller, meeting, "meeting.agenda_set")
    if bool(sent.title.strip()) is bool(sent.case and sent.step):
        raise NothingToDeal
    made = once(caller, key, f"add_item {meeting}", sent, lambda: _added(caller, found, sent))
    return Status(201, showing.item(caller, AgendaItem.objects.get(pk=made)))


@router.get(ITEM, response=answers(forms.ItemOut), operation_id="get_item")
def get_item(request: HttpRequest, meeting: UUID, position: int) -> forms.ItemOut:
    """An item: its papers, who keeps out, who was heard, what was said, how it was decided."""
    caller = caller_of(request)
    return showing.item(caller, item_of(caller, meeting, position))


@router.post(f"{ITEM}/withdraw", response=answers(forms.ItemOut), operation_id="withdraw_item")
def withdraw_item(request: HttpRequest, meeting: UUID, position: int, key: str | None = Key) -> forms.ItemOut:
    """Take an item off the agenda."""
    caller = caller_of(request)
    found = item_of(caller, meeting, position, "meeting.agenda_set")
    common = by(caller, "meeting.agenda_set", found.meeting)
    once(caller, key, f"withdraw_item {found.id}", {}, lambda: agenda.withdraw_item(item=found, **common))
    return showing.item(caller, found)


@router.post(f"{ITEM}/record", response=answers(forms.ItemOut), operation_id="record_item")
def record_item(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.RecordIn, key: str | None = Key
) -> forms.ItemOut:
    """Take down what was said; report the item or put it off."""
    caller = caller_of(request)
    found = item_of(caller, meeting, position, "meeting.recorded")
    common = by(caller, "meeting.recorded", found.meeting)
    once(
        caller,
        key,
        f"record_item {found.id}",
        sent,
        lambda: recusing.take_down(item=found, record=sent.record, state=sent.state, **common),
    )
    return showing.item(caller, found)


@router.post(f"{ITEM}/recusals", response=answers(forms.ItemOut), operation_id="recuse")
def recuse(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.RecuseIn, key: str | None = Key
) -> forms.ItemOut:
    """Keep out of an item, or take down that a member keeps out."""
    caller = caller_of(request)
    found = item_of(caller, meeting, position)
    person = member_of(sent.person) if sent.person else caller.person
    common = by(caller, "meeting.recused", found.meeting)
    once(
        caller,
        key,
        f"recuse {found.id}",
        sent,
        lambda: recusing.recuse(item=found, person=person, reason=sent.reason, by_body=sent.by_body, **common),
    )
    return showing.item(caller, found)


@router.post(f"{ITEM}/hearings", response=answers(forms.ItemOut), operation_id="hear")
def hear(
    request: HttpRequest, meeting: UUID, position: int, sent: forms.HearIn, key: str | None = Key
) -> forms.ItemOut:
    """Take down that somebody who is no member was heard."""
    caller = caller_of(request)
    found = item_of(caller, meeting, position, "meeting.heard")
    common = by(caller, "meeting.heard", found.meeting)
    once(
        caller,
        key,
        f"hear {found.id}",
        sent,
        lambda: recusing.hear(item=found, name=sent.name, standing=sent.standing, statement=sent.statement, **common),
    )
    return showing.item(caller, found)


def _added(caller: Caller, meeting: Meeting, sent: forms.ItemIn) -> AgendaItem:
    common = by(caller, "meeting.agenda_set", meeting)
    if not sent.case:
        return agenda.add_matter(meeting=meeting, title=sent.title.strip(), presenter=sent.presenter, **common)
    waiting = finding.waiting_for(meeting.body, meeting.unit)
    case = next((each.case for each in waiting if each.case.number == sent.case and each.step == sent.step), None)
    if case is None:
        case = Case.objects.filter(agenda_items__meeting=meeting, number=sent.case).first()  # is told it is on it
    if case is None:
        raise Missing("case", sent.case)
    return agenda.add_case(meeting=meeting, case=case, step=sent.step or "", presenter=sent.presenter, **common)
