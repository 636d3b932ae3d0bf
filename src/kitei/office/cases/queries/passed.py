"""Cases that a unit handed on: that it did, to whom, and the file as it was then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kitei.office.cases.models import Attachment, Case, Document, HandedOn, Message, Note, Task
from kitei.office.cases.queries.story import Entry, timeline
from kitei.office.ground.identifiers import last_id
from kitei.office.people import access
from kitei.office.people.access import CaseSight, Powers, TaskSight

MOST = 200


@dataclass(frozen=True, slots=True)
class OldFile:
    """A case as it stood when it was handed on.

    Attributes:
        story: the acts until then, the handing on the last.
    """

    row: HandedOn
    story: tuple[Entry, ...]
    papers: tuple[Document, ...]
    attachments: tuple[Attachment, ...]
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]


def handed_on(powers: Powers) -> tuple[HandedOn, ...]:
    """What the units of a person handed on, the latest first, as far as the person could read it then."""
    rows = _of_units(powers).select_related("case", "unit", "to").order_by("-at", "-id")
    return tuple(each for each in rows[:MOST] if _read(powers, each))


def handed_on_by(powers: Powers, key: UUID) -> HandedOn | None:
    """One of them; `None` if there is none, or the person could not read the case then."""
    row: HandedOn | None = HandedOn.objects.select_related("case", "unit", "to").filter(pk=key).first()
    return row if row is not None and _read(powers, row) else None


def last_handed_on(powers: Powers, number: str) -> HandedOn | None:
    """The last time that a unit of the person handed on a case."""
    rows = HandedOn.objects.filter(case__number=number).select_related("case", "unit", "to").order_by("-at", "-id")
    return next((each for each in rows if _read(powers, each)), None)


def old_file(row: HandedOn) -> OldFile:
    """The file of a case as it was when it was handed on."""
    case, until = row.case, Q(id__lte=last_id(row.at))
    return OldFile(
        row=row,
        story=tuple(_until(case, row.at)),
        papers=tuple(case.documents.filter(until).defer("pdf").order_by("id")),
        attachments=tuple(case.attachments.filter(until).defer("content").order_by("id")),
        messages=tuple(case.messages.filter(until).select_related("by").order_by("id")),
        notes=tuple(case.notes.filter(until).select_related("by").order_by("id")),
    )


def _of_units(powers: Powers) -> QuerySet[HandedOn]:
    units = frozenset[UUID]().union(*(holding.units for holding in powers.holdings if holding.units is not None))
    return HandedOn.objects.filter(unit__in=sorted(units))


def _until(case: Case, at: datetime) -> Iterator[Entry]:
    return (each for each in timeline(case) if each.at <= at)


def _read(powers: Powers, row: HandedOn) -> bool:
    """Whether the person could read the case in the unit that had it, with the steps that had come until then."""
    tasks = Task.objects.filter(case=row.case_id, opened_at__lte=row.at)
    came = tuple(
        TaskSight(each.actor, each.step, None, each.done_at is None or each.done_at > row.at) for each in tasks
    )
    within = tuple(each for each in powers.holdings if each.units is not None and row.unit_id in each.units)
    held = Powers(powers.person, powers.pseudonym, powers.on, within, powers.table)
    return access.may(held, "case.read", CaseSight(row.case.procedure, row.unit_id, tasks=came))
