"""The spreadsheet of a ledger, and the picture of a paper that was handed in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import xlsxwriter
from PIL import Image

from kitei.forms.ledgers import NoLedger, NotASheet, ledger_rows, ledger_template
from kitei.forms.paper.keying import keying, places
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.paper.scans import NotAPicture, pictures
from kitei.forms.values import read_values
from tests.forms.samples import DAY, FORMS, fillable, form, text_of


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


def test_what_was_written_into_the_spreadsheet_comes_back(tmp_path: Path) -> None:
    definition = form("office:ledger").form
    file = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["名称", "件数", "保存期限", "要配慮"])
        sheet.write_row(1, 0, ["名簿 𠮷", 1204])
        sheet.write_datetime(1, 2, datetime(2031, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write(1, 3, "有")
        sheet.write(3, 0, "後の行")  # after an empty one

    rows = ledger_rows(definition, file)
    values = read_values(definition, rows, on=DAY, partial=True)

    assert values["rows_"] == (
        {"name": "名簿 𠮷", "count": 1204, "until": date(2031, 3, 31), "special": True},
        {"name": "後の行"},
    )


def test_a_spreadsheet_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(ledger_template(form("office:ledger").form, "ja", made_on=DAY))

    with pytest.raises(NotASheet, match="名称"):
        ledger_rows(form("nihon-cst:annex3").form, _with_a_line(file))
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(NotASheet):
        ledger_rows(form("office:ledger").form, file)
    with pytest.raises(NoLedger):
        ledger_rows(form("josai:form3").form, file)


def _with_a_line(file: Path) -> Path:
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet().write_column(0, 0, ["名称", "名簿"])
    return file


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

    (picture,) = pictures(photograph(exif=exif.tobytes()))

    assert (picture.width, picture.height) == (200, 400)
    assert b"CameraMaker" not in picture.jpeg
    assert 'viewBox="0 0 200 400"' in picture.svg


def test_what_is_transparent_is_paper() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(made, "PNG")

    (picture,) = pictures(made.getvalue())
    assert Image.open(io.BytesIO(picture.jpeg)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_a_scan_of_several_pages_has_them_all(kind: str, printer: Printer, setting: Setting) -> None:
    made = io.BytesIO()
    pages = [Image.new("RGB", (210, 297), grey) for grey in ("white", "silver", "gray")]
    pages[0].save(made, kind, save_all=True, append_images=pages[1:])

    pdf = printer.print(form("josai:form3"), {}, replace(setting, scans=(made.getvalue(),))).pdf

    assert len(pictures(made.getvalue())) == 3
    assert "提出された紙面の写し3" in text_of(pdf)


def test_of_a_scanned_pdf_only_the_look_is_taken(printer: Printer, setting: Setting) -> None:
    came_in = fillable("josai:form3")  # with fields, links to them, and text

    pdf = printer.print(form("josai:form5"), {}, replace(setting, scans=(came_in,))).pdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/AcroForm" not in document.Root
        assert len(document.pages) == 2
    assert "利用停止" not in text_of(pdf)


def test_what_has_too_many_pages_is_refused() -> None:
    made = io.BytesIO()
    pages = [Image.new("1", (10, 10))] * 41
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:])

    with pytest.raises(NotAPicture):
        pictures(made.getvalue())


@pytest.mark.parametrize("name", ["josai:form3", "nihon-cst:annex2", "nihon-cst:annex4", "iuj:letter-request"])
def test_a_paper_is_keyed_in_beside_its_picture(name: str, printer: Printer, setting: Setting) -> None:
    made = keying(form(name), (photograph(), photograph("PNG")), setting, printer)

    printed = [field.id for field in form(name).form.fields if field.printed]
    assert len(made.pages) == 2
    assert [each["id"] for each in made.fields] == [field.id for field in form(name).form.fields]
    assert set(made.places) == set(printed)
    assert all(
        0 <= place.left < place.right <= 1 and 0 <= place.top < place.bottom <= 1
        for each in made.places.values()
        for place in each
    )


def test_places_follow_the_form_from_top_to_bottom(printer: Printer, setting: Setting) -> None:
    found = places(form("josai:form3"), setting, printer)

    tops = [found[each][0].top for each in ("date", "unit", "name", "address", "tel", "information", "reason")]
    assert tops == sorted(tops)
    assert places(form("nihon-cst:annex2"), setting, printer)["access"][0].page == 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>", b"\xff\xd8\xff", b"%PDF-1.4\n" + b"x" * 999])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        pictures(data)
