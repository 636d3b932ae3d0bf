"""A regulation folder as a tree: its own wording where it carries some, else the paraphrase, marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kitei.regulations.exporting.paraphrased import as_text
from kitei.regulations.importing.model import CONTAINERS, Cells, Document, Kind, Node
from kitei.regulations.importing.structure.clauses import PILCROW
from kitei.regulations.yamlfile import read_yaml

_PIECES = re.compile(r"\(([^()]+)\)")
_OWN = re.compile(r"(?:table|form|annex|part|ch|ss|s|d)([\d-]+)$")
_FORCED = {"table": Kind.TABLE, "form": Kind.FORM, "annex": Kind.ANNEX}
_UNCAPTIONED = frozenset(
    {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.TITLE, Kind.HEADER, Kind.PREAMBLE, Kind.SUPPLEMENTARY, Kind.FOOTER}
)


@dataclass(frozen=True, slots=True)
class Text:
    """A folder's text.

    Attributes:
        key: the regulation's key.
        document: the tree.
        editions: effective days, oldest first, as ISO text.
        paraphrased: whether any wording is a paraphrase and not the institution's own.
    """

    key: str
    document: Document
    editions: tuple[str, ...]
    paraphrased: bool


@dataclass(slots=True)
class _Growing:
    """A node while its children are collected."""

    row: Mapping[str, Any]
    own: str
    kind: Kind
    children: list[_Growing] = field(default_factory=list)


def read_folder(folder: Path) -> Text:
    """Read a regulation folder for export.

    Raises:
        UnreadableFile: a file is missing or no YAML.
    """
    identity = read_yaml(folder / "regulation.yaml").data
    rows: list[dict[str, Any]] = read_yaml(folder / "clauses.yaml").data
    key = str(identity["id"])
    document = document_of(rows, title=_title(identity, rows), sort=str(identity["kind"]))
    paraphrased = not any("text_ja" in row for row in rows)
    return Text(key, document, tuple(str(each["id"]) for each in identity.get("editions") or ()), paraphrased)


def _title(identity: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    printed = next((row.get("text_ja") for row in rows if row["kind"] == "title"), None)
    return str(printed or identity["title"]["ja"])


def document_of(rows: Iterable[Mapping[str, Any]], *, title: str, sort: str) -> Document:
    """The tree of the rows of `clauses.yaml`."""
    grown: dict[str, _Growing] = {}
    top: list[_Growing] = []
    for row in rows:
        if row["kind"] == "sentence":
            continue
        own = str(row["id"]).partition(":")[2]
        node = _Growing(row, own, _kind(row["kind"], own))
        grown[own] = node
        parent = grown.get(str(row.get("parent", "")).partition(":")[2]) or _above(own, grown)
        (parent.children if parent is not None else top).append(node)
    nodes = _joined([_node(each) for each in top])
    if not any("imported" in each.row for each in grown.values()):
        nodes = list(as_text(nodes, title))
    return Document(title=title, sort=sort, nodes=tuple(nodes))


def _kind(kind: str, own: str) -> Kind:
    if own.startswith("footer("):
        return Kind.FOOTER
    if own.startswith("policy-") and "(" not in own:
        return Kind.POLICY
    return Kind.ARTICLE if kind == "section" and own[0].isdigit() else Kind(kind)  # a section of a notice


def _above(own: str, grown: Mapping[str, _Growing]) -> _Growing | None:
    while own.endswith(")"):
        own = own[: own.rindex("(")]
        if own in grown:
            return grown[own]
    return None


def _number(own: str, kind: Kind) -> str:
    base = own.partition("~")[0]
    pieces = _PIECES.findall(base)
    if kind is Kind.SUPPLEMENTARY and pieces:
        return str(pieces[-1])
    if base.endswith(")") and pieces:
        return str(pieces[-1])
    if base.startswith("supp("):
        return base.partition(")-")[2]
    if kind is Kind.POLICY:
        return base.removeprefix("policy-")
    found = _OWN.search(base)
    if kind in CONTAINERS or kind in _FORCED.values():
        return found[1] if found else base
    return "" if kind in {Kind.TITLE, Kind.HEADER, Kind.PREAMBLE} else base


def _node(growing: _Growing) -> Node:
    row, kind = growing.row, growing.kind
    printed = row.get("imported") or {}
    text = str(row.get("text_ja") or "")
    grids = tuple(tuple(tuple(map(str, cells)) for cells in grid) for grid in printed.get("tables") or ())
    children = tuple(_node(child) for child in growing.children)
    deleted = bool(row.get("deleted"))
    if "imported" not in row and not deleted:
        text = text or _paraphrase(row, kind, children)
    lead = next((child for child in children if kind is Kind.POLICY and child.number == "0"), None)
    if lead is not None:
        text, children = lead.text, tuple(child for child in children if child is not lead)
    if kind in {Kind.ARTICLE, Kind.SUPPLEMENTARY} and not children and (text or grids) and not _is_section(growing):
        only = Node(
            kind=Kind.PARAGRAPH, number="1", label=str(printed.get("paragraph_label") or ""), text=text, grids=grids
        )
        return _made(growing, "", (), (only,), deleted=False)
    return _made(growing, text, grids, children, deleted=deleted)


def _is_section(growing: _Growing) -> bool:
    """A section of a notice has no paragraphs: its text is its own."""
    return bool((growing.row.get("imported") or {}).get("section"))


def _made(growing: _Growing, text: str, grids: tuple[Cells, ...], children: tuple[Node, ...], *, deleted: bool) -> Node:
    printed = growing.row.get("imported") or {}
    caption = str(printed.get("caption") or "")
    if "imported" not in growing.row and growing.kind not in _UNCAPTIONED and not deleted:
        caption = str(growing.row["title"]["ja"])
    return Node(
        kind=growing.kind,
        number=_number(growing.own, growing.kind),
        label=str(printed.get("label") or _label(growing)),
        caption=caption,
        text=text,
        grids=grids,
        children=children,
        deleted=deleted,
    )


def _label(growing: _Growing) -> str:
    """How a number is printed where the folder does not say: the usual way."""
    if "imported" in growing.row:
        return ""
    number = _number(growing.own, growing.kind)
    main, *branches = number.split("-")
    signs = {Kind.ARTICLE: "条", Kind.CHAPTER: "章", Kind.PART: "編", Kind.SECTION: "節"}
    if growing.row["kind"] == "section" and growing.kind is Kind.ARTICLE:
        return f"{number}."
    if growing.kind in signs and main.isdigit():
        return f"第{main}{signs[growing.kind]}" + "".join(f"の{branch}" for branch in branches)
    usual = {
        Kind.ITEM: "({0})",
        Kind.SUBITEM: "{0}",
        Kind.SUPPLEMENTARY: "附則",
        Kind.TABLE: "別表第{0}",
        Kind.FORM: "様式第{0}号",
        Kind.ANNEX: "別紙{0}",
    }
    if growing.kind is Kind.PARAGRAPH:
        return "" if number == "1" else number
    return usual.get(growing.kind, "").format(number)


def _paraphrase(row: Mapping[str, Any], kind: Kind, children: tuple[Node, ...]) -> str:
    if kind in CONTAINERS or (kind is Kind.ARTICLE and any(child.kind is Kind.PARAGRAPH for child in children)):
        return ""
    return str(row["says"]["ja"])


def _joined(nodes: list[Node]) -> list[Node]:
    """Sentences of a preamble and lines of a footer, each a clause in the folder, are one node of the text."""
    result: list[Node] = []
    for node in nodes:
        last = result[-1] if result else None
        if node.kind is Kind.PREAMBLE and last is not None and last.kind is Kind.PREAMBLE:
            joint = "\n" if node.label == PILCROW else ""
            result[-1] = Node(kind=Kind.PREAMBLE, text=f"{last.text}{joint}{node.text}")
        elif node.kind is Kind.PREAMBLE:
            result.append(Node(kind=Kind.PREAMBLE, text=node.text, children=node.children))
        elif node.kind is Kind.FOOTER and last is not None and last.kind is Kind.FOOTER:
            result[-1] = last.with_children((*last.children, node))
        elif node.kind is Kind.FOOTER:
            result.append(Node(kind=Kind.FOOTER, children=(node,)))
        else:
            result.append(node)
    return result
