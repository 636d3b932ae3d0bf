"""From the tree to a flat list of clauses with their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kitei.regulations.importing.model import APPENDICES, CONTAINERS, Document, Kind, Node
from kitei.regulations.importing.wording.folding import squeeze
from kitei.regulations.importing.wording.joining import ends_sentence, sentences

PILCROW = "¶"
_PROVISO = re.compile(r"(?:ただし|但し)")
_DIVISION_SIGNS = {"編": "part", "章": "ch", "節": "s", "款": "ss", "目": "d"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the document.

    Attributes:
        id: without the regulation's key: `8(1)(2)`, `18-2(3)`, `supp(2)`, `form1`.
        parent: the id of the clause above it, where the id itself does not tell; else empty.
        text: its own wording.
        node: where it comes from.
    """

    id: str
    kind: Kind
    parent: str
    text: str
    node: Node


def clauses_of(document: Document) -> list[Clause]:
    """Every clause, in the order of the document; ids are unique."""
    numbers_restart = _chapters_restart(document)
    seen: dict[str, int] = {}
    found = []
    for clause in _all(document.nodes, "", numbers_restart=numbers_restart):
        count = seen[clause.id] = seen.get(clause.id, 0) + 1
        unique = (
            clause
            if count == 1
            else Clause(f"{clause.id}~{count}", clause.kind, clause.parent, clause.text, clause.node)
        )
        found.append(unique)
    return found


def _chapters_restart(document: Document) -> bool:
    chapters = [node.number for node in document.walk() if node.kind is Kind.CHAPTER]
    return len(chapters) != len(set(chapters))


def _all(nodes: Iterable[Node], container: str, *, numbers_restart: bool) -> Iterator[Clause]:
    for node in nodes:
        if node.kind in CONTAINERS:
            own = _division_id(node, container, numbers_restart=numbers_restart)
            yield Clause(own, node.kind, container, node.text, node)
            yield from _all(node.children, own, numbers_restart=numbers_restart)
        elif node.kind is Kind.ARTICLE:
            yield from _article(node, node.number, container)
        elif node.kind is Kind.SUPPLEMENTARY:
            yield from _supplement(node)
        else:
            yield from _other(node)


def _division_id(node: Node, container: str, *, numbers_restart: bool) -> str:
    sign = next(
        (sign for sign in reversed(node.label) if sign in _DIVISION_SIGNS), "章" if node.kind is Kind.CHAPTER else "節"
    )
    own = f"{_DIVISION_SIGNS[sign]}{node.number}"
    if node.kind is Kind.PART or not container or (node.kind is Kind.CHAPTER and not numbers_restart):
        return own
    return f"{container}-{own}"


def _article(node: Node, own: str, container: str) -> Iterator[Clause]:
    paragraphs = [child for child in node.children if child.kind is Kind.PARAGRAPH]
    if len(paragraphs) == 1 and not node.text and not paragraphs[0].children and not paragraphs[0].caption:
        yield Clause(own, node.kind, container, paragraphs[0].text, node)
        yield from _sentences(own, paragraphs[0])
        return
    yield Clause(own, node.kind, container, node.text, node)
    yield from _sentences(own, node)
    for child in node.children:
        yield from _below(child, own)


def _below(node: Node, above: str) -> Iterator[Clause]:
    own = f"{above}({node.number})"
    yield Clause(own, node.kind, "", node.text, node)
    yield from _sentences(own, node)
    for child in node.children:
        yield from _below(child, own)


def _sentences(own: str, node: Node) -> Iterator[Clause]:
    """Each sentence of a text that has several; the last one is the proviso if it says so."""
    found = [text for text in sentences(node.text) if ends_sentence(text)]
    if len(found) < 2:
        return
    for place, text in enumerate(found, 1):
        proviso = place == len(found) and _PROVISO.match(squeeze(text)) is not None
        yield Clause(f"{own}.proviso" if proviso else f"{own}.s{place}", Kind.SENTENCE, "", text, node)


def _supplement(node: Node) -> Iterator[Clause]:
    own = f"supp({node.number})"
    articles = [child for child in node.children if child.kind is Kind.ARTICLE]
    if not articles:
        yield from _article(node, own, "")
        return
    yield Clause(own, node.kind, "", node.text, node)
    for child in articles:
        yield from _article(child, f"{own}-{child.number}", own)


def _other(node: Node) -> Iterator[Clause]:
    if node.kind is Kind.PREAMBLE:
        yield from _preamble(node)
        return
    if node.kind is Kind.FOOTER:
        for child in node.children:
            yield Clause(f"footer({child.number})", Kind.HEADER, "", child.text, child)
        return
    if node.kind is Kind.POLICY:
        yield from _policy(node)
        return
    own = (
        f"{node.kind}{node.number}"
        if node.kind in APPENDICES
        else _history(node)
        if node.kind is Kind.HEADER
        else str(node.kind)
    )
    yield Clause(own, node.kind, "", node.text, node)
    for child in node.children:
        yield from _below(child, own)


def _preamble(node: Node) -> Iterator[Clause]:
    """Each sentence is a clause; the first of a new printed paragraph is labelled so."""
    place = 0
    for piece in node.text.split("\n"):
        for at, text in enumerate(sentences(piece)):
            place += 1
            own = Node(kind=Kind.PREAMBLE, label=PILCROW if at == 0 and place > 1 else "", text=text, lines=node.lines)
            yield Clause(f"pre({place})", Kind.PREAMBLE, "", text, own)


def _history(node: Node) -> str:
    """The id of the lines below the title: what they tell gives it its name."""
    text = squeeze(node.text)
    made, changed = "制定" in text, "改正" in text
    return "header" if made == changed else "enacted" if made else "amended"


def _policy(node: Node) -> Iterator[Clause]:
    own = f"policy-{node.number}"
    has_rows = bool(node.children) and bool(node.text)
    yield Clause(own, node.kind, "", "" if has_rows else node.text, node)
    if has_rows:
        yield Clause(f"{own}(0)", Kind.ITEM, "", node.text, node)
    for child in node.children:
        yield from _below(child, own)
