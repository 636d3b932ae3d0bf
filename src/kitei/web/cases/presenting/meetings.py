"""Where a step is decided that is a body's: the item by which it is on an agenda, or the body, to put it on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from kitei.office.cases.models import Case
from kitei.office.cases.queries import Standing, Wanted
from kitei.office.committees.queries import finding


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body decides a step.

    Attributes:
        on: the day of the meeting that deals with it; `None` while it is on no agenda.
    """

    address: str
    on: date | None


def places(case: Case, standing: Standing) -> Mapping[str, Place]:
    """For every open step that a body decides by vote, by step: where."""
    return {each.step: place(case, each) for each in standing.now if each.by_meeting}


def place(case: Case, wanted: Wanted) -> Place:
    """Where a body decides a step of a case."""
    item = finding.agenda_of(case, wanted.step)
    if item is not None:
        return Place(reverse("committees:item", args=[item.meeting_id, item.position]), item.meeting.held_on)
    return Place(reverse("committees:body", args=[wanted.actor]), None)
