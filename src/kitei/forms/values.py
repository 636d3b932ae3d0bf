"""What was filled in, read strictly: a misspelt field or an impossible day is a fault, not a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from kitei.calendar import DayError, parse_day
from kitei.forms.definition import Column, Field, Form
from kitei.predicates.expression import Case, Expression, truth
from kitei.predicates.facts import Absence, Fact, Kind
from kitei.predicates.reading import Reader
from kitei.regulations.schema.words import Predicate
from kitei.text import nearest

MOST_ROWS = 10_000
MOST_CHARACTERS = 100_000
_WHOLE = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4}")

Values = Mapping[str, Any]
"""Only what is given: texts, `date`, tuples of choice ids, `bool`, `int`, stamps (mappings), tables (tuples)."""


@dataclass(frozen=True, slots=True)
class ValueFault:
    """One thing wrong with what was filled in.

    Attributes:
        problem: `unknown_field`, `missing`, `too_long` or `bad_value`.
        clause: the clause that asks for a missing entry.
    """

    path: str
    problem: str
    expected: str
    nearest: str | None = None
    clause: str | None = None


class BadValues(ValueError):
    """The form cannot be filled in with these values.

    Attributes:
        faults: everything found, in the order of the form.
    """

    def __init__(self, form: str, faults: Iterable[ValueFault]) -> None:
        self.form, self.faults = form, tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.problem}" for fault in self.faults))


def read_values(form: Form, raw: Mapping[str, Any], *, on: date, partial: bool = False) -> Values:
    """Read the values of one paper.

    Args:
        on: the day of the paper, for predicates that compare with it.
        partial: a paper that will be completed by hand; nothing is missing then.

    Raises:
        BadValues: with every fault.
    """
    known: dict[str, Any] = {}
    names = tuple(field.id for field in form.fields)
    faults = [
        ValueFault(name, "unknown_field", ", ".join(names), nearest(name, names)) for name in raw if name not in names
    ]
    for field in form.fields:
        value = raw.get(field.id)
        if value is None or value in ("", []):
            continue
        read = _read(field, value, field.id)
        if isinstance(read, ValueFault):
            faults.append(read)
        else:
            known[field.id] = read
    if not partial:
        unread = {fault.path.partition(" ")[0].partition(".")[0].partition("[")[0] for fault in faults}
        faults.extend(fault for fault in missing(form, known, on=on) if fault.path not in unread)
    if faults:
        raise BadValues(form.id, faults)
    return MappingProxyType(known)


def missing(form: Form, values: Values, *, on: date) -> Iterator[ValueFault]:
    """The entries that the form needs and has not got. Predicates count what is not filled in as not so."""
    reader = Reader(facts_of(form), lambda _: None)
    case = _case(form, values, on)
    for field in form.fields:
        if field.id not in values and _is_required(field, reader, case):
            yield ValueFault(field.id, "missing", field.ja, clause=field.clause or form.clause)


def holds(form: Form, test: Predicate, values: Values, *, on: date) -> bool:
    """Whether a predicate over the form's own fields holds of what was filled in.

    Raises:
        PredicateError: it names something the form has not.
    """
    return truth(Reader(facts_of(form), lambda _: None).read(test), _case(form, values, on)) is True


def required_when(field: Field, form: Form) -> Expression | bool:
    """When a field must be filled in.

    Raises:
        PredicateError: the predicate names something the form has not.
    """
    if isinstance(field.required, bool):
        return field.required
    return Reader(facts_of(form), lambda _: None).read(field.required, f"{field.id}.required")


def facts_of(form: Form) -> Mapping[str, Fact]:
    """The form's fields as facts: an entry that is not there has not been made, so nothing is ever unknown."""
    kinds = {
        "date": Kind.DATE,
        "choice": Kind.ONE,
        "choices": Kind.ANY,
        "flag": Kind.FLAG,
        "number": Kind.INT,
    }
    return {
        field.id: Fact(
            field.id,
            kinds.get(field.type, Kind.CLAUSE),
            rank,
            tuple(choice.id for choice in field.choices),
            Absence.NONE,
        )
        for rank, field in enumerate(form.fields)
    }


def _case(form: Form, values: Values, on: date) -> Case:
    return Case({field.id: _fact_value(field, values[field.id]) for field in form.fields if field.id in values}, on)


def _is_required(field: Field, reader: Reader, case: Case) -> bool:
    if isinstance(field.required, bool):
        return field.required
    return truth(reader.read(field.required), case) is True


def _fact_value(field: Field, value: Any) -> Any:
    match field.type:
        case "choice":
            return value[0]
        case "choices":
            return frozenset(value)
        case _:
            return value


def _read(field: Field | Column, value: Any, path: str) -> Any:
    match field.type:
        case "date":
            return _day(value, path)
        case "choice" | "choices" if isinstance(field, Field):
            return _choices(field, value, path)
        case "flag":
            return value if isinstance(value, bool) else _bad(path, value, "true / false")
        case "number":
            return _whole(value, path)
        case "stamp":
            return _stamp(value, path)
        case "table" if isinstance(field, Field):
            return _table(field, value, path)
        case _:
            return _text(field, value, path)


def _text(field: Field | Column, value: Any, path: str) -> str | ValueFault:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return _bad(path, value, "text")
    if len(value) > max(MOST_CHARACTERS, field.max_length):
        return ValueFault(path, "too_long", f"{MOST_CHARACTERS:,}")
    return value


def _whole(value: Any, path: str) -> int | ValueFault:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value.replace(",", ""))
    return value if isinstance(value, int) and not isinstance(value, bool) else _bad(path, value, "1, 2, 3 …")


def _day(value: Any, path: str) -> date | ValueFault:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return parse_day(value) if isinstance(value, str) else _bad(path, value, "2026-05-11")
    except DayError as error:
        return ValueFault(path, "bad_value", str(error))


def _choices(field: Field, value: Any, path: str) -> tuple[str, ...] | ValueFault:
    listed = value if isinstance(value, list | tuple) else [value]
    ids = tuple(choice.id for choice in field.choices)
    for each in listed:
        if each not in ids:
            return _bad(path, each, ", ".join(ids), nearest(str(each), ids))
    if field.type == "choice" and len(listed) > 1:
        return _bad(path, value, " | ".join(ids))
    return tuple(each for each in ids if each in listed)


def _stamp(value: Any, path: str) -> Mapping[str, Any] | ValueFault:
    if not isinstance(value, dict) or set(value) != {"unit", "on"}:
        return _bad(path, value, "{unit: …, on: 2026-05-11}")
    day = _day(value["on"], f"{path}.on")
    return day if isinstance(day, ValueFault) else {"unit": str(value["unit"]), "on": day}


def _table(field: Field, value: Any, path: str) -> tuple[Mapping[str, Any], ...] | ValueFault:
    if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
        return _bad(path, value, f"a list of at most {MOST_ROWS:,} rows")
    columns = {column.id: column for column in field.columns}
    rows: list[Mapping[str, Any]] = []
    for index, row in enumerate(value, 1):
        place = f"{path}[{index}]"
        if not isinstance(row, dict):
            return _bad(place, row, "{" + ", ".join(columns) + "}")
        read: dict[str, Any] = {}
        for name, each in row.items():
            if name not in columns:
                return ValueFault(f"{place}.{name}", "unknown_field", ", ".join(columns), nearest(name, tuple(columns)))
            cell = _read(columns[name], each, f"{place}.{name}") if each not in (None, "") else ""
            if isinstance(cell, ValueFault):
                return cell
            read[name] = cell
        rows.append(read)
    return tuple(rows)


def _bad(path: str, value: Any, expected: str, near: str | None = None) -> ValueFault:
    shown = repr(value)
    return ValueFault(f"{path} = {shown[:40]}{'…' if len(shown) > 40 else ''}", "bad_value", expected, near)
