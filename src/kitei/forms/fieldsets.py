"""The same definition for a web page (`field_set`) and for an API (`value_schema`, JSON Schema 2020-12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from kitei.forms.definition import Column, Field, Form
from kitei.forms.values import MOST_CHARACTERS
from kitei.regulations.schema.words import Language

_INPUTS = {
    "line": "text",
    "text": "textarea",
    "date": "date",
    "choice": "radio",
    "choices": "checkbox",
    "flag": "switch",
    "number": "number",
    "seal": "text",
    "stamp": "group",
    "code": "text",
    "table": "rows",
}


def field_set(form: Form, language: Language, *, office: bool = False) -> list[dict[str, Any]]:
    """The fields of a page, in the order of the form.

    Args:
        office: whether the page is the institution's own; the public never sees what the office fills in.
    """
    return [_field(field, form, language) for field in form.fields if office or not field.office]


def value_schema(form: Form) -> dict[str, Any]:
    """The JSON Schema of a form's values.

    What is required on a condition is not in the schema: `values.missing` knows it.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title.ja,
        "description": form.title.en,
        "type": "object",
        "additionalProperties": False,
        "properties": {field.id: _schema(field) for field in form.fields},
        "required": [field.id for field in form.fields if field.required is True],
    }


def folder_schema(file: Literal["form", "wording"]) -> dict[str, Any]:
    """The JSON Schema of `form.yaml` or `wording.yaml`, for an editor."""
    if file == "wording":
        piece = {
            "type": "object",
            "properties": dict.fromkeys(("ja", "en", "corrected"), _PARAGRAPHS),
            "required": ["ja", "en"],
            "additionalProperties": False,
        }
        inner: dict[str, Any] = {"type": "object", "additionalProperties": piece}
    else:
        inner = Form.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **inner, "title": f"{file}.yaml"}


_PARAGRAPHS = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _field(field: Field, form: Form, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": field.id,
        "input": _INPUTS[field.type],
        "label": field.of(language),
        "required": field.required if isinstance(field.required, bool) else None,
        "required_when": None if isinstance(field.required, bool) else dict(field.required),
        "clause": field.clause or form.clause,
        "office": field.office,
        "printed": field.printed,
        "max_length": field.max_length,
    }
    if field.help:
        found["help"] = field.help.of(language)
    if field.choices:
        found["choices"] = [
            {"id": each.id, "mark": each.mark, "label": each.of(language), "clause": each.clause, "text": each.text}
            for each in field.choices
        ]
    if field.columns:
        found["columns"] = [
            {"id": each.id, "input": _INPUTS[each.type], "label": each.of(language), "required": each.required}
            for each in field.columns
        ]
    return found


def _schema(field: Field) -> dict[str, Any]:
    said = {"title": field.ja, "description": field.en}
    match field.type:
        case "choice":
            return said | {"type": "string", "enum": [each.id for each in field.choices]}
        case "choices":
            items = {"type": "string", "enum": [each.id for each in field.choices]}
            return said | {"type": "array", "items": items, "uniqueItems": True}
        case "stamp":
            inner = {"unit": {"type": "string"}, "on": {"type": "string", "format": "date"}}
            return said | {"type": "object", "properties": inner, "required": ["unit", "on"]}
        case "table":
            return said | {"type": "array", "items": dict(_rows(field.columns))}
        case _:
            return said | dict(_plain(field))


def _rows(columns: tuple[Column, ...]) -> Iterator[tuple[str, Any]]:
    yield "type", "object"
    yield "additionalProperties", False
    yield "properties", {each.id: {"title": each.ja, "description": each.en} | dict(_plain(each)) for each in columns}
    yield "required", [each.id for each in columns if each.required]


def _plain(item: Field | Column) -> Mapping[str, Any]:
    match item.type:
        case "date":
            return {"type": "string", "format": "date"}
        case "flag":
            return {"type": "boolean"}
        case "number":
            return {"type": "integer"}
        case _:
            return {"type": "string", "maxLength": max(MOST_CHARACTERS, item.max_length)}
