"""The archival version: PDF/A-2a and PDF/UA-1 as far as can be looked at without a validator (none can be had here)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from kitei.forms.paper.finishing import kids
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from tests.forms.samples import DAY, FORMS, form, printed, text_of


@pytest.fixture(scope="module", params=list(FORMS))
def paper(request: pytest.FixtureRequest) -> Iterator[tuple[str, pikepdf.Pdf]]:
    with pikepdf.open(io.BytesIO(printed(request.param, "typical"))) as document:
        yield request.param, document


def test_it_says_that_it_is_pdf_a_2a_and_pdf_ua_1(paper: tuple[str, pikepdf.Pdf]) -> None:
    with paper[1].open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_it_has_title_language_and_output_intent(paper: tuple[str, pikepdf.Pdf]) -> None:
    name, document = paper
    root = document.Root

    assert str(document.docinfo["/Title"]) == form(name).form.title.ja
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(root.Lang).startswith("ja")
    assert root.OutputIntents[0].S == Name.GTS_PDFA1
    assert root.MarkInfo.Marked


def test_it_has_no_active_content_and_nothing_attached(paper: tuple[str, pikepdf.Pdf]) -> None:
    root = paper[1].Root

    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
    assert "/JavaScript" not in root.get("/Names", Dictionary())
    assert "/EmbeddedFiles" not in root.get("/Names", Dictionary())
    assert not paper[1].is_encrypted


def test_every_font_is_embedded_and_gives_back_its_text(paper: tuple[str, pikepdf.Pdf]) -> None:
    fonts = [each for each in paper[1].objects if isinstance(each, Dictionary) and each.get("/Type") == Name.Font]
    inner = [font for font in fonts if "/FontDescriptor" in font]

    assert inner
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()) for font in inner)
    assert all("/ToUnicode" in font for font in fonts if font.Subtype == Name.Type0)


def test_it_has_a_structure_with_one_title(paper: tuple[str, pikepdf.Pdf]) -> None:
    tags = [str(each.S) for each in elements(paper[1])]

    assert tags.count("/H1") == 1
    assert all(each.get("/Alt") for each in elements(paper[1]) if Name.Figure == each.S)


def test_every_table_row_begins_with_a_header_that_has_a_scope(paper: tuple[str, pikepdf.Pdf]) -> None:
    for table in (each for each in elements(paper[1]) if Name.Table == each.S):
        headers = [each for each in below(table) if each.S == Name.TH]
        rows = [each for each in below(table) if each.S == Name.TR]
        first = kids(rows[0])[0]

        assert first.S == Name.TH
        assert headers
        assert all(scope(each) in ("/Row", "/Column", "/Both") for each in headers)


@pytest.mark.parametrize("name", list(FORMS))
def test_the_same_values_give_the_same_bytes(name: str, setting: Setting) -> None:
    folder = form(name)
    values = read_values(folder.form, folder.example(), on=DAY)

    assert Printer().print(folder, values, setting).pdf == printed(name, "typical")


@pytest.mark.parametrize(
    "name",
    [
        "𠮷田 髙﨑",
        "葛\U000e0100城 辻\U000e0101",
        "渡邉 邊 齋藤 濵 德 祐",
        "김민준",
        "张伟",
        "Nguyễn Thị Hồng",
        "Müller",
        "Иван",
    ],
)
def test_names_can_be_copied_out_again(name: str, printer: Printer, setting: Setting) -> None:
    paper = printer.print(form("josai:form3"), {"name": name}, setting)

    assert "".join(name.split()) in text_of(paper.pdf)
    assert paper.written_out == ()


def elements(document: pikepdf.Pdf) -> Iterator[Any]:
    yield from below(document.Root.StructTreeRoot)


def below(element: Any) -> Iterator[Any]:
    for each in kids(element):
        if "/S" in each:
            yield each
            yield from below(each)


def scope(cell: Any) -> str:
    found = cell.get("/A")
    listed = list(found) if isinstance(found, pikepdf.Array) else [found]
    return next((str(each.Scope) for each in listed if isinstance(each, Dictionary) and "/Scope" in each), "")
