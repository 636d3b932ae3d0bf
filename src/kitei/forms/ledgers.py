"""The empty spreadsheet of a ledger: the columns of a form's table, headed, typed and with room for its lines."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import xlsxwriter  # type: ignore[import-untyped]

from kitei.forms.definition import Column, Form
from kitei.regulations.schema.words import Language

_SPARE_LINES = 500  # rows that carry the checks of their columns


class NoLedger(ValueError):
    """The form has no table, so there is nothing to make a spreadsheet of."""

    def __init__(self, form: str) -> None:
        self.form = form
        super().__init__(f"`{form}` has no table")


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


def _check(column: Column, language: Language) -> dict[str, object]:
    match column.type:
        case "date":
            return {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
        case "flag":
            return {"validate": "list", "source": ["有", "無"] if language == "ja" else ["Yes", "No"]}
        case _:
            return {"validate": "length", "criteria": "<=", "value": column.max_length}


def _width(column: Column) -> float:
    return max(10.0, min(40.0, (column.width or 40) / 2))  # about two millimetres a character


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, and not all of them."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31]
