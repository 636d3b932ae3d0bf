"""The consolidated text, and the comparison of two texts, as a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kitei.regulations.exporting.comparing import Change, Piece
from kitei.regulations.exporting.reading import Printed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_FONT = "MS Mincho"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed day keeps the file the same


def _document(title: str) -> Document:
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    properties = made.core_properties
    properties.title, properties.author, properties.language = title, "", "ja"
    properties.created = properties.modified = _EPOCH
    return made


def text_word(lines: Iterable[Printed], title: str, note: str = "") -> bytes:
    """The document as DOCX; `note` stands above it."""
    made = _document(title)
    if note:
        made.add_paragraph(note, style="Intense Quote")
    for line in lines:
        _line(made, line)
    return _bytes(made)


def _line(made: Document, line: Printed) -> None:
    if line.sort in {"title", "heading"}:
        heading = made.add_heading(line.text, level=0 if line.sort == "title" else line.depth - 1)
        for run in heading.runs:
            run.font.name = _FONT
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)  # noqa: SLF001 (no public way)
    elif line.sort == "table":
        _table(made, line.table)
    else:
        paragraph = made.add_paragraph(f"{line.label}　{line.text}" if line.label else line.text)
        form = paragraph.paragraph_format
        form.space_after = Pt(0)
        if line.sort == "note":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if line.sort == "provision":
            form.left_indent, form.first_line_indent = Pt(10.5 * (line.depth + 1)), Pt(-10.5)
        if line.sort == "caption":
            form.space_before = Pt(8)


def _table(made: Document, rows: Sequence[Sequence[str]]) -> None:
    table = made.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text
    made.add_paragraph()


def changes_word(found: Sequence[Change], titles: tuple[str, str]) -> bytes:
    """新旧対照表 as DOCX: landscape, new on the left, changed words underlined."""
    made = _document("新旧対照表")
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    made.add_heading("新旧対照表", level=0)
    table = made.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("条項", f"改正後\n{titles[1]}", f"改正前\n{titles[0]}"), strict=True):
        cell.text = text
    for each in found:
        cells = table.add_row().cells
        cells[0].text = each.label or each.clause
        _mark(cells[1], each.new)
        _mark(cells[2], each.old)
    return _bytes(made)


def _mark(cell: _Cell, pieces: Sequence[Piece]) -> None:
    paragraph = cell.paragraphs[0]
    if not pieces:
        paragraph.add_run("（なし）")
    for piece in pieces:
        paragraph.add_run(piece.text).underline = piece.changed


def _bytes(made: Document) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
