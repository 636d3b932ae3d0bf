"""The forms of this office: what each is, who fills it in, and an empty one to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.office.lawbook import Law, law_of
from kitei.regulations.schema.words import Language


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of one origin: prescribed by the regulation, or models where it prescribes none."""

    prescribed: bool
    forms: tuple[FormFolder, ...]


def groups(law: Law) -> tuple[Group, ...]:
    """All forms of this office, the regulation's own first."""
    every = _every(law.key)
    return (
        Group(prescribed=True, forms=tuple(each for each in every if each.form.prescribed)),
        Group(prescribed=False, forms=tuple(each for each in every if not each.form.prescribed)),
    )


def number(folder: FormFolder, language: Language) -> str:
    """The number a prescribed form is known by: 様式第3号; empty where it has none."""
    return folder.form.number.of(language) if folder.form.number else ""


def empty(law: Law, name: str, language: Language, on: date) -> bytes:
    """The form with nothing filled in, as a PDF.

    Raises:
        UnknownForm: there is none of that name.
    """
    folder = law.form(name)
    values = read_values(folder.form, {}, on=on, partial=True)
    return Printer().print(folder, values, Setting(made_on=on, language=language)).pdf


@lru_cache(maxsize=8)
def _every(key: str) -> tuple[FormFolder, ...]:
    return tuple(law_of(key).forms.every(key))
