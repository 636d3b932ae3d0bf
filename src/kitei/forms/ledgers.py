"""The spreadsheet of a ledger: the columns of a form's table, headed, typed and with room for its lines; and back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import fastexcel
import xlsxwriter

from kitei.forms.definition import Column, Form
from kitei.regulations.schema.words import Language

_SPARE_LINES = 500  # rows that carry the checks of their columns


class NoLedger(ValueError):
    """The form has no table, so there is nothing to make a spreadsheet of."""

    def __init__(self, form: str) -> None:
        self.form = form
        super().__init__(f"`{form}` has no table")


class NotASheet(ValueError):
    """The file is no spreadsheet that can be read, or has a heading that the form does not know."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"not a spreadsheet of this form: {problem}")


def ledger_template(form: Form, language: Language, *, made_on: date) -> bytes:
    """An XLSX file with one headed sheet; the same bytes on the same day.

    Raises:
        NoLedger: the form has no table.
    """
    table = next((field for field in form.fields if field.columns), None)
    if table is None:
        raise NoLedger(form.id)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        noon = datetime(made_on.year, made_on.month, made_on.day, 12, tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"title": form.title.of(language), "created": noon})
        sheet = book.add_worksheet(_sheet_name(form.title.of(language)))
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#EEEEEE"}
        )
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.of(language), head)
            sheet.set_column(place, place, _width(column), day if column.type == "date" else None)
            check = _check(column, language)
            if check:
                sheet.data_validation(1, place, _SPARE_LINES, place, check)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, _SPARE_LINES, len(table.columns) - 1)
    return made.getvalue()


def ledger_rows(form: Form, file: Path) -> dict[str, list[dict[str, Any]]]:
    """What was written into a form's spreadsheet, as values of the form.

    Raises:
        NoLedger: the form has no table.
        NotASheet: the file is no spreadsheet, or not the one of this form.
    """
    table = next((field for field in form.fields if field.columns), None)
    if table is None:
        raise NoLedger(form.id)
    names = {heading: column for column in table.columns for heading in (column.id, column.ja, column.en)}
    rows: list[dict[str, Any]] = []
    for row in sheet_rows(file):
        unknown = next((heading for heading in row if heading not in names), None)
        if unknown is not None:
            raise NotASheet(f"`{unknown}` ({', '.join(column.ja for column in table.columns)})")
        rows.append({names[heading].id: _written(names[heading], text) for heading, text in row.items()})
    return {table.id: rows}


def sheet_rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of the first sheet of an XLSX file, by their headings; empty cells and empty rows are left out.

    Raises:
        NotASheet: it cannot be read.
    """
    try:
        table = fastexcel.read_excel(file).load_sheet(0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise NotASheet(str(error).splitlines()[0]) from error
    for row in table.iter_rows(named=True):
        given = {name: text.removesuffix(" 00:00:00") for name, text in row.items() if text not in (None, "")}
        if given:
            yield given


def _written(column: Column, text: str) -> Any:
    return text in ("有", "Yes") if column.type == "flag" and text in ("有", "無", "Yes", "No") else text


def _check(column: Column, language: Language) -> dict[str, object]:
    match column.type:
        case "date":
            return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
        case "number":
            return {"validate": "integer", "criteria": ">=", "value": 0}
        case "flag":
            return {"validate": "list", "source": ["有", "無"] if language == "ja" else ["Yes", "No"]}
        case _:
            return {"validate": "length", "criteria": "<=", "value": column.max_length}


def _width(column: Column) -> float:
    return max(10.0, min(40.0, (column.width or 40) / 2))  # about two millimetres a character


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, and not all of them."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31]
