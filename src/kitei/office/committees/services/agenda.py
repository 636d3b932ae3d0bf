"""What a meeting will deal with: cases whose open step is the body's, other matters, and the papers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kitei.office.cases.models import Attachment, Case, Document, Task
from kitei.office.committees.bodies import body_named
from kitei.office.committees.models import AgendaItem, Meeting, Paper
from kitei.office.committees.state import locked, open_item
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.record.services import CaseRef, write

BEFORE = (Meeting.State.PLANNED, Meeting.State.CONVENED, Meeting.State.OPEN)
LARGEST = 20 * 1024 * 1024


class NotForThisBody(OfficeError):
    """A case that does not wait for this body."""

    def __init__(self, number: str) -> None:
        super().__init__(
            ja=f"{number} には、この会議体が行う段階が今ありません。案件の現在の段階を確かめてください",
            en=f"{number} has no open step of this body; look at where the case stands",
        )


class AlreadyOnAgenda(OfficeError):
    """A case that another meeting is already to deal with."""

    def __init__(self, number: str) -> None:
        super().__init__(
            ja=f"{number} はすでに議題になっています。先の議題を取り下げるか、その会議で決めてください",
            en=f"{number} is on an agenda already; take it off there, or decide it there",
        )


class NoPaper(OfficeError):
    """A paper of another case, or one that is no PDF, picture or text, or too large."""

    def __init__(self) -> None:
        super().__init__(
            ja="資料にできるのは、その案件の文書・添付か、20MBまでの PDF・画像・テキストです",
            en="a paper is a document or attachment of that case, or a PDF, picture or text of up to 20 MB",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper to lay before the members; exactly one source.

    Attributes:
        content: of a file made for the meeting.
    """

    document: Document | None = None
    attachment: Attachment | None = None
    title: str = ""
    filename: str = ""
    media_type: str = ""
    content: bytes | None = None


@transaction.atomic
def add_case(
    *, meeting: Meeting, case: Case, step: str, presenter: str = "", actor: Actor, powers: Powers, at: datetime
) -> AgendaItem:
    """Put a case on the agenda, for the step that waits for the body.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: the meeting is over.
        NotForThisBody: the case does not wait for it. AlreadyOnAgenda: it is on one.
    """
    access.require(powers, "meeting.agenda_set", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, *BEFORE)
    waiting = Task.objects.filter(case=case, step=step, actor=found.body, kind="step", done_at__isnull=True)
    if not waiting.exists():
        raise NotForThisBody(case.number)
    if AgendaItem.objects.filter(case=case, step=step, state="open").exists():
        raise AlreadyOnAgenda(case.number)
    item = AgendaItem(
        id=new_id(at),
        key=case.key,
        meeting=found,
        position=_next_position(found),
        case=case,
        step=step,
        presenter=presenter or None,
        clauses=list(current().procedures[case.procedure].steps[step].clauses),
    )
    _set(item, actor, at, {"step": step, "position": item.position})
    return item


@transaction.atomic
def add_matter(
    *,
    meeting: Meeting,
    title: str,
    clauses: Sequence[str] = (),
    presenter: str = "",
    actor: Actor,
    powers: Powers,
    at: datetime,
) -> AgendaItem:
    """Put something that is no case on the agenda: a policy, a question of interpretation, a report.

    Args:
        clauses: on which the body's power rests; the body's own clause if none is given.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady: the meeting is over.
    """
    access.require(powers, "meeting.agenda_set", body=meeting.body, unit=meeting.unit_id)
    found = locked(meeting, *BEFORE)
    item = AgendaItem(
        id=new_id(at),
        key=found.key,
        meeting=found,
        position=_next_position(found),
        title=title,
        presenter=presenter or None,
        clauses=list(clauses) or [body_named(found.body).clause],
    )
    _set(item, actor, at, {"title": title, "position": item.position})
    return item


@transaction.atomic
def withdraw_item(*, item: AgendaItem, actor: Actor, powers: Powers, at: datetime) -> AgendaItem:
    """Take an item off the agenda; its place stays empty, so that papers keep their numbers.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late.
    """
    access.require(powers, "meeting.agenda_set", body=item.meeting.body, unit=item.meeting.unit_id)
    found = open_item(item, *BEFORE)
    found.state = AgendaItem.State.WITHDRAWN
    _set(found, actor, at, {"withdrawn": found.position})
    return found


@transaction.atomic
def add_paper(*, item: AgendaItem, paper: NewPaper, actor: Actor, powers: Powers, at: datetime) -> Paper:
    """Lay a paper before the members: they read it until the minutes are issued.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late.
        NoPaper: of another case, of another kind, or too large.
    """
    access.require(powers, "meeting.paper_added", body=item.meeting.body, unit=item.meeting.unit_id)
    found = open_item(item, *BEFORE)
    _check(found, paper)
    row = Paper(
        id=new_id(at),
        key=found.key,
        item=found,
        position=(found.papers.aggregate(last=Max("position"))["last"] or 0) + 1,
        document=paper.document,
        attachment=paper.attachment,
        title=paper.title or None,
        filename=paper.filename or None,
        media_type=paper.media_type,
        content=paper.content,
    )
    payload = {"item": found.position, "paper": row.position, "title": paper.title}
    write(act="meeting.paper_added", actor=actor, at=at, payload=payload, case=ref(found), rows=(row,))
    return row


@transaction.atomic
def withdraw_paper(*, paper: Paper, actor: Actor, powers: Powers, at: datetime) -> Paper:
    """Take a paper back: from now on no member reads it.

    Raises:
        NotPermitted: neither chair nor secretariat. MeetingNotReady, ItemSettled: too late.
    """
    meeting = paper.item.meeting
    access.require(powers, "meeting.paper_added", body=meeting.body, unit=meeting.unit_id)
    found = open_item(paper.item, *BEFORE)
    paper.withdrawn_at = at
    payload = {"item": found.position, "withdrawn": paper.position}
    write(act="meeting.paper_added", actor=actor, at=at, payload=payload, case=ref(found), rows=(paper,))
    return paper


def ref(item: AgendaItem) -> CaseRef | None:
    """The case of an item as the record knows it."""
    return None if item.case is None else CaseRef(item.case.number, item.case.key)


def _set(item: AgendaItem, actor: Actor, at: datetime, payload: dict[str, object]) -> None:
    write(
        act="meeting.agenda_set",
        actor=actor,
        at=at,
        clauses=tuple(item.clauses),
        payload={"meeting": str(item.meeting_id), **payload},
        case=ref(item),
        rows=(item,),
    )


def _next_position(meeting: Meeting) -> int:
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


_SIGNS = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}


def _check(item: AgendaItem, paper: NewPaper) -> None:
    sources = [each for each in (paper.document, paper.attachment, paper.content) if each is not None]
    of_case = all(each.case_id == item.case_id for each in (paper.document, paper.attachment) if each is not None)
    if len(sources) != 1 or not of_case:
        raise NoPaper
    if paper.content is not None:
        sign = _SIGNS.get(paper.media_type)
        readable = paper.media_type == "text/plain" or (sign is not None and paper.content.startswith(sign))
        if not readable or not 0 < len(paper.content) <= LARGEST or not paper.title:
            raise NoPaper
