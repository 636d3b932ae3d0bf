"""e-Gov's standard XML (法令標準XML) of a document: elements of the schema only.

What the schema has no element for (the sort of document, the parts of a policy, a footer) stands in processing
instructions named `kitei`, which other readers pass over. `importing.readers.egov` reads everything back.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lxml import etree

from kitei.regulations.importing.model import Cells, Document, Kind, Node
from kitei.regulations.importing.readers.egov import OURS
from kitei.regulations.importing.wording.joining import sentences

if TYPE_CHECKING:
    from lxml.etree import _Element

_ITEMS = ("Item", *(f"Subitem{depth}" for depth in range(1, 11)))
_SECTIONS = {"節": "Section", "款": "Subsection", "目": "Division"}
_APPENDICES = {Kind.TABLE: "AppdxTable", Kind.FORM: "AppdxStyle", Kind.ANNEX: "AppdxNote"}
_ORDER = {Kind.SUPPLEMENTARY: 0, Kind.TABLE: 1, Kind.ANNEX: 2, Kind.FORM: 3}
_ERAS = {"明治": "Meiji", "大正": "Taisho", "昭和": "Showa", "平成": "Heisei", "令和": "Reiwa"}
_YEAR = re.compile(rf"({'|'.join(_ERAS)})(元|\d+)年")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_xml(document: Document) -> bytes:
    """The document as e-Gov standard XML, UTF-8."""
    header = "\n".join(node.text for node in document.nodes if node.kind is Kind.HEADER)
    era, year = _enacted(header)
    law = etree.Element("Law", Era=era, Year=year, Num="1", LawType="Misc", Lang="ja")
    _text(law, "LawNum", header)
    body = etree.SubElement(law, "LawBody")
    footer = [line.text for node in document.nodes if node.kind is Kind.FOOTER for line in node.children]
    order = _out_of_order(document)
    _ours(body, {"sort": document.sort} | ({"footer": footer} if footer else {}) | ({"order": order} if order else {}))
    _text(body, "LawTitle", document.title)
    _preamble(body, document)
    main = etree.SubElement(body, "MainProvision")
    for node in document.nodes:
        if document.sort == "notice" and node.kind is Kind.ARTICLE:
            _section(main, node)
        else:
            _provision(main, node)
    for node in document.nodes:
        if node.kind is Kind.SUPPLEMENTARY:
            _supplement(body, node)
        elif node.kind in _APPENDICES:
            _appendix(body, node)
    return etree.tostring(law, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _enacted(header: str) -> tuple[str, str]:
    """The era and year first named in the heading; the schema asks for them of every text."""
    found = _YEAR.search(unicodedata.normalize("NFKC", header))
    return (_ERAS[found[1]], found[2].replace("元", "1")) if found else ("Reiwa", "1")


def _out_of_order(document: Document) -> bool:
    """Whether the appendices do not stand in the order that the schema asks for; readers keep the order of the file."""
    places = [_ORDER[node.kind] for node in document.nodes if node.kind in _ORDER]
    return places != sorted(places)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _text(parent: _Element, tag: str, text: str) -> _Element:
    child = etree.SubElement(parent, tag)
    child.text = _clean(text)
    return child


def _ours(parent: _Element, values: dict[str, Any]) -> None:
    if values:
        written = json.dumps(values, ensure_ascii=False).replace("?>", "?\\u003e")
        parent.append(etree.ProcessingInstruction(OURS, _clean(written)))


def _preamble(body: _Element, document: Document) -> None:
    """The preamble, and before it the parts of a policy."""
    texts = [node for node in document.nodes if node.kind is Kind.PREAMBLE]
    policies = [node for node in document.nodes if node.kind is Kind.POLICY]
    if not texts and not policies:
        return
    preamble = etree.SubElement(body, "Preamble")
    kinds = [node.kind for node in document.nodes]
    main = min(
        [
            place
            for place, kind in enumerate(kinds)
            if kind in {Kind.ARTICLE, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.TITLE}
        ],
        default=0,
    )
    for place, node in enumerate(document.nodes):
        if node.kind is Kind.PREAMBLE:
            _paragraph(preamble, Node(kind=Kind.PARAGRAPH, number="1", text=node.text))
        elif node.kind is Kind.POLICY:
            extra = {"policy": node.number} | ({"place": "end"} if place > main else {})
            _paragraph(preamble, node, extra=extra)


def _provision(parent: _Element, node: Node) -> None:
    if node.kind in {Kind.PART, Kind.CHAPTER, Kind.SECTION}:
        tag = {Kind.PART: "Part", Kind.CHAPTER: "Chapter"}.get(node.kind) or _SECTIONS.get(
            next((sign for sign in reversed(node.label) if sign in _SECTIONS), "節"), "Section"
        )
        element = etree.SubElement(parent, tag, Num=node.number.replace("-", "_"))
        _text(element, f"{tag}Title", f"{node.label}　{node.caption}".rstrip("　") if node.caption else node.label)
        for child in node.children:
            _provision(element, child)
    elif node.kind is Kind.ARTICLE:
        _article(parent, node)


def _article(parent: _Element, node: Node) -> None:
    element = etree.SubElement(parent, "Article", Num=node.number.replace("-", "_"))
    if node.deleted:
        element.set("Delete", "true")
    if node.caption:
        _text(element, "ArticleCaption", f"（{node.caption}）")
    _text(element, "ArticleTitle", node.label)
    if node.deleted:
        _paragraph(element, Node(kind=Kind.PARAGRAPH, number="1", deleted=True))
    for child in node.children:
        _paragraph(element, child)


def _paragraph(parent: _Element, node: Node, *, extra: dict[str, Any] | None = None) -> None:
    number = node.number if node.number.replace("-", "").isdigit() else "1"
    element = etree.SubElement(parent, "Paragraph", Num=number.replace("-", "_"))
    _ours(element, extra or {})
    if node.caption:
        _text(element, "ParagraphCaption", node.caption if extra else f"（{node.caption}）")
    _text(element, "ParagraphNum", node.label)
    _wording(etree.SubElement(element, "ParagraphSentence"), node)
    _grids(element, node.grids)
    for place, child in enumerate(node.children, 1):
        _item(element, child, 0, place)


def _section(parent: _Element, node: Node) -> None:
    """A section of a notice, which has no articles: a paragraph with items."""
    _paragraph(parent, node)


def _item(parent: _Element, node: Node, depth: int, place: int) -> None:
    tag = _ITEMS[min(depth, len(_ITEMS) - 1)]
    number = node.number if node.number.replace("-", "").isdigit() else str(place)
    element = etree.SubElement(parent, tag, Num=number.replace("-", "_"))
    _ours(element, {"caption": node.caption} if node.caption else {})
    _text(element, f"{tag}Title", node.label)
    _wording(etree.SubElement(element, f"{tag}Sentence"), node)
    _grids(element, node.grids)
    for inner, child in enumerate(node.children, 1):
        _item(element, child, depth + 1, inner)


def _wording(parent: _Element, node: Node) -> None:
    """Sentences; where the text has several printed paragraphs, a column for each."""
    text = "削除" if node.deleted else node.text
    pieces = text.split("\n")
    if len(pieces) == 1:
        _sentences(parent, text)
        return
    for number, piece in enumerate(pieces, 1):
        _sentences(etree.SubElement(parent, "Column", Num=str(number), LineBreak="true"), piece)


def _sentences(parent: _Element, text: str) -> None:
    found = sentences(text)
    whole = found if "".join(found) == text else (text,)
    provisos = [each.startswith(("ただし", "但し")) for each in whole]
    for number, (each, proviso) in enumerate(zip(whole, provisos, strict=True), 1):
        sentence = _text(parent, "Sentence", each)
        sentence.set("Num", str(number))
        if any(provisos):
            sentence.set("Function", "proviso" if proviso else "main")
        sentence.set("WritingMode", "vertical")
    if not whole:
        _text(parent, "Sentence", "").set("Num", "1")


def _grids(parent: _Element, grids: Iterable[Cells]) -> None:
    for grid in grids:
        table = etree.SubElement(etree.SubElement(parent, "TableStruct"), "Table")
        for cells in grid:
            row = etree.SubElement(table, "TableRow")
            for cell in cells:
                column = etree.SubElement(row, "TableColumn")
                for number, line in enumerate(cell.split("\n"), 1):
                    _text(column, "Sentence", line).set("Num", str(number))


def _supplement(body: _Element, node: Node) -> None:
    element = etree.SubElement(body, "SupplProvision")
    if node.caption:
        element.set("AmendLawNum", _clean(node.caption))
    _ours(element, {"text": node.text} if node.text else {})
    _text(element, "SupplProvisionLabel", node.label)
    for child in node.children:
        (_article if child.kind is Kind.ARTICLE else _paragraph)(element, child)


def _appendix(body: _Element, node: Node) -> None:
    tag = _APPENDICES[node.kind]
    element = etree.SubElement(body, tag)
    _ours(element, {"number": node.number})
    _text(element, f"{tag}Title", node.label)
    if node.caption:
        _text(element, "RelatedArticleNum", node.caption)
    if node.kind is Kind.TABLE:
        _grids(element, node.grids)
        for place, child in enumerate(node.children, 1):
            _item(element, child, 0, place)
        if node.text:
            _lines(etree.SubElement(element, "Remarks"), node.text, direct=True)
        return
    name = "Style" if node.kind is Kind.FORM else "Note"
    inner = etree.SubElement(etree.SubElement(element, f"{name}Struct"), name)
    if node.text:
        _lines(inner, node.text, direct=False)
    _grids(inner, node.grids)


def _lines(parent: _Element, text: str, *, direct: bool) -> None:
    if direct:
        _text(parent, "RemarksLabel", "")
    for line in text.split("\n"):
        place = parent if direct else etree.SubElement(etree.SubElement(parent, "List"), "ListSentence")
        _text(place, "Sentence", line)
