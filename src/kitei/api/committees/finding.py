"""What a path about a meeting names, for somebody who may see it, and by which role in the body the caller acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kitei.api.ground.caller import Caller
from kitei.api.ground.finding import unit_of
from kitei.api.ground.problems import Missing
from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import AgendaItem, Meeting, Paper
from kitei.office.committees.queries import finding
from kitei.office.people.models import Person, Unit
from kitei.office.people.queries import person_of
from kitei.web.committees import answering


def sign_of(person: Person | None) -> str:
    """How a person is named here: the end of the pseudonym; empty for nobody."""
    return person.pseudonym.partition(":")[2] if person is not None else ""


def member_of(sign: str) -> Person:
    """The person of a sign.

    Raises:
        Missing: there is none.
    """
    found = person_of(f"person:{sign}")
    if found is None:
        raise Missing("person", sign)
    return found


def body_of(caller: Caller, body: str, unit: str | None, act: str) -> Unit | None:
    """The unit whose body is meant, if the caller may do the act at all and sees the body.

    Raises:
        NoSuchBody, Missing: there is none that the caller may see. OutOfScope, NotPermitted: see `Caller.require`.
    """
    caller.require(act)
    body_named(body)
    where = unit_of(unit) if unit else None
    if not finding.sees(caller.powers, body, where.id if where else None):
        raise Missing("body", body)
    return where


def meeting_of(caller: Caller, meeting: UUID, act: str = "meeting.read") -> Meeting:
    """A meeting that the caller may see.

    Raises:
        Missing: there is none. OutOfScope, NotPermitted: see `Caller.require`.
    """
    caller.require(act)
    found = finding.meeting_for(caller.powers, meeting)
    if found is None:
        raise Missing("meeting", str(meeting))
    return found


def item_of(caller: Caller, meeting: UUID, position: int, act: str = "meeting.read") -> AgendaItem:
    """An item of a meeting that the caller may see.

    Raises:
        Missing: there is none. OutOfScope, NotPermitted: see `Caller.require`.
    """
    found = finding.item_of(meeting_of(caller, meeting, act), position) if 0 < position <= 30_000 else None
    if found is None:
        raise Missing("item", str(position)[:20])
    return found


def paper_of(caller: Caller, paper: UUID, act: str) -> Paper:
    """A paper that the caller may read now.

    Raises:
        Missing: there is none. OutOfScope, NotPermitted: see `Caller.require`.
    """
    caller.require(act)
    found = finding.paper_for(caller.powers, paper)
    if found is None:
        raise Missing("paper", str(paper))
    return found


def by(caller: Caller, act: str, meeting: Meeting) -> dict[str, Any]:
    """Who acts, by which powers, when: in a role in the body that allows the act."""
    return answering.for_meeting(caller.desk, act, meeting)
