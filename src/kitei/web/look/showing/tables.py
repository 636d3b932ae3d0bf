"""Tables to take away, as CSV or XLSX. A cell that a spreadsheet would take for a formula is written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import xlsxwriter

Cell = str | int | date | None
Kind = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def kind_of(ending: str) -> Kind | None:
    """The kind of file that an address asks for."""
    return next((kind for kind in MEDIA_TYPES if kind == ending), None)


def defused(cell: Cell) -> str | int:
    """A cell as a spreadsheet may safely open it: text that begins like a formula gets an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return cell
    text = cell.isoformat() if isinstance(cell, date) else cell
    return f"'{text}" if text.startswith(_STARTERS) else text


def written(kind: Kind, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as a file."""
    return _csv(heads, rows) if kind == "csv" else _xlsx(title, heads, rows)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([defused(each) for each in heads])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    # The mark at the head tells a spreadsheet that the file is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        sheet = book.add_worksheet("".join(sign for sign in title if sign not in "[]:*?/\\'")[:31] or "Kitei")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, [defused(each) for each in heads], bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [defused(cell) for cell in row])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(heads) - 1, 0), 18)
    return data.getvalue()
