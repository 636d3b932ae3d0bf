"""e-Gov's standard XML (法令標準XML): the tree is in the markup, nothing has to be recognised."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from kitei.regulations.importing.finding.landmarks import title_like
from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.model import Cells, Document, Kind, Line, Node
from kitei.regulations.importing.readers.refusals import Damaged, NotProse

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIVISIONS = {
    "Part": Kind.PART,
    "Chapter": Kind.CHAPTER,
    "Section": Kind.SECTION,
    "Subsection": Kind.SECTION,
    "Division": Kind.SECTION,
}
_ITEMS = ("Item", *(f"Subitem{depth}" for depth in range(1, 11)))
_APPENDICES = {
    "AppdxTable": Kind.TABLE,
    "AppdxStyle": Kind.FORM,
    "AppdxFormat": Kind.FORM,
    "AppdxNote": Kind.ANNEX,
    "Appdx": Kind.ANNEX,
    "AppdxFig": Kind.ANNEX,
}
_NOTICE = {Kind.PARAGRAPH: Kind.ARTICLE, Kind.ITEM: Kind.PARAGRAPH}
OURS = "kitei"  # the target of our processing instructions: what the schema has no element for


def read_egov(data: bytes) -> Document:
    """The document in an e-Gov XML file, or in an answer of the e-Gov API that holds one.

    Raises:
        Damaged: it is no well-formed XML.
        NotProse: it is XML of another sort.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(
            f"XML として読めません（{error.lineno}行目）。", f"the file is no well-formed XML (line {error.lineno})"
        ) from error
    law = root if root.tag == "Law" else next(root.iter("Law"), None)
    if law is None:
        raise NotProse(
            "法令標準XML ではありません。e-Gov の XML か、文書（テキスト、Word、PDF、HTML）を取り込んでください。",
            "the XML is not of the e-Gov law schema; import an e-Gov file or a document",
        )
    return _document(law)


def ours(element: _Element) -> dict[str, Any]:
    """What our processing instruction directly inside an element says; empty if there is none."""
    for child in element:
        if isinstance(child, etree._ProcessingInstruction) and child.target == OURS:  # noqa: SLF001 (lxml has no public name)
            found: dict[str, Any] = json.loads(child.text or "{}")
            return found
    return {}


def _document(law: _Element) -> Document:
    body = law.find("LawBody")
    if body is None:
        raise Damaged("LawBody のない XML です。", "the XML has no LawBody")
    title = _flat(body.find("LawTitle"))
    extra = ours(body)
    sort = extra.get("sort") or ("statute" if title_like(title, "statute") else "regulation")
    nodes: list[Node] = []
    policies = [_policy(each) for each in body.findall("Preamble/Paragraph") if "policy" in ours(each)]
    at_end = {ours(each)["policy"] for each in body.findall("Preamble/Paragraph") if ours(each).get("place") == "end"}
    nodes += [node for node in policies if node.number not in at_end]
    if title:
        nodes.append(Node(kind=Kind.TITLE, text=title))
    number = _flat(law.find("LawNum"), spaced=True)
    if number:
        nodes.append(Node(kind=Kind.HEADER, text=number))
    nodes += _preamble(body)
    main = body.find("MainProvision")
    nodes += _provision(main, notice=sort == "notice") if main is not None else []
    nodes += _tail(body)
    nodes += [node for node in policies if node.number in at_end]
    footer = tuple(
        Node(kind=Kind.FOOTER, number=str(place), text=text) for place, text in enumerate(extra.get("footer", ()), 1)
    )
    if footer:
        nodes.append(Node(kind=Kind.FOOTER, children=footer))
    return Document(title=title, sort=sort, nodes=tuple(nodes))


def _tail(body: _Element) -> Iterator[Node]:
    count = 0
    taken: dict[Kind, int] = {}
    for element in body:
        if element.tag == "SupplProvision":
            count += 1
            yield _supplement(element, count)
        elif isinstance(element.tag, str) and element.tag in _APPENDICES:
            kind = _APPENDICES[element.tag]
            taken[kind] = taken.get(kind, 0) + 1
            yield _appendix(element, kind, taken[kind])


def _preamble(body: _Element) -> Iterator[Node]:
    pieces = [_flat(each) for each in body.findall("EnactStatement")]
    pieces += [
        _sentences(each.find("ParagraphSentence"))
        for each in body.findall("Preamble/Paragraph")
        if "policy" not in ours(each)
    ]
    text = "\n".join(piece for piece in pieces if piece)
    if text:
        yield Node(kind=Kind.PREAMBLE, text=text)


def _policy(element: _Element) -> Node:
    node = _paragraph(element)
    caption = _flat(element.find("ParagraphCaption"))
    number = ours(element)["policy"]
    return Node(
        kind=Kind.POLICY, number=number, caption=caption, text=node.text, grids=node.grids, children=node.children
    )


def _provision(main: _Element, *, notice: bool) -> list[Node]:
    nodes = list(_children(main))
    return [_shifted(node) for node in nodes] if notice else nodes


def _shifted(node: Node) -> Node:
    """A notice's sections are paragraphs in the schema, which knows no provision without articles but paragraphs."""
    kind = _NOTICE.get(node.kind, Kind.ITEM if node.kind is Kind.SUBITEM else node.kind)
    return Node(
        kind=kind,
        number=node.number,
        label=node.label,
        caption=node.caption,
        text=node.text,
        grids=node.grids,
        children=tuple(map(_shifted_below(node), node.children)),
        deleted=node.deleted,
    )


def _shifted_below(node: Node) -> Callable[[Node], Node]:
    """Sub-items below the first level of sub-items stay what they are."""
    return lambda child: child if child.kind is Kind.SUBITEM and node.kind is not Kind.ITEM else _shifted(child)


def _children(element: _Element) -> Iterator[Node]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in _DIVISIONS:
            yield _division(child)
        elif child.tag == "Article":
            yield from _articles(child)
        elif child.tag == "Paragraph":
            yield _paragraph(child)


def _division(element: _Element) -> Node:
    printed = _flat(element.find(f"{_tag(element)}Title"), spaced=True)
    label, _, caption = printed.partition("　") if "　" in printed else printed.partition(" ")
    number = _number(element, "1")
    return Node(
        kind=_DIVISIONS[str(element.tag)],
        number=number,
        label=label,
        caption=caption.strip(),
        children=tuple(_children(element)),
    )


def _articles(element: _Element) -> Iterator[Node]:
    label = _flat(element.find("ArticleTitle"))
    caption = _without_brackets(_flat(element.find("ArticleCaption")))
    paragraphs = tuple(_paragraph(child) for child in element.findall("Paragraph"))
    deleted = element.get("Delete") == "true" or _only_deleted(paragraphs)
    first, _, last = (element.get("Num") or "1").partition(":")
    numbers = (
        [str(number) for number in range(int(first), int(last) + 1)]
        if last and first.isdigit() and last.isdigit()
        else [first.replace("_", "-")]
    )
    for place, number in enumerate(numbers):
        yield Node(
            kind=Kind.ARTICLE,
            number=number,
            label=label if place == 0 else "",
            caption="" if deleted else caption,
            children=() if deleted else paragraphs,
            deleted=deleted,
        )


def _only_deleted(paragraphs: tuple[Node, ...]) -> bool:
    return len(paragraphs) == 1 and paragraphs[0].deleted


def _without_brackets(text: str) -> str:
    return re.sub(r"^[（(【［\[](.*)[）)】］\]]$", r"\1", text)


def _paragraph(element: _Element) -> Node:
    text = _sentences(element.find("ParagraphSentence"))
    caption = _flat(element.find("ParagraphCaption"))
    label = _flat(element.find("ParagraphNum"))
    children = tuple(_item(child, 0) for child in element.findall("Item"))
    deleted = text == "削除" and not children
    return Node(
        kind=Kind.PARAGRAPH,
        number=_number(element, "1"),
        label=label,
        caption=_without_brackets(caption) if "policy" not in ours(element) else "",
        text="" if deleted else text,
        grids=_grids(element),
        children=children,
        deleted=deleted,
    )


def _item(element: _Element, depth: int) -> Node:
    tag = _ITEMS[depth]
    label = _flat(element.find(f"{tag}Title"))
    text = _sentences(element.find(f"{tag}Sentence"))
    children = (
        tuple(_item(child, depth + 1) for child in element.findall(_ITEMS[depth + 1]))
        if depth + 1 < len(_ITEMS)
        else ()
    )
    deleted = text == "削除" and not children
    return Node(
        kind=Kind.ITEM if depth == 0 else Kind.SUBITEM,
        number=_piece(label, _number(element, "1")),
        label=label,
        caption=ours(element).get("caption", ""),
        text="" if deleted else text,
        grids=_grids(element),
        children=children,
        deleted=deleted,
    )


def _piece(label: str, number: str) -> str:
    """The sign itself for ア, イ, a; the number for everything that counts."""
    found = (
        next((marker for marker in markers(Line(f"{label} x", 0)) if not marker.piece[0].isdigit()), None)
        if label
        else None
    )
    return found.piece if found else number


def _tag(element: _Element) -> str:
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def _number(element: _Element, default: str) -> str:
    return (element.get("Num") or default).replace("_", "-")


def _sentences(element: _Element | None) -> str:
    """The wording: sentences run on; a wide space parts columns, a line feed parts columns on lines of their own."""
    if element is None:
        return ""
    columns = element.findall("Column")
    if not columns:
        return "".join(_text(each) for each in element.findall("Sentence"))
    text = ""
    for column in columns:
        joint = "\n" if column.get("LineBreak") == "true" else "　"
        text += (joint if text else "") + "".join(_text(each) for each in column.findall("Sentence"))
    return text


def _text(element: _Element) -> str:
    """The text of an element without furigana."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag != "Rt":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _flat(element: _Element | None, *, spaced: bool = False) -> str:
    if element is None:
        return ""
    text = _text(element)
    return text.strip() if spaced else text.strip(" \n\t")


def _grids(element: _Element) -> tuple[Cells, ...]:
    return tuple(
        grid for each in element.findall("TableStruct") for table in each.findall("Table") for grid in [_rows(table)]
    )


def _rows(table: _Element) -> Cells:
    rows = [child for child in table if child.tag in {"TableHeaderRow", "TableRow"}]
    return tuple(tuple(_cell(cell) for cell in row if isinstance(cell.tag, str)) for row in rows)


def _cell(cell: _Element) -> str:
    sentences = list(cell.iter("Sentence"))
    return "\n".join(_text(each) for each in sentences) if sentences else _text(cell)


def _supplement(element: _Element, count: int) -> Node:
    label = _flat(element.find("SupplProvisionLabel"), spaced=True)
    return Node(
        kind=Kind.SUPPLEMENTARY,
        number=str(count),
        label=label,
        caption=element.get("AmendLawNum") or "",
        text=ours(element).get("text", ""),
        children=tuple(_children(element)),
    )


def _appendix(element: _Element, kind: Kind, count: int) -> Node:
    label = _flat(element.find(f"{_tag(element)}Title"), spaced=True)
    extra = ours(element)
    lines = (
        [_text(each) for each in element.iterfind("Remarks/Sentence")]
        if kind is Kind.TABLE
        else [_text(each) for each in element.iterfind(".//ListSentence/Sentence")]
    )
    grids = tuple(_rows(table) for table in element.iter("Table"))
    return Node(
        kind=kind,
        number=extra.get("number") or str(count),
        label=label,
        caption=_flat(element.find("RelatedArticleNum"), spaced=True),
        text="\n".join(lines),
        grids=grids,
        children=tuple(_item(child, 0) for child in element.findall("Item")),
    )
