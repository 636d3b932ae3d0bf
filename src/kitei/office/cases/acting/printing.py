"""Papers of a case: on the regulation's forms, the statute's, or the office's general letter; set as archival PDF.

A paper that a procedure names although no text prescribes it (`letter-amendment`) is the general letter under that
paper's name. Entries that the caller leaves out and that the case knows are filled in: day, reference, addressee.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings

from kitei.filings.citing import labels
from kitei.forms.catalogue import FormFolder, UnknownForm
from kitei.forms.definition import Form, Label
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import BadValues, Values, read_values
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, Document, StepDone
from kitei.office.cases.models.papers import Direction
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law
from kitei.procedures.papers import load_papers
from kitei.procedures.procedure import Outcome
from kitei.regulations.schema.words import Language

GENERAL = "office:letter"
Render = Callable[[FormFolder, Values, Setting], bytes]
"""Sets a paper; tests and benches may put another in its place."""

_local = threading.local()


class NoSuchPaper(OfficeError):
    """A form that this office does not have."""

    def __init__(self, name: str, near: str | None) -> None:
        self.name, self.nearest = name, near
        hint_ja, hint_en = (f"`{near}` ですか", f"do you mean `{near}`?") if near else ("", "")
        super().__init__(ja=f"様式 `{name}` はありません。{hint_ja}", en=f"there is no form `{name}`; {hint_en}")


class PaperNotReady(OfficeError):
    """Entries of a paper that are missing or cannot be read.

    Attributes:
        form: the form. faults: every fault, in the order of the form.
    """

    def __init__(self, form: str, error: BadValues) -> None:
        self.form, self.faults = form, error.faults
        shown = ", ".join(f"{fault.path} ({fault.problem}: {fault.expected})" for fault in error.faults)
        super().__init__(
            ja=f"`{form}` の記入に不足又は誤りがあります: {shown}",
            en=f"`{form}` is not filled in as it must be: {shown}",
        )


class NoticeMissing(OfficeError):
    """An outcome that goes with a paper, and the paper was not given, or is another.

    Attributes:
        form: the paper that goes with it.
    """

    def __init__(self, outcome: Outcome, given: str | None) -> None:
        self.form = outcome.notice or ""
        super().__init__(
            ja=f"「{outcome.title.ja}」には `{self.form}` を出します(渡されたもの: {given or 'なし'})。"
            "様式の内容を入力してください",
            en=f'"{outcome.title.en}" goes with `{self.form}` (given: {given or "nothing"}); fill that form in',
        )


def printed(folder: FormFolder, values: Values, setting: Setting) -> bytes:
    """A paper as PDF. One printer for each thread: it keeps its fonts and layouts."""
    if not hasattr(_local, "printer"):
        _local.printer = Printer()
    printer: Printer = _local.printer
    return printer.print(folder, values, setting).pdf


_render: Render = printed


def render_with(render: Render) -> Render:
    """Set papers another way from now on, in this process; returns the way before. For benches and tests."""
    global _render
    before, _render = _render, render
    return before


@lru_cache(maxsize=256)
def form_named(law: Law, name: str) -> FormFolder:
    """The form of a paper; a neutral one is the general letter under its own name.

    Raises:
        NoSuchPaper: there is none.
    """
    try:
        return law.form(name)
    except UnknownForm as error:
        words = load_papers().get(name)
        if words is None:
            raise NoSuchPaper(name, error.nearest) from error
        general = law.form(GENERAL)
        return replace(general, form=general.form.model_copy(update={"title": Label(ja=words.ja, en=words.en)}))


def neutral(law: Law, name: str) -> bool:
    """Whether no text prescribes the paper and no form of the regulation stands for it."""
    return form_named(law, name).folder == law.form(GENERAL).folder


def document_of(
    law: Law, case: Case, paper: PaperDraft, deed: Deed, *, direction: str = Direction.OUT, step: StepDone | None = None
) -> Document:
    """The row of a paper, set if it is to be printed. Nothing is saved.

    Raises:
        NoSuchPaper: there is no such form.
        PaperNotReady: an entry is missing or cannot be read.
    """
    folder = form_named(law, paper.form)
    filled = completed(folder.form, case, paper.values, deed.day) if direction == Direction.OUT else paper.values
    try:
        values = read_values(folder.form, filled, on=deed.day, partial=direction == Direction.IN)
    except BadValues as error:
        raise PaperNotReady(paper.form, error) from error
    pdf = None
    if paper.printed:
        shown = _given(folder, values) if folder.name == GENERAL else folder
        setting = Setting(made_on=deed.day, language=paper.language, footer=case.number)
        pdf = _render(shown, values, setting)
    return Document(
        id=deed.new_id(),
        key=case.key,
        case=case,
        step=step,
        form=paper.form,
        direction=direction,
        language=paper.language,
        digest=sha256(pdf).hexdigest() if pdf else "",
        issued_on=deed.day,
        values=_plain(dict(filled)),
        pdf=pdf if settings.OFFICE.get("keeps_papers", True) else None,
    )


class PaperDiffers(OfficeError):
    """A paper that was set anew and is not what was issued."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            ja=f"`{document.form}`({document.issued_on.isoformat()})を刷り直しましたが、発行したものと一致しません。"
            "様式が変わった可能性があります。記録の内容(記入事項)は案件の画面で見られます",
            en=f"`{document.form}` of {document.issued_on.isoformat()} was set anew and is not what was issued: "
            "its form may have changed; what was filled in is shown with the case",
        )


def pdf_of(law: Law, document: Document) -> bytes | None:
    """The PDF of a paper; `None` for one that came in on paper, or whose key was destroyed.

    An office may keep only what was filled in and the digest of the PDF (`keeps_papers = false`): the same entries give
    the same bytes, so it is set anew and compared.

    Raises:
        PaperDiffers: what was set anew is not what was issued.
    """
    if document.pdf is not None:
        return document.pdf if isinstance(document.pdf, bytes) else None
    if not document.digest or not isinstance(document.values, Mapping):
        return None
    folder = form_named(law, document.form)
    partial = document.direction == Direction.IN
    values = read_values(folder.form, document.values, on=document.issued_on, partial=partial)
    shown = _given(folder, values) if folder.name == GENERAL else folder
    language: Language = "en" if document.language == "en" else "ja"
    pdf = _render(shown, values, Setting(made_on=document.issued_on, language=language, footer=document.case.number))
    if sha256(pdf).hexdigest() != document.digest:
        raise PaperDiffers(document)
    return pdf


def notice_for(
    law: Law, case: Case, outcome: Outcome, paper: PaperDraft | None, reason: str | None
) -> PaperDraft | None:
    """The paper that goes with an outcome: the one given, or for a neutral letter a plain one of the case's own words.

    Raises:
        NoticeMissing: the outcome prescribes a form that was not given, or another one was.
    """
    if outcome.notice is None:
        return paper
    free = neutral(law, outcome.notice)
    if paper is None:
        if not free:
            raise NoticeMissing(outcome, None)
        return PaperDraft(form=outcome.notice, values=_plain_letter(law, case, outcome, reason))
    if not free and form_named(law, paper.form).folder != form_named(law, outcome.notice).folder:
        raise NoticeMissing(outcome, paper.form)
    return paper


def _plain_letter(law: Law, case: Case, outcome: Outcome, reason: str | None) -> dict[str, Any]:
    """A reason that the outcome need not state is for the file, and does not go out."""
    values: dict[str, Any] = {"about": case.title, "text": outcome.title.ja}
    if outcome.clauses:
        values["basis"] = labels(law.texts, outcome.clauses, "ja")
    return values | ({"reason": reason} if reason and outcome.reason else {})


def completed(form: Form, case: Case, values: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """What the case knows of a paper, where the caller says nothing."""
    known: dict[str, Any] = {"ref": case.number, "date": day.isoformat(), "recipient": case.name or case.title}
    fields = {field.id for field in form.fields}
    return {name: value for name, value in known.items() if name in fields} | dict(values)


def _given(folder: FormFolder, values: Values) -> FormFolder:
    """The general letter with the entries it has: an empty box in a letter says nothing."""
    fields = tuple(field for field in folder.form.fields if field.id in values or field.required is True)
    sealed = {field.id for field in fields}
    fields = tuple(f if f.seal in sealed else f.model_copy(update={"seal": None}) for f in fields)
    return replace(folder, form=folder.form.model_copy(update={"fields": fields}))


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
