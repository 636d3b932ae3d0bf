"""Tables that only lay out a text, the number in one cell and the wording in the next."""

from __future__ import annotations

import re

from kitei.regulations.importing.finding.headings import article
from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.model import Block, Cells, Grid, Line
from kitei.regulations.importing.wording.folding import width

_LONG = 160  # columns: a cell of running text
_PROVISION = re.compile(r"(?:。|第 ?[0-9一二三四五六七八九十百]+ ?条)")


def table_blocks(rows: Cells, number: int, page: int = 0) -> list[Block]:
    """A grid as it is, or as lines where the table only lays out running text."""
    rows = tuple(row for row in rows if any(cell.strip() for cell in row))
    if not rows:
        return []
    if not _lays_out(rows):
        return [Grid(tuple(tuple(cell.strip() for cell in row) for row in rows), number, page)]
    lines: list[Block] = []
    for place, row in enumerate(rows):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) > 1 and _only_number(cells[0]):
            cells = [f"{cells[0]} {cells[1]}", *cells[2:]]
        texts = [text.strip() for cell in cells for text in cell.split("\n") if text.strip()]
        lines.extend(Line(text, number + place, page, gap=at == 0) for at, text in enumerate(texts))
    return lines


def _lays_out(rows: Cells) -> bool:
    cells = [cell for row in rows for cell in row if cell.strip()]
    if any(_is_article(text) for cell in cells for text in cell.split("\n")):
        return True
    if max(len(row) for row in rows) == 1:
        return any(width(cell) > _LONG for cell in cells)
    numbered = sum(1 for row in rows if len(row) > 1 and _only_number(row[0].strip()) and _PROVISION.search(row[1]))
    return numbered >= max(1, len(rows) // 2)


def _is_article(text: str) -> bool:
    heading = article(Line(text.strip(), 0), 0, "")
    return heading is not None and heading.weight > 0 and width(text) > 2 * len("第10条")


def _only_number(cell: str) -> bool:
    line = Line(cell, 0)
    heading = article(line, 0, "")
    return any(marker.body >= len(cell) for marker in markers(line)) or (
        heading is not None and heading.body >= len(cell)
    )
