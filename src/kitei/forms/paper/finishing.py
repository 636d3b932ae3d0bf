"""Completes the tags of a page: the first column of every table becomes row headers (PDF/UA-1, 7.5)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name


def finish(pdf: bytes) -> bytes:
    """Tag row headers; the same bytes for the same input."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for table in _elements(document.Root.StructTreeRoot, Name.Table):
            _tag_first_column(table)
        return save(document)


def save(document: pikepdf.Pdf) -> bytes:
    """The document's bytes; no clock and no chance in them."""
    made = io.BytesIO()
    document.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements directly inside another."""
    inner = element.get("/K")
    listed = list(inner) if isinstance(inner, Array) else [inner]
    return [each for each in listed if isinstance(each, Dictionary)]


def _elements(element: pikepdf.Object, kind: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for each in kids(element):
        if each.get("/S") == kind:
            yield each
        else:
            yield from _elements(each, kind)


def _tag_first_column(table: pikepdf.Object) -> None:
    covered = 0  # rows that a cell above still reaches into
    for row in _elements(table, Name.TR):
        if covered:
            covered -= 1
            continue
        cells = kids(row)
        if not cells:
            continue
        first = cells[0]
        covered = _span(first) - 1
        if first.get("/S") == Name.TD:
            first.S = Name.TH
            _scope(first)


def _span(cell: pikepdf.Object) -> int:
    return max((int(each.get("/RowSpan", 1)) for each in _attributes(cell)), default=1)


def _attributes(cell: pikepdf.Object) -> list[pikepdf.Object]:
    found = cell.get("/A")
    listed = list(found) if isinstance(found, Array) else [found]
    return [each for each in listed if isinstance(each, Dictionary)]


def _scope(cell: pikepdf.Object) -> None:
    attributes = _attributes(cell)
    own = next((each for each in attributes if each.get("/O") == Name.Table), None)
    if own is not None:
        own.Scope = Name.Row
    else:
        cell.A = Array([*attributes, Dictionary(O=Name.Table, Scope=Name.Row)])
