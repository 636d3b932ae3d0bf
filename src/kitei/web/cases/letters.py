"""A letter that goes with no step: chosen from the forms that this institution issues, or an issued one corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.values import BadValues, read_values
from kitei.office.cases.acting import printing
from kitei.office.cases.acting.printing import GENERAL, NoSuchPaper, PaperNotReady
from kitei.office.cases.models import Case, Document
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.services import documents
from kitei.office.cases.values import PaperDraft
from kitei.office.lawbook import current
from kitei.office.requests.books import current_book
from kitei.procedures.procedure import Procedure
from kitei.web.look.desk import Desk
from kitei.web.look.filling import papers
from kitei.web.look.words import Language, language

PREFIX = "v-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A form that can be issued: its name, and what it is called."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter being written.

    Attributes:
        corrects: the paper that it corrects; with it goes why.
        errors: id of the input, and what is wrong.
    """

    case: Case
    name: str
    title: str
    folder: FormFolder
    inputs: tuple[papers.Input, ...]
    values: Mapping[str, Any]
    language: Language
    reason: str
    corrects: Document | None
    errors: tuple[tuple[str, str], ...] = ()


def kinds(case: Case) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """The papers of the case's own procedure, and the others this institution issues; the free letter first."""
    book, lang = current_book(), language()
    own = dict.fromkeys(_issued(current().procedures[case.procedure]))
    every = dict.fromkeys(paper for each in current().procedures.values() for paper in _issued(each))
    others = {paper: None for paper in every if paper not in own}

    def named(names: Mapping[str, None]) -> tuple[Kind, ...]:
        found = (Kind(name, book.title(name, case.procedure).of(lang)) for name in names)
        return tuple(sorted(found, key=lambda kind: kind.title))

    free = Kind(GENERAL, current().form(GENERAL).form.title.of(lang))
    return (free, *named(own)), named(others)


def letter(case: Case, name: str, sent: QueryDict | None, corrects: Document | None = None) -> Letter | None:
    """A letter, as far as it is written; nothing if the office has no such form, or does not issue it."""
    known = {kind.name for group in kinds(case) for kind in group}
    if name not in known and corrects is None:
        return None
    form = current_book().printed_as(name, case.procedure)
    form = name if form == GENERAL else form  # the free letter goes out under the name of the paper it stands for
    try:
        folder = printing.form_named(current(), form)
    except NoSuchPaper:
        return None
    data = sent if sent is not None else QueryDict()
    usual = corrects.language if corrects is not None else case.contact.get("language")
    first: Mapping[str, Any] = corrects.values if corrects is not None else {}
    values = papers.sent(folder.form, sent, prefix=PREFIX) if sent is not None else dict(first)
    return Letter(
        case=case,
        name=form,
        title=current_book().title(name, case.procedure).of(language()) if name != GENERAL else _title(folder),
        folder=folder,
        inputs=papers.inputs(folder.form, language(), values, prefix=PREFIX),
        values=values,
        language="en" if data.get("paper_language", usual) == "en" else "ja",
        reason=data.get("why", "").strip(),
        corrects=corrects,
    )


def issue(written: Letter, desk: Desk) -> Document:
    """Issue it.

    Raises:
        PaperNotReady, ReasonMissing, NotCorrected, NotPermitted …: see `documents.issue`.
    """
    return documents.issue(
        case=written.case,
        paper=PaperDraft(form=written.name, values=written.values, language=written.language),
        running=False,
        corrects=written.corrects,
        reason=written.reason,
        actor=desk.actor("case.document_issued", written.case),
        powers=desk.powers,
        at=desk.at,
    )


def preview(written: Letter, desk: Desk) -> bytes:
    """The paper as it would be issued today; nothing is kept.

    Raises:
        PaperNotReady: an entry is missing or cannot be read.
    """
    try:
        values = read_values(
            written.folder.form, printing.completed(written.folder.form, written.case, written.values, desk.today),
            on=desk.today,
        )  # fmt: skip
    except BadValues as error:
        raise PaperNotReady(written.name, error) from error
    setting = Setting(made_on=desk.today, language=written.language, footer=written.case.number)
    return printing.printed(written.folder, values, setting)


def wrong(written: Letter, error: PaperNotReady) -> Letter:
    """The letter again, with what is wrong beside what is wrong."""
    told = papers.told(written.folder.form, error.faults, language())
    inputs = tuple(replace(each, error=told.get(each.name.removeprefix(PREFIX), "")) for each in written.inputs)
    return replace(written, inputs=inputs, errors=tuple((f"f-{PREFIX}{name}", said) for name, said in told.items()))


def refused(written: Letter, says: str) -> Letter:
    """The letter again, with what the office says."""
    return replace(written, errors=(("", says),))


def issued(case: Case, key: UUID) -> Document | None:
    """A paper that this case issued."""
    found: Document | None = case.documents.filter(pk=key, direction=Direction.OUT).select_related("case").first()
    return found


def _issued(procedure: Procedure) -> Iterator[str]:
    """The papers that go out in a procedure."""
    yield from (way.notice for step in procedure.steps.values() for way in step.outcomes if way.notice is not None)


def _title(folder: FormFolder) -> str:
    return folder.form.title.of(language())
