"""Word documents: paragraphs with Word's own numbers, tables; deleted text, furigana and field codes left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import PackageNotFoundError

from kitei.regulations.importing.model import Block, Line, Source
from kitei.regulations.importing.readers.layout import table_blocks
from kitei.regulations.importing.readers.lines import source_of
from kitei.regulations.importing.readers.refusals import Damaged, TooLong
from kitei.regulations.importing.readers.word_numbers import Numbering, W
from kitei.regulations.importing.wording.folding import INVISIBLE

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNPACKED = 300_000_000  # bytes; more is an archive made to harm
_SKIPPED = frozenset(
    {
        f"{W}{name}"
        for name in (
            "del",
            "delText",
            "instrText",
            "rt",
            "rPr",
            "pPr",
            "footnoteReference",
            "commentReference",
            "moveFrom",
        )
    }
)
_SPACES = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_docx(data: bytes) -> Source:
    """The blocks of a DOCX.

    Raises:
        Damaged: the archive is broken or is no Word document.
        TooLong: it unpacks to far more than a document holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise TooLong(
                    "展開すると大きすぎるファイルです。本文だけの文書として保存し直してください。",
                    "the file unpacks to more than a document holds; save the text alone",
                )
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        if isinstance(error, TooLong):
            raise
        raise Damaged(
            "Word 文書として開けません。Word で開いて保存し直してください。",
            "the file cannot be opened as a Word document; open it in Word and save it again",
        ) from error
    numbering = Numbering.read(_part(document, "numbering"), document.styles.element)
    return source_of("docx", list(_blocks(document.element.body, numbering)))


def _part(document: docx.document.Document, name: str) -> _Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{name}"):
            element: _Element = relation.target_part.element
            return element
    return None


def _blocks(body: _Element, numbering: Numbering) -> Iterator[Block]:
    gap, number = True, 0
    for element in _flat(body):
        number += 1
        if element.tag == f"{W}tbl":
            yield from table_blocks(tuple(tuple(_cells(row, numbering)) for row in element.findall(f"{W}tr")), number)
            gap = True
            continue
        texts = [text.strip(" \u3000\r") for text in paragraph(element, numbering).split("\n")]
        for text in texts:
            if text.strip():
                yield Line(text.strip(), number, 0, gap)
            gap = not text.strip()


def _flat(body: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, content controls opened."""
    for element in body:
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
            yield from _flat(element)


def _cells(row: _Element, numbering: Numbering) -> Iterator[str]:
    for cell in row.findall(f"{W}tc"):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val") != "restart":
            yield ""
            continue
        inner = (part for part in cell.iter(f"{W}p"))
        yield "\n".join(text for part in inner if (text := paragraph(part, numbering).strip()))


def paragraph(element: _Element, numbering: Numbering) -> str:
    """The text of a paragraph, Word's number in front of it."""
    text = INVISIBLE.sub("", "".join(_runs(element)))
    label = numbering.label(element.find(f"{W}pPr")) if text.strip() else ""
    return f"{label} {text.lstrip()}" if label else text


def _runs(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            if child.get(f"{W}type") != "page":
                yield _SPACES[child.tag]
        else:
            yield from _runs(child)
