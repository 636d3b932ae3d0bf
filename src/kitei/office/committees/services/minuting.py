"""The minutes are issued as a PDF from what was taken down; corrections are added."""

from __future__ import annotations

import threading
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import Meeting, Minutes
from kitei.office.committees.queries.protocol import addendum_values, agenda_values, minutes_values
from kitei.office.committees.state import locked
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import write
from kitei.regulations.schema.words import Language

_local = threading.local()


class MinutesIssued(OfficeError):
    """Minutes that were issued before."""

    def __init__(self) -> None:
        super().__init__(
            ja="議事録はすでに作成されています。誤りは補正として加えてください",
            en="the minutes were issued; add a correction instead",
        )


class NoMinutes(OfficeError):
    """A correction of minutes that were not issued, or that says nothing."""

    def __init__(self) -> None:
        super().__init__(
            ja="補正する議事録がないか、補正の内容が空です",
            en="there are no minutes to correct, or the correction is empty",
        )


@transaction.atomic
def issue(*, meeting: Meeting, language: Language = "ja", actor: Actor, powers: Powers, at: datetime) -> Minutes:
    """Issue the minutes of a meeting that is over; members read its papers no longer.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: it is not over. MinutesIssued: they were issued.
    """
    access.require(powers, "meeting.minutes_issued", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.CLOSED, Meeting.State.ADJOURNED)
    if found.minutes.exists():
        raise MinutesIssued
    values = minutes_values(found, language)
    return _write(found, 0, None, values, language, actor, at)


@transaction.atomic
def correct(
    *, meeting: Meeting, text: str, language: Language = "ja", actor: Actor, powers: Powers, at: datetime
) -> Minutes:
    """Add a correction to minutes (補正); what was issued stays as it is.

    Raises:
        NotPermitted: neither chair nor secretariat. NoMinutes: nothing to correct, or no text.
    """
    access.require(powers, "meeting.minutes_issued", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, Meeting.State.CLOSED, Meeting.State.ADJOURNED)
    number = found.minutes.count()
    if not number or not text.strip():
        raise NoMinutes
    values = addendum_values(found, number, text.strip(), day_of(at), language)
    return _write(found, number, text.strip(), values, language, actor, at)


def agenda_pdf(meeting: Meeting, language: Language, at: datetime) -> bytes:
    """The agenda as it stands, as PDF; nothing is kept."""
    return _printed("office:agenda", agenda_values(meeting, language), language, at)


def _write(
    meeting: Meeting,
    position: int,
    correction: str | None,
    values: dict[str, Any],
    language: Language,
    actor: Actor,
    at: datetime,
) -> Minutes:
    pdf = _printed("office:minutes", values, language, at)
    row = Minutes(
        id=new_id(at),
        key=meeting.key,
        meeting=meeting,
        position=position,
        correction=correction,
        values=values,
        pdf=pdf,
        digest=sha256(pdf).hexdigest(),
        issued_on=day_of(at),
    )
    write(
        act="meeting.minutes_issued",
        actor=actor,
        at=at,
        clauses=(body_named(meeting.body).clause,),
        payload={"meeting": str(meeting.id), "position": position, "pdf": row.digest},
        case=None,
        rows=(row,),
    )
    return row


def _printed(name: str, values: dict[str, Any], language: Language, at: datetime) -> bytes:
    """One printer for each thread: it keeps its fonts and layouts."""
    folder, day = current().form(name), day_of(at)
    if not hasattr(_local, "printer"):
        _local.printer = Printer()
    printer: Printer = _local.printer
    return printer.print(folder, read_values(folder.form, values, on=day), Setting(made_on=day, language=language)).pdf
