"""From a document to a model of the schema: every fault as a finding with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kitei.regulations.findings import BadRegulation, Finding, short
from kitei.regulations.yamlfile import Document, Place
from kitei.text import nearest

M = TypeVar("M", bound=BaseModel)


def read_model(model: type[M], document: Document) -> M:
    """Read a whole document as one model.

    Raises:
        BadRegulation: with a finding for each fault.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise BadRegulation([_finding(model, document, dict(each)) for each in error.errors()]) from error


def _finding(model: type[BaseModel], document: Document, error: Mapping[str, Any]) -> Finding:
    place = _place(error["loc"], document)
    file, line, name = short(document.file), document.line(place), ".".join(str(part) for part in place)
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        near = nearest(key, tuple(known_keys(model)))
        ja = f"`{name}` という項目はありません。" + (f"`{near}` ではありませんか。" if near else "")
        en = f"unknown key `{name}`" + (f"; did you mean `{near}`?" if near else "")
        return Finding(file, line, "unknown_key", ja, en)
    if error["type"] == "missing":
        return Finding(file, line, "missing_key", f"`{name}` が必要です。", f"`{name}` is missing")
    got = repr(error.get("input"))[:60]
    expected = str(error["msg"])
    return Finding(
        file, line, "bad_value", f"`{name}` の値 {got} が不正です({expected})。", f"`{name}`: {got}: {expected}"
    )


def _place(loc: tuple[Any, ...], document: Document) -> Place:
    """The place in the document: pydantic adds parts (union members) that the document does not have."""
    found: list[Any] = []
    data = document.data
    for part in loc:
        inside = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if inside:
            data = data[part]
            found.append(part)
        elif part == loc[-1]:
            found.append(part)
    return tuple(found)


@cache
def known_keys(model: type[BaseModel]) -> frozenset[str]:
    """Every key that may stand anywhere in a document of this model."""
    return frozenset(_keys(model.model_json_schema(by_alias=True)))


def _keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from _keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value)
