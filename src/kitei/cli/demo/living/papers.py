"""Forms as people fill them in: the form's own example, with another person, another day and another matter."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kitei.cli.demo.plan import Invented
from kitei.filings.book import Book
from kitei.forms.catalogue import FormFolder
from kitei.forms.definition import Field
from kitei.forms.values import BadValues, missing, read_values
from kitei.regulations.schema.filings import Filing
from kitei.regulations.schema.words import Model
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

WORDS = Path(__file__).parent / "words.yaml"
_KIND = "request_kind"
_DATED = re.compile(r"令和\d+年\d+月\d+日付けの決定")


class Words(Model):
    """What people write, by occasion."""

    subjects: tuple[str, ...]
    reasons: tuple[str, ...]
    decisions: tuple[str, ...]
    complaints: tuple[str, ...]
    notes: tuple[str, ...]
    messages: tuple[str, ...]
    replies: tuple[str, ...]
    places: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words."""
    return read_model(Words, read_yaml(WORDS))


def filled_in(book: Book, procedure: str, who: Invented, on: date, dice: random.Random) -> dict[str, Any]:
    """A form that starts a procedure, as somebody would hand it in on a day."""
    filing = book.filing(procedure)
    folder = book.form(filing.form)
    office = {field.id for field in folder.form.fields if field.office}
    values = {name: _undated(value) for name, value in folder.example().items() if name not in office}
    said = words()
    complaint = book.procedures[procedure].matter == "complaint"
    own: Mapping[str, Any] = {
        "filed_on": on.isoformat(),
        "name": who.name,
        "kana": who.kana,
        "address": dice.choice(said.places),
        "subject": dice.choice(said.complaints if complaint else said.subjects),
        "reason": dice.choice(said.reasons),
    }
    for entry, value in own.items():
        for name in filing.entries.get(entry, ())[:1]:  # type: ignore[call-overload] # entries are named by literals
            values[name] = value
    for name in filing.entries.get("principal", ()):
        if name in values:
            values[name] = who.name
    values |= _kind(filing, book.procedures[procedure].serves)
    return completed(folder, values, on, dice)


def _undated(value: Any) -> Any:
    """What an example says, without the day of its decision: in the year of an office that day may not have come."""
    return _DATED.sub("先に通知を受けた決定", value) if isinstance(value, str) else value


def completed(folder: FormFolder, values: dict[str, Any], on: date, dice: random.Random) -> dict[str, Any]:
    """With an entry wherever the form still needs one; what the form does not read gives way to its example's."""
    example = folder.example()
    try:
        read = read_values(folder.form, values, on=on, partial=True)
    except BadValues as error:
        for fault in error.faults:
            name = fault.path.partition(" ")[0].partition(".")[0].partition("[")[0]
            values.pop(name, None)
            if name in example:
                values[name] = example[name]
        read = read_values(folder.form, values, on=on, partial=True)
    while lacking := list(missing(folder.form, read, on=on)):  # an entry may call for another
        for fault in lacking:
            values[fault.path] = example.get(fault.path) or _entry(folder.form.field(fault.path), on, dice)
        read = read_values(folder.form, values, on=on, partial=True)
    return values


def _entry(field: Field, on: date, dice: random.Random) -> Any:
    match field.type:
        case "choice":
            return field.choices[0].id
        case "choices":
            return [field.choices[0].id]
        case "date":
            return on.isoformat()
        case "flag":
            return True
        case _:
            return dice.choice(words().subjects)


def _kind(filing: Filing, serves: tuple[str, ...]) -> dict[str, Any]:
    """The choice on the form that leads to this procedure and to no other."""
    rule = next((each for each in filing.facts if each.fact == _KIND and each.field and each.values), None)
    if rule is None or rule.field is None:
        return {}
    choices = [choice for choice, kinds in rule.values.items() if set(kinds) & set(serves)]
    return {rule.field: choices[:1]} if choices else {}
