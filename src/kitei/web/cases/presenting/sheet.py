"""Everything a case's page shows, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kitei.office.cases import queries
from kitei.office.cases.models import Attachment, Case, Document, Message, Note
from kitei.office.cases.queries import Judgement, Standing
from kitei.office.people import access
from kitei.office.people.access import CaseSight
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.answers import beside
from kitei.office.requests.services.appealing import appeal_of
from kitei.web.cases.actions import Action, possible
from kitei.web.cases.presenting import asking, marks, meetings, story
from kitei.web.look.desk import Desk
from kitei.web.look.filling.facts import Asked
from kitei.web.look.words import Language


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what it is called."""

    row: Document
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a case.

    Attributes:
        judgement: what the engine says to the question that matters now.
        asks: the facts that would settle it, where this person may answer.
        actions: what else can be done.
        may_hand_over: whether this person may note that a paper reached the other.
        places: where a body decides an open step, by step.
        may_issue: whether this person may issue letters. corrected: the papers that were corrected later, by id.
        appeal: the procedure by which the outcome is challenged, where this person takes in an appeal; else empty.
        proofs: whether a proof of identity or authority is still missing that this person may record.
    """

    standing: Standing
    marks: tuple[marks.Mark, ...]
    judgement: Judgement | None
    asks: tuple[Asked, ...]
    may_ask: bool
    may_hand_over: bool
    known: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]
    attachments: tuple[Attachment, ...]
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    story: tuple[story.Told, ...]
    actions: tuple[Action, ...]
    proofs: bool
    places: Mapping[str, meetings.Place]
    may_issue: bool
    corrected: frozenset[str]
    appeal: str

    @property
    def against(self) -> bool:
        """Whether something was decided against the engine."""
        return any(each.against_engine for each in self.standing.done)


def sheet(case: Case, desk: Desk, language: Language) -> Sheet:
    """Read a case for its page."""
    standing = queries.progress(case, desk.today, desk.powers)
    judged = _judgement(case, standing, desk)
    entries = queries.timeline(case)
    extra = beside(case)
    may_ask = case.running and desk.may("case.facts_set", case)
    challenged = appeal_of(case) if case.outcome_effect else None
    takes_in = challenged and access.may(desk.powers, "request.filed", CaseSight(challenged, case.unit_id, new=True))
    return Sheet(
        standing=standing,
        marks=marks.marks(standing),
        judgement=judged,
        asks=asking.wanted(case, judged.ask, language) if judged and may_ask else (),
        may_ask=may_ask,
        may_hand_over=desk.may("case.handed_over", case),
        known=asking.known(case, language),
        papers=tuple(paper(each, case, language) for each in case.documents.defer("pdf").order_by("id")),
        attachments=tuple(case.attachments.defer("content").order_by("id")),
        messages=tuple(case.messages.select_related("by").order_by("id")),
        notes=tuple(case.notes.select_related("by").order_by("id")),
        story=story.told(entries),
        actions=possible(case, desk, extra),
        proofs=case.running and desk.may("request.identity_checked", case) and bool(extra.missing),
        places=meetings.places(case, standing),
        may_issue=desk.may("case.document_issued", case),
        corrected=frozenset(str(each.payload.get("corrects", "")) for each in entries),
        appeal=challenged if challenged and takes_in else "",
    )


def paper(row: Document, case: Case, language: Language) -> Paper:
    """A document with its title."""
    return Paper(row, current_book().title(row.form, case.procedure).of(language))


def _judgement(case: Case, standing: Standing, desk: Desk) -> Judgement | None:
    """The question of the first open step that has one; before that, the procedure's own."""
    if not case.running:
        return None
    question = next((each.question for each in standing.now if each.question), None)
    return queries.why(case, question, desk.today)
