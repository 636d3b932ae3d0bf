"""From what a browser sends to the values of a form, and back to what its inputs show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from kitei.calendar import DayError, parse_day
from kitei.forms.definition import Field, Form
from kitei.forms.values import BadValues, ValueFault, read_values
from kitei.portal.shared.naming import say
from kitei.regulations.schema.words import Language

_PARTS = ("y", "m", "d")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right.

    Attributes:
        field: the field's id; the page has an element of that name.
    """

    field: str
    label: str
    message: str


def typed(form: Form, fields: Iterable[str], sent: QueryDict) -> dict[str, Any]:
    """What was entered for some of a form's fields, as inputs carry it: texts, lists of choices, three parts of a day.

    Line ends become one character each, and NUL, which no database takes, is left out.
    """
    found: dict[str, Any] = {}
    for name in fields:
        field = form.field(name)
        match field.type:
            case "choices":
                found[name] = sent.getlist(name)
            case "date":
                found[name] = {part: _clean(sent.get(f"{name}-{part}", "")) for part in _PARTS}
            case "flag":
                found[name] = name in sent
            case _:
                found[name] = _clean(sent.get(name, ""))
    return found


def values_of(form: Form, entered: Mapping[str, Any]) -> dict[str, Any]:
    """The raw values of a form for what was entered; an entry left empty is left out."""
    known = {field.id for field in form.fields}
    return {
        name: value
        for name, each in entered.items()
        if name in known and (value := _value(form.field(name), each)) not in (None, "", [])
    }


def faults_of(
    form: Form, entered: Mapping[str, Any], fields: Iterable[str], *, on: date, language: Language
) -> tuple[Fault, ...]:
    """What is wrong on one page: missing, too long, no such day; in the order of the form."""
    asked = [form.field(name) for name in fields]
    raw = values_of(form, entered)
    found = {field.id: own for field in asked if (own := _own_fault(field, entered.get(field.id), language))}
    for fault in _faults(form, {name: value for name, value in raw.items() if name not in found}, on):
        name = _field_of(fault)
        if name not in found and any(field.id == name for field in asked):
            found[name] = Fault(name, form.field(name).of(language), _said(form.field(name), fault, language))
    return tuple(found[field.id] for field in asked if field.id in found)


def is_required(form: Form, field: Field, entered: Mapping[str, Any], *, on: date) -> bool:
    """Whether a field must be filled in, with what is known so far."""
    raw = {name: value for name, value in values_of(form, entered).items() if name != field.id}
    return any(_field_of(fault) == field.id and fault.problem == "missing" for fault in _faults(form, raw, on))


def _faults(form: Form, raw: Mapping[str, Any], on: date) -> tuple[ValueFault, ...]:
    try:
        read_values(form, raw, on=on)
    except BadValues as error:
        return error.faults
    return ()


def _own_fault(field: Field, entered: Any, language: Language) -> Fault | None:
    """What the page refuses although the paper would take it: an entry longer than the field, half a day."""
    label = field.of(language)
    if isinstance(entered, str) and len(entered) > field.max_length:
        over = f"{len(entered):,}"
        most = f"{field.max_length:,}"
        ja = f"{most}文字以内で入力してください（今は{over}文字）。書ききれないことは、後で添付できます。"
        en = f"Use at most {most} characters (now {over}). What does not fit can be attached later."
        return Fault(field.id, label, ja if language == "ja" else en)
    if field.type == "date" and isinstance(entered, Mapping) and any(entered.values()):
        try:
            parse_day(written_day(entered))
        except DayError as error:
            return Fault(field.id, label, say(error, language))
    return None


def _said(field: Field, fault: ValueFault, language: Language) -> str:
    label = field.of(language)
    choosing = field.type in ("choice", "choices", "flag")
    if fault.problem == "missing":
        if language == "ja":
            return f"「{label}」を選んでください。" if choosing else f"「{label}」を入力してください。"
        return f"Choose an answer for “{label}”." if choosing else f"Enter “{label}”."
    if language == "ja":
        return f"「{label}」に使えない内容があります。もう一度{'選んで' if choosing else '入力して'}ください。"
    return f"“{label}” has an entry that cannot be used. Please {'choose' if choosing else 'enter it'} again."


def _field_of(fault: ValueFault) -> str:
    return fault.path.partition(" ")[0].partition(".")[0].partition("[")[0]


def _value(field: Field, entered: Any) -> Any:
    match field.type:
        case "date":
            return _day(entered)
        case "number":
            return int(entered) if isinstance(entered, str) and entered.isascii() and entered.isdigit() else entered
        case "flag":
            return bool(entered) or None
        case _:
            return entered.strip() if isinstance(entered, str) else entered


def _day(entered: Any) -> str | None:
    if not isinstance(entered, Mapping) or not any(entered.values()):
        return None
    try:
        return parse_day(written_day(entered)).isoformat()
    except DayError:
        return None


def written_day(entered: Mapping[str, str]) -> str:
    """The three parts of a day as one text: 2026-5-11, 令和8年5月11日, R8.5.11."""
    year, month, day = (entered.get(part, "").strip() for part in _PARTS)
    year = year.removesuffix("年")
    if year[:1].isascii() and year[:1].isalpha():
        return f"{year}.{month}.{day}"
    return f"{year}年{month}月{day}日"


def shown(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the inputs show for values kept: the other way round of `typed`."""
    return dict(_shown(form, values))


def _shown(form: Form, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in form.fields:
        if field.id not in values:
            continue
        value = values[field.id]
        if field.type == "date" and isinstance(value, str) and value:
            year, month, day = value.split("-")
            yield field.id, {"y": year, "m": str(int(month)), "d": str(int(day))}
        elif field.type == "choice" and isinstance(value, list | tuple):
            yield field.id, value[0] if value else ""
        else:
            yield field.id, value


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
