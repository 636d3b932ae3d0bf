"""What every page of a meeting does: find it for the person, act by a role in the body, say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.committees.bodies import NoSuchBody, body_named
from kitei.office.committees.models import AgendaItem, Meeting
from kitei.office.committees.queries import finding
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.models import Unit
from kitei.web.look.desk import Desk, DeskRequest
from kitei.web.look.words import language


def by(desk: Desk, act: str, body: str, unit: UUID | None) -> dict[str, Any]:
    """Who acts, by which powers, when: in the first role held that allows the act for this body."""
    held = [
        each.role
        for each in desk.powers.holdings
        if access.may(replace(desk.powers, holdings=(each,)), act, body=body, unit=unit)
    ]
    return {"actor": desk.powers.actor(held[0] if held else body), "powers": desk.powers, "at": desk.at}


def for_meeting(desk: Desk, act: str, meeting: Meeting) -> dict[str, Any]:
    """The same, for the body of a meeting."""
    return by(desk, act, meeting.body, meeting.unit_id)


def attempt(request: DeskRequest, do: Callable[[], object], done: str) -> OfficeError | None:
    """Do an act; what the office refuses is handed back, and a page says it beside its form.

    Raises:
        NotPermitted: it is not open to the person; the middleware answers.
    """
    try:
        do()
    except access.NotPermitted:
        raise
    except OfficeError as error:
        return error
    messages.success(request, done)
    return None


def back(request: DeskRequest, error: OfficeError | None, to: str, *args: object) -> HttpResponse:
    """Go back to a page after a button was pressed; what was refused stands on top of it."""
    if error is not None:
        messages.error(request, error.of(language()))
    return redirect(to, *args)


def body_and_unit(desk: Desk, body: str, code: str) -> Unit | None:
    """The unit whose body a page is about.

    Raises:
        Http404: no such body or unit, or none of this person's.
    """
    try:
        body_named(body)
    except NoSuchBody as error:
        raise Http404(body) from error
    unit = None
    if code:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise Http404(code)
    if not finding.sees(desk.powers, body, unit.id if unit else None):
        raise Http404(body)
    return unit


def meeting_or_404(desk: Desk, key: UUID) -> Meeting:
    """A meeting for somebody who may see it.

    Raises:
        Http404: there is none, or it is none of this person's.
    """
    found = finding.meeting_for(desk.powers, key)
    if found is None:
        raise Http404(str(key))
    return found


def led(desk: Desk, key: UUID) -> Meeting:
    """A meeting for somebody who prepares and conducts it.

    Raises:
        Http404: there is none for this person.
    """
    found = meeting_or_404(desk, key)
    if not finding.leads(desk.powers, found.body, found.unit_id):
        raise Http404(str(key))
    return found


def item_or_404(meeting: Meeting, position: int) -> AgendaItem:
    """An item of a meeting.

    Raises:
        Http404: there is none.
    """
    found = finding.item_of(meeting, position)
    if found is None:
        raise Http404(str(position))
    return found
