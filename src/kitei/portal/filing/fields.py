"""A field of a form as a web page shows it: label, help, clause, choices, what stands in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.forms.definition import Field, Form
from kitei.office.lawbook import Law
from kitei.portal.filing.reading import Fault, is_required
from kitei.portal.shared.citing import Citation, citation
from kitei.regulations.schema.words import Language

_LINES = {"line": 1, "text": 5}


@dataclass(frozen=True, slots=True)
class WebField:
    """One field of a page.

    Attributes:
        kind: `line`, `text`, `date`, `choice`, `choices` or `flag`.
        choices: id and label of each answer. lines: the height of a text.
        complete: the token by which a browser may fill it in.
        beside: kept beside the paper, which has no box for it.
    """

    id: str
    kind: str
    label: str
    help: str
    clause: Citation | None
    required: bool
    choices: tuple[tuple[str, str], ...]
    value: Any
    error: str
    most: int
    lines: int
    complete: str
    beside: bool


def _never(field: str) -> str:
    del field
    return ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form, on a day, in a language, with what was entered so far.

    Attributes:
        complete: which fields a browser may fill in, by the token of `autocomplete`.
    """

    law: Law
    form: Form
    entered: Mapping[str, Any]
    on: date
    language: Language
    complete: Callable[[str], str] = _never

    def fields(self, names: Iterable[str], faults: Iterable[Fault] = ()) -> tuple[WebField, ...]:
        """The fields named, with what was entered and what is wrong with it."""
        wrong = {fault.field: fault.message for fault in faults}
        return tuple(_web_field(self, self.form.field(name), wrong.get(name, "")) for name in names)


def written(form: Form, name: str, entered: Mapping[str, Any], language: Language) -> str:
    """What was entered, as a sentence for the page on which everything is checked; empty where nothing was."""
    field, value = form.field(name), entered.get(name)
    if field.type in ("choice", "choices"):
        chosen = value if isinstance(value, list | tuple) else [value]
        parting = "、" if language == "ja" else ", "
        return parting.join(_label(field, choice.id, language) for choice in field.choices if choice.id in chosen)
    if field.type == "date" and isinstance(value, Mapping):
        year, month, day = (str(value.get(part, "")).removesuffix("年") for part in "ymd")
        return (
            f"{year}年{month}月{day}日"
            if year and language == "ja"
            else "-".join(each for each in (year, month, day) if each)
        )
    if field.type == "flag":
        return ("はい" if language == "ja" else "yes") if value else ""
    return str(value or "").strip()


def _web_field(sheet: Sheet, field: Field, error: str) -> WebField:
    language, entered = sheet.language, sheet.entered
    kind = field.type if field.type in ("text", "date", "choice", "choices", "flag") else "line"
    return WebField(
        id=field.id,
        kind=kind,
        label=field.of(language),
        help=field.help.of(language) if field.help else "",
        clause=citation(sheet.law, field.clause, language) if field.clause else None,
        required=field.required is True or is_required(sheet.form, field, entered, on=sheet.on),
        choices=tuple((choice.id, _label(field, choice.id, language)) for choice in field.choices),
        value=entered.get(field.id, [] if kind == "choices" else {} if kind == "date" else ""),
        error=error,
        most=field.max_length,
        lines=_LINES.get(kind, 1),
        complete=sheet.complete(field.id),
        beside=not field.printed,
    )


def _label(field: Field, choice: str, language: Language) -> str:
    """An answer in words; where the paper prints a slip, the page says what is meant."""
    found = next(each for each in field.choices if each.id == choice)
    return found.corrected if language == "ja" and found.corrected else found.of(language)
