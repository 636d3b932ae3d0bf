"""Folders written by hand name clauses more freely than a document prints them; here they become a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kitei.regulations.importing.model import APPENDICES, CONTAINERS, Kind, Node

_LISTED = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM})


def as_text(nodes: Iterable[Node], title: str) -> Iterator[Node]:
    """The nodes as a text prints them: one title, one block of history, items inside paragraphs, no group without text.

    Nothing is left out; what has no place of its own in a text is added to what it belongs to.
    """
    flat = [each for node in nodes for each in _flat(node)]
    header = [node.text for node in flat if node.kind is Kind.HEADER and node.text]
    preamble = [line for node in flat if node.kind is Kind.PREAMBLE for line in _lines(node)]
    policies = [node for node in flat if node.kind is Kind.POLICY]
    yield from map(_policy, policies)
    if title:
        yield Node(kind=Kind.TITLE, text=title)
    if header:
        yield Node(kind=Kind.HEADER, text="\n".join(header))
    if preamble:
        yield Node(kind=Kind.PREAMBLE, text="\n".join(preamble))
    rest = [node for node in flat if node.kind not in {Kind.TITLE, Kind.HEADER, Kind.PREAMBLE, Kind.POLICY}]
    provisions = [_shaped(node) for node in rest if node.kind in CONTAINERS | {Kind.ARTICLE}]
    yield from provisions
    yield from _renumbered([_shaped(node) for node in rest if node.kind not in CONTAINERS | {Kind.ARTICLE}])


def _flat(node: Node) -> Iterator[Node]:
    """A heading that only groups what is below it: its children stand for themselves."""
    if node.kind is Kind.SUPPLEMENTARY and any(child.kind is Kind.SUPPLEMENTARY for child in node.children):
        yield Node(kind=Kind.HEADER, text=node.text)
        yield from node.children
    elif node.kind is Kind.TITLE and node.children:
        yield Node(kind=Kind.PART, number="1", label=node.text, children=node.children)  # an instrument of its own
    elif node.kind is Kind.HEADER:
        yield replace(node, children=())
        for child in node.children:
            yield from _flat(replace(child, kind=Kind.HEADER) if child.kind in _LISTED | {Kind.FOOTER} else child)
    else:
        yield node


def _lines(node: Node) -> Iterator[str]:
    if node.text:
        yield node.text
    for child in node.children:
        yield from _lines(child)


def _policy(node: Node) -> Node:
    return replace(node, children=tuple(_item(child, 0) for child in node.children))


def _item(node: Node, depth: int) -> Node:
    kind = Kind.SUBITEM if depth else Kind.ITEM
    return replace(node, kind=kind, caption="", children=tuple(_item(child, depth + 1) for child in node.children))


def _shaped(node: Node) -> Node:
    if node.kind in CONTAINERS and node.text and not node.children:
        only = Node(kind=Kind.PARAGRAPH, number="1", text=node.text)
        return replace(node, kind=Kind.ARTICLE, text="", children=(only,))
    if node.kind in CONTAINERS:
        label, caption = (node.label, node.caption) if node.label else (node.caption, "")
        caption = caption.removeprefix(label).strip()  # folders written by hand title a chapter with its number
        return replace(node, label=label, caption=caption, text="", children=tuple(map(_shaped, node.children)))
    if node.kind in APPENDICES:
        return replace(node, children=tuple(_item(child, 0) for child in node.children))
    if node.kind in {Kind.ARTICLE, Kind.SUPPLEMENTARY} and node.children:
        return _section(node) if _is_notice(node) else _article(node)
    return node


def _section(node: Node) -> Node:
    return replace(node, children=tuple(replace(_paragraph(child), kind=Kind.PARAGRAPH) for child in node.children))


def _is_notice(node: Node) -> bool:
    """A section of a notice keeps its text and its list."""
    return node.kind is Kind.ARTICLE and not node.label.startswith("第")


def _article(node: Node) -> Node:
    """Items that stand directly in an article belong to its one paragraph, and so does the article's own sentence."""
    if all(child.kind is Kind.PARAGRAPH for child in node.children):
        first, *others = node.children
        text = "\n".join(part for part in (node.text, first.text) if part)
        return replace(node, text="", children=(_paragraph(replace(first, text=text)), *map(_paragraph, others)))
    if any(child.kind not in _LISTED for child in node.children):
        return node
    items = tuple(_item(child, 0) for child in node.children)
    return replace(node, text="", children=(Node(kind=Kind.PARAGRAPH, number="1", text=node.text, children=items),))


def _paragraph(node: Node) -> Node:
    return replace(node, children=tuple(_item(child, 0) for child in node.children))


def _renumbered(nodes: Sequence[Node]) -> Iterator[Node]:
    """Supplementary provisions count from 1."""
    count = 0
    for node in nodes:
        if node.kind is Kind.SUPPLEMENTARY:
            count += 1
            yield replace(node, number=str(count))
        else:
            yield node
