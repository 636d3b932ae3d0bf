"""The spreadsheet of a ledger, and the picture of a paper that was handed in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from PIL import Image

from kitei.forms.ledgers import NoLedger, ledger_template
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.paper.scans import NotAPicture, scan
from tests.forms.samples import DAY, FORMS, form, text_of


@pytest.mark.parametrize("name", [name for name, folder in FORMS.items() if any(f.columns for f in folder.form.fields)])
def test_a_ledger_has_a_spreadsheet_with_its_columns(name: str) -> None:
    definition = form(name).form
    table = next(field for field in definition.fields if field.columns)
    with zipfile.ZipFile(io.BytesIO(ledger_template(definition, "ja", made_on=DAY))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert all(column.ja in strings for column in table.columns)
    assert "dataValidation" in sheet
    assert ledger_template(definition, "ja", made_on=DAY) == ledger_template(definition, "ja", made_on=DAY)


def test_a_form_without_a_table_has_no_spreadsheet() -> None:
    with pytest.raises(NoLedger):
        ledger_template(form("josai:form3").form, "ja", made_on=DAY)


def photograph(kind: str = "JPEG", **more: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 200), "white").save(made, kind, **more)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_paper_handed_in_follows_the_form(kind: str, printer: Printer, setting: Setting) -> None:
    pdf = printer.print(form("josai:form3"), {}, replace(setting, scans=(photograph(kind),))).pdf

    assert len(pdfium.PdfDocument(pdf)) == 2
    assert "提出された紙面の写し" in text_of(pdf)


def test_a_photograph_is_set_upright_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CameraMaker"

    svg = scan(photograph(exif=exif.tobytes()))

    assert 'viewBox="0 0 200 400"' in svg
    assert "CameraMaker" not in svg


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        scan(data)
