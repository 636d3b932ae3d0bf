"""The entries of a paper as inputs, and what was entered as the paper's raw values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kitei.forms.definition import Field, Form
from kitei.forms.values import ValueFault
from kitei.regulations.schema.words import Language

SPARE_ROWS = 3
"""Empty rows offered below those of a table that are filled in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its input is named `<field>.<row>.<column>`."""

    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Input:
    """One entry of a paper as a page shows it.

    Attributes:
        name: of the input; it begins with the prefix of the form.
        kind: line, text, date, choice, choices, flag, number, stamp or table.
        value: a text, a list of ids, a truth value, or rows of texts.
        required: true, false, or `None` where other entries decide.
        options: what to choose from: id, label.
    """

    name: str
    kind: str
    label: str
    value: Any
    required: bool | None
    help: str
    clause: str
    error: str
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()
    max_length: int = 0


def inputs(
    form: Form,
    language: Language,
    values: Mapping[str, Any],
    *,
    prefix: str = "v-",
    faults: Mapping[str, str] | None = None,
    order: Sequence[str] = (),
) -> tuple[Input, ...]:
    """Every entry of a paper, those of the office included; seals are set by hand and left out.

    Args:
        order: the fields in the order in which to show them; those not named follow.
    """
    wrong = faults or {}
    place = {name: at for at, name in enumerate(order)}
    fields = sorted(form.fields, key=lambda field: place.get(field.id, len(place)))
    return tuple(
        _input(field, language, values.get(field.id), prefix, wrong.get(field.id, ""))
        for field in fields
        if field.type != "seal"
    )


def sent(form: Form, data: QueryDict, *, prefix: str = "v-") -> dict[str, Any]:
    """What was entered, as `read_values` takes it; what was left empty is left out."""
    found = {field.id: _sent(field, data, prefix + field.id) for field in form.fields if field.type != "seal"}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def told(form: Form, faults: Iterable[ValueFault], language: Language) -> dict[str, str]:
    """What to put right, by the id of the field."""
    return dict(_told(form, faults, language))


def _told(form: Form, faults: Iterable[ValueFault], language: Language) -> Iterator[tuple[str, str]]:
    fields = {field.id: field for field in form.fields}
    for fault in faults:
        name = fault.path.partition(" ")[0].partition(".")[0].partition("[")[0]
        if name in fields:
            yield name, _said(fields[name], fault, language)


def _said(field: Field, fault: ValueFault, language: Language) -> str:
    label, ja = field.of(language), language == "ja"
    match fault.problem:
        case "missing":
            return f"「{label}」を記入してください" if ja else f"“{label}” is missing"
        case "too_long":
            return f"「{label}」は{fault.expected}字以内です" if ja else f"“{label}” takes {fault.expected} characters"
        case _:
            shown = fault.expected
            return f"「{label}」を読み取れません（例 {shown}）" if ja else f"“{label}” cannot be read; e.g. {shown}"


def _input(field: Field, language: Language, value: Any, prefix: str, error: str) -> Input:
    return Input(
        name=prefix + field.id,
        kind=field.type if field.type in _SHOWN else "line",
        label=field.of(language),
        value=_shown(field, value),
        required=field.required if isinstance(field.required, bool) else None,
        help=field.help.of(language) if field.help else "",
        clause=field.clause or "",
        error=error,
        options=tuple((each.id, f"{each.mark} {each.of(language)}".strip()) for each in field.choices),
        columns=tuple(Column(each.id, each.of(language), each.type) for each in field.columns),
        max_length=field.max_length,
    )


_SHOWN = frozenset({"text", "date", "choice", "choices", "flag", "number", "stamp", "table"})


def _shown(field: Field, value: Any) -> Any:
    match field.type:
        case "choice":
            return (value[0] if value else "") if isinstance(value, list | tuple) else value or ""
        case "choices":
            return tuple(value) if isinstance(value, list | tuple) else ((value,) if value else ())
        case "table":
            rows: Sequence[Mapping[str, Any]] = value if isinstance(value, list | tuple) else ()
            return (*rows, *({} for _ in range(SPARE_ROWS)))
        case "stamp":
            return value if isinstance(value, Mapping) else {}
        case "flag":
            return bool(value)
        case _:
            return "" if value is None else value


def _sent(field: Field, data: QueryDict, name: str) -> Any:
    match field.type:
        case "choices":
            return data.getlist(name)
        case "flag":
            return True if name in data else None
        case "number":
            text = data.get(name, "").strip()
            return int(text) if text.isascii() and text.isdigit() else text
        case "stamp":
            unit, on = data.get(f"{name}.unit", "").strip(), data.get(f"{name}.on", "").strip()
            return {"unit": unit, "on": on} if unit or on else None
        case "table":
            return list(_rows(field, data, name))
        case _:
            return _clean(data.get(name, ""))


def _rows(field: Field, data: QueryDict, name: str) -> Iterator[dict[str, Any]]:
    count = data.get(f"{name}.rows", "")
    for row in range(min(int(count), 200) if count.isascii() and count.isdigit() else 0):
        cells = {each.id: _clean(data.get(f"{name}.{row}.{each.id}", "")) for each in field.columns}
        if any(cells.values()):
            yield {key: cell for key, cell in cells.items() if cell}


def _clean(text: str) -> str:
    """Line ends are one character each; NUL, which no database takes, is left out."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
