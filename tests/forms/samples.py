"""What the tests of the forms share: every form once, over-full values, and the text of a PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

import pypdfium2 as pdfium

from kitei.forms.catalogue import Catalogue, FormFolder
from kitei.forms.definition import Field, Form
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.regulations.library import Library

DAY = date(2026, 11, 21)
LIBRARY = Library()
CATALOGUE = Catalogue(LIBRARY)
State = Literal["blank", "typical", "over-full"]
LONG = "記録の内容を確かめる必要があるため、次のとおり求める。"


PRINTER = Printer()
SETTING = Setting(made_on=DAY)


def _every() -> dict[str, FormFolder]:
    found: dict[str, FormFolder] = {}
    for key in LIBRARY.universities():
        for folder in CATALOGUE.every(key):
            found.setdefault(folder.name, folder)
    return found


FORMS = _every()
PRESCRIBED = {name: folder for name, folder in FORMS.items() if folder.form.prescribed}


def form(name: str) -> FormFolder:
    return FORMS[name]


@cache
def printed(name: str, state: State) -> bytes:
    """A form in one of its states, printed once for all tests that look at it."""
    folder = form(name)
    raw = {"blank": {}, "typical": folder.example(), "over-full": over_full(folder.form)}[state]
    return PRINTER.print(folder, read_values(folder.form, raw, on=DAY, partial=state == "blank"), SETTING).pdf


@cache
def fillable(name: str) -> bytes:
    """The version of a form to be completed on a screen."""
    return PRINTER.fillable(form(name), {}, SETTING).pdf


def over_full(definition: Form) -> Mapping[str, Any]:
    """Values longer than any box of the form."""
    return {field.id: _over_full(field) for field in definition.fields}


def _over_full(field: Field) -> Any:  # noqa: PLR0911 - one answer for each type of field
    match field.type:
        case "text":
            return f"始{field.id}" + LONG * 60 + f"終{field.id}"
        case "line":
            return f"始{field.id}" + LONG * 8 + f"終{field.id}"
        case "date":
            return DAY
        case "choice":
            return field.choices[-1].id
        case "choices":
            return [choice.id for choice in field.choices]
        case "flag":
            return True
        case "number":
            return 1_234_567
        case "stamp":
            return {"unit": "情報管理推進室", "on": DAY}
        case "table":
            return [_row(field, number) for number in range(1, max(3, field.rows + 2) + 1)]
        case _:
            return "勅使河原印"


def _row(field: Field, number: int) -> dict[str, Any]:
    kinds: dict[str, Any] = {"date": DAY, "flag": True, "number": 12_345, "code": f"X-{number:04}", "seal": "勅使河原"}
    return {
        column.id: kinds.get(column.type, f"始{column.id}{number}" + LONG * 4 + f"終{column.id}{number}")
        for column in field.columns
    }


def text_of(pdf: bytes) -> str:
    """The text of a PDF as a reader would copy it, without blanks and line ends."""
    document = pdfium.PdfDocument(pdf)
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    # The number at the foot of a page, and the title over a sheet, stand between the parts of a text that runs over it.
    title = squeezed(document.get_metadata_value("Title"))
    sheets = [pages[0], *(page.removeprefix(title) for page in pages[1:])]
    return "".join(page.replace(f"{number}/{len(pages)}", "", 1) for number, page in enumerate(sheets, 1))


def squeezed(text: str) -> str:
    return re.sub("[\\s\u200b\ufeff\ufffe]", "", text)
