"""The form of a request as it is keyed in at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from kitei.filings.book import Book, NotFiledHere
from kitei.forms.catalogue import FormFolder
from kitei.office.requests.services.drafts import files_of
from kitei.office.requests.services.filing import Claim, NotFilledIn
from kitei.regulations.schema.filings import Filing
from kitei.web.look.desk import Desk
from kitei.web.look.filling import papers
from kitei.web.look.words import Language, t
from kitei.web.requests.scanning import Paper

PREFIX = "v-"


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be asked."""

    procedure: str
    title: str
    form: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A request being keyed in.

    Attributes:
        claimants: who may ask: id and name. errors: id of the input, and what is wrong.
    """

    procedure: str
    title: str
    filing: Filing
    folder: FormFolder
    inputs: tuple[papers.Input, ...]
    values: Mapping[str, Any]
    claimants: tuple[tuple[str, str], ...]
    claimant: str
    kana: str
    email: str
    errors: tuple[tuple[str, str], ...] = ()


def kinds(book: Book, language: Language) -> tuple[Kind, ...]:
    """Everything that somebody can ask here by a form."""
    return tuple(
        Kind(
            name,
            book.procedures[name].title.ja if language == "ja" else book.procedures[name].title.en,
            book.form(filing.form).form.title.of(language),
            filing.clause,
        )
        for name, filing in book.filings.items()
        if book.procedures[name].matter != "appeal"
    )


def form(book: Book, procedure: str, language: Language, sent: QueryDict | None = None) -> Form | None:
    """The form of a procedure; nothing if it is not started by one."""
    try:
        filing = book.filing(procedure)
    except NotFiledHere:
        return None
    folder = book.form(filing.form)
    values = papers.sent(folder.form, sent, prefix=PREFIX) if sent is not None else {}
    data = sent if sent is not None else QueryDict()
    title = book.procedures[procedure].title
    return Form(
        procedure=procedure,
        title=title.ja if language == "ja" else title.en,
        filing=filing,
        folder=folder,
        inputs=_open(papers.inputs(folder.form, language, values, prefix=PREFIX)),
        values=values,
        claimants=tuple((each.claimant, claimant(each.claimant)) for each in filing.claimants),
        claimant=data.get("claimant", ""),
        kana=data.get("kana", "").strip(),
        email=data.get("email", "").strip(),
    )


def _open(inputs: tuple[papers.Input, ...]) -> tuple[papers.Input, ...]:
    """The entries of a paper that came in as it is: nothing is wanted of it but what stands there."""
    return tuple(replace(each, required=None) for each in inputs)


def claimant(name: str) -> str:
    """Who asks, in words."""
    return {
        "principal": t("本人", "The person"),
        "legal_representative": t("法定代理人", "A legal representative"),
        "parent": t("父母等", "A parent"),
        "appointed_agent": t("任意代理人", "An appointed agent"),
    }.get(name, name)


def asked(form: Form, paper: Paper, desk: Desk) -> dict[str, Any]:
    """What is asked of `file_request`."""
    known: Any = form.claimant or None
    return {
        "procedure": form.procedure,
        "values": form.values,
        "claim": Claim(claimant=known, kana=form.kana, email=form.email),
        "origin": "desk",
        "actor": desk.actor("request.filed"),
        "powers": desk.powers,
        "unit": desk.person.unit,
        "channel": paper.channel,
        "received_on": paper.received_on,
        "files": files_of(paper.draft) if paper.draft else (),
        "draft": paper.draft,
        "at": desk.at,
    }


def wrong(form: Form, error: NotFilledIn, language: Language) -> Form:
    """The form again, with what is wrong beside what is wrong."""
    told = papers.told(form.folder.form, error.faults, language)
    inputs = tuple(replace(each, error=told.get(each.name.removeprefix(PREFIX), "")) for each in form.inputs)
    return replace(form, inputs=inputs, errors=tuple((f"f-{PREFIX}{name}", said) for name, said in told.items()))


def refused(form: Form, says: str) -> Form:
    """The form again, with what the office says."""
    return replace(form, errors=(("", says),))
