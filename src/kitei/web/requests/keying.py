"""The form of a request as it is keyed in at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from kitei.filings.book import Book, NotFiledHere
from kitei.forms.catalogue import FormFolder
from kitei.office.cases.models import Case
from kitei.office.cases.numbering import read_number
from kitei.office.cases.queries.sight import NoSuchCase
from kitei.office.people import access
from kitei.office.people.access import CaseSight
from kitei.office.requests.services.appealing import appeal, appeal_of
from kitei.office.requests.services.drafts import files_of
from kitei.office.requests.services.filing import Claim, Filed, NotFilledIn, file_request
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
    appeal: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A request being keyed in.

    Attributes:
        claimants: who may ask: id and name. errors: id of the input, and what is wrong.
        appeal: it challenges the outcome of another case. language: in which whoever asks is written to.
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
    appeal: bool
    language: Language
    errors: tuple[tuple[str, str], ...] = ()


def kinds(book: Book, language: Language) -> tuple[Kind, ...]:
    """Everything that somebody can ask here by a form."""
    return tuple(
        Kind(
            name,
            book.procedures[name].title.ja if language == "ja" else book.procedures[name].title.en,
            book.form(filing.form).form.title.of(language),
            filing.clause,
            appeals(book, name),
        )
        for name, filing in book.filings.items()
    )


def appeals(book: Book, procedure: str) -> bool:
    """Whether a procedure challenges the outcome of another case, which must be named."""
    return any(each.appeal == procedure for each in book.procedures.values())


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
        appeal=appeals(book, procedure),
        language="en" if data.get("language") == "en" else "ja",
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


def file(form: Form, paper: Paper, desk: Desk) -> Filed:
    """File what was keyed in: an appeal against the case it names, anything else as it is.

    Raises:
        NoSuchCase: the case is not there, or what is asked cannot be taken in for it by this person.
        NotFilledIn, NoAppealLies, NothingDecided …: see `file_request` and `appeal`.
    """
    if not form.appeal:
        return file_request(procedure=form.procedure, unit=desk.person.unit, **_asked(form, paper, desk))
    return appeal(of=decided(paper.of, form.procedure, desk), **_asked(form, paper, desk))


def decided(number: str, procedure: str, desk: Desk) -> Case:
    """The case whose outcome is challenged. Whoever takes in the appeal need not be allowed to read it.

    Raises:
        NoSuchCase: there is none, or this person takes in no appeal for its unit, or it is challenged otherwise.
    """
    found: Case | None = Case.objects.select_related("unit").filter(number=read_number(number) or number).first()
    if found is None or appeal_of(found) != procedure:
        raise NoSuchCase(number)
    if not access.may(desk.powers, "request.filed", CaseSight(procedure, found.unit_id, new=True)):
        raise NoSuchCase(number)
    return found


def _asked(form: Form, paper: Paper, desk: Desk) -> dict[str, Any]:
    known: Any = form.claimant or None
    return {
        "values": form.values,
        "claim": Claim(claimant=known, kana=form.kana, email=form.email, language=form.language),
        "origin": "desk",
        "actor": desk.actor("request.filed"),
        "powers": desk.powers,
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
