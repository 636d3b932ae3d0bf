"""A document as lines to read: what every consolidated text (Markdown, HTML, DOCX) is set from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.regulations.importing.model import APPENDICES, Cells, Document, Kind, Node

_DEPTHS = {Kind.PART: 2, Kind.CHAPTER: 2, Kind.SECTION: 3}


@dataclass(frozen=True, slots=True)
class Printed:
    """One thing on the page.

    Attributes:
        sort: `title`, `heading`, `caption`, `provision`, `text`, `note` or `table`.
        depth: level of a heading (1 to 6) or indent of a provision (0, 1, 2 …).
        label: the number as printed.
        text: the wording.
    """

    sort: str
    text: str = ""
    label: str = ""
    depth: int = 0
    table: Cells = ()


def printed(document: Document) -> Iterator[Printed]:
    """The whole document in order; its title first where it is no part of the text."""
    if document.title and all(node.kind is not Kind.TITLE for node in document.nodes):
        yield Printed("title", document.title, depth=1)
    for node in document.nodes:
        yield from _node(node)


def _node(node: Node) -> Iterator[Printed]:
    if node.kind is Kind.TITLE:
        yield Printed("title", node.text, depth=1)
    elif node.kind in _DEPTHS:
        depth = 4 if node.kind is Kind.SECTION and node.label.endswith(("款", "目")) else _DEPTHS[node.kind]
        yield Printed("heading", f"{node.label}　{node.caption}".strip("　"), depth=depth)
        for child in node.children:
            yield from _node(child)
    elif node.kind is Kind.ARTICLE:
        yield from _article(node)
    elif node.kind is Kind.SUPPLEMENTARY:
        yield Printed("heading", f"{node.label or '附則'}{node.caption}", depth=2)
        yield from _lines(node.text)
        for child in node.children:
            yield from _node(child) if child.kind is Kind.ARTICLE else _provision(child, 0)
    elif node.kind in APPENDICES or node.kind is Kind.POLICY:
        yield from _section(node)
    else:
        yield from _lines(node.text, sort="note" if node.kind in {Kind.HEADER, Kind.FOOTER} else "text")
        for child in node.children:
            yield from _node(child)


def _article(node: Node) -> Iterator[Printed]:
    if node.caption:
        yield Printed("caption", f"（{node.caption}）")
    if node.deleted:
        yield Printed("provision", "削除", node.label)
        return
    first, *others = node.children or (None,)
    if first is None or first.kind is not Kind.PARAGRAPH or node.text or node.grids:
        yield Printed("provision", node.text, node.label)
        yield from _tables(node)
    elif first.label:
        yield Printed("provision", "", node.label)
        yield from _provision(first, 0)
    else:
        yield from _wording(first, node.label, 0)
        yield from _below(first, 0)
    for child in others if first is not None and first.kind is Kind.PARAGRAPH and not node.text else node.children:
        yield from _provision(child, 0)


def _provision(node: Node, depth: int) -> Iterator[Printed]:
    yield from _wording(node, node.label, depth)
    yield from _below(node, depth)


def _wording(node: Node, label: str, depth: int) -> Iterator[Printed]:
    text = "削除" if node.deleted else node.text
    if node.caption and node.kind is not Kind.ARTICLE:
        text = f"{node.caption}　{text}"
    first, *rest = text.split("\n")
    yield Printed("provision", first, label, depth)
    for line in rest:
        yield Printed("provision", line, "", depth)


def _below(node: Node, depth: int) -> Iterator[Printed]:
    yield from _tables(node)
    for child in node.children:
        yield from _provision(child, depth + 1)


def _section(node: Node) -> Iterator[Printed]:
    heading = f"{node.label}{node.caption}" if node.kind in APPENDICES else node.caption
    if heading:
        yield Printed("heading", heading, depth=2)
    yield from _lines(node.text)
    yield from _tables(node)
    for child in node.children:
        yield from _provision(child, 0)


def _lines(text: str, sort: str = "text") -> Iterator[Printed]:
    for line in text.split("\n"):
        if line:
            yield Printed(sort, line)


def _tables(node: Node) -> Iterator[Printed]:
    for grid in node.grids:
        yield Printed("table", table=grid)
