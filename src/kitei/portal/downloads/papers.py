"""The forms that a person may fill in, as PDF: archival, fillable, and in translation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Literal

from kitei.forms.catalogue import OFFICE, FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.office.lawbook import Law, law_of
from kitei.office.requests.books import book_of
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say
from kitei.regulations.schema.words import Language

Version = Literal["blank", "fillable", "translation"]
VERSIONS: tuple[Version, ...] = ("blank", "fillable", "translation")

_printer = Printer()
_printing = Lock()


@dataclass(frozen=True, slots=True)
class Paper:
    """A form to take away.

    Attributes:
        prescribed: the institution's text prints it; otherwise it is a model of ours.
        handwritten: it must be written by hand, so there is no version to fill in on a screen.
        uses: what is asked for on it.
    """

    name: str
    slug: str
    title: str
    number: str
    prescribed: bool
    handwritten: bool
    clauses: tuple[Citation, ...]
    notes: tuple[str, ...]
    uses: tuple[str, ...]


def papers(law: Law, language: Language) -> tuple[Paper, ...]:
    """Every form that the person concerned fills in: those of the texts, and the office's where a request uses it."""
    filed = {law.form(filing.form).name for filing in book_of(law).filings.values()}
    own = [
        folder
        for folder in law.forms.every(law.key)
        if folder.form.filled_by == "principal" and (folder.home != OFFICE or folder.name in filed)
    ]
    return tuple(_paper(law, folder, language) for folder in own)


def blank(law: Law, name: str, version: Version, on: date) -> bytes:
    """An empty form as PDF; the same day, the same bytes."""
    return _blank(law.key, name, version, on)


@lru_cache(maxsize=64)
def _blank(key: str, name: str, version: Version, on: date) -> bytes:
    folder = law_of(key).form(name)
    setting = Setting(made_on=on, language="en" if version == "translation" else "ja")
    with _printing:  # a printer serves one thread at a time
        made = _printer.fillable if version == "fillable" else _printer.print
        return made(folder, {}, setting).pdf


def slug_of(name: str) -> str:
    """A form's name as a part of an address: the colon becomes a hyphen."""
    return name.replace(":", "-")


def _paper(law: Law, folder: FormFolder, language: Language) -> Paper:
    form = folder.form
    return Paper(
        name=folder.name,
        slug=slug_of(folder.name),
        title=form.title.of(language),
        number=form.number.of(language) if form.number else "",
        prescribed=form.prescribed,
        handwritten=form.handwritten,
        clauses=citations(law, form.clauses or ((form.clause,) if form.clause else ()), language),
        notes=tuple(each.of(language) for each in form.beside),
        uses=tuple(
            say(law.procedures[name].title, language)
            for name, filing in book_of(law).filings.items()
            if law.form(filing.form).name == folder.name
        ),
    )
