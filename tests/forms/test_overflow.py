"""Nothing is ever cut off: long entries shrink, and what is too long goes to a sheet of its own."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from tests.forms.samples import DAY, FORMS, LONG, form, over_full, printed, squeezed, text_of


@pytest.mark.parametrize("name", list(FORMS))
def test_every_character_of_an_over_full_form_is_on_the_paper(name: str) -> None:
    folder = form(name)
    values = read_values(folder.form, over_full(folder.form), on=DAY)
    text = text_of(printed(name, "over-full"))

    entries = [values[field.id] for field in folder.form.fields if field.printed and field.type in ("line", "text")]
    assert [each[:20] for each in entries if squeezed(each) not in text] == []
    ends = [
        f"終{column.id}{number}"
        for field in folder.form.fields
        for column in field.columns
        for number in range(1, len(values[field.id]) + 1)
        if field.printed and column.type == "line" and (folder.form.layout != "own" or column.width)
    ]
    assert [each for each in ends if each not in text] == []


@pytest.mark.parametrize("name", list(FORMS))
def test_no_text_leaves_the_page(name: str) -> None:
    document = pdfium.PdfDocument(printed(name, "over-full"))

    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert -1 <= left <= right <= width + 1
            assert -1 <= bottom <= top <= height + 1


def test_an_entry_shrinks_before_it_goes_to_a_sheet(printer: Printer, setting: Setting) -> None:
    folder = form("josai:form3")
    shrunk = printer.print(folder, {"reason": LONG * 8}, setting).pdf
    moved = printer.print(folder, {"reason": LONG * 40}, setting).pdf

    assert len(pdfium.PdfDocument(shrunk)) == 1
    assert "別紙" not in text_of(shrunk)
    assert len(pdfium.PdfDocument(moved)) == 2
    assert "別紙のとおり（請求の理由）" in text_of(moved)


def test_the_sheets_are_numbered_where_there_are_several(printer: Printer, setting: Setting) -> None:
    text = text_of(printer.print(form("josai:form3"), {"reason": LONG * 80, "information": LONG * 80}, setting).pdf)

    assert "別紙1のとおり" in text
    assert "別紙2のとおり" in text


@pytest.mark.parametrize("name", [name for name in FORMS if name.startswith("nihon-cst:")])
def test_a_sheet_is_not_called_annex_where_the_forms_are(name: str) -> None:
    text = text_of(printed(name, "over-full"))

    assert "続紙1のとおり" in text
    assert "別紙1のとおり" not in text


def test_a_label_with_a_bracket_is_not_put_into_brackets_again(printer: Printer, setting: Setting) -> None:
    folder = form("iuj:letter-request")
    text = text_of(printer.print(folder, {"subject_name": LONG * 9}, setting).pdf)
    en = text_of(printer.print(folder, {"subject_name": LONG * 9}, replace(setting, language="en")).pdf)

    assert "別紙のとおり（本人の氏名）" in text
    assert "別紙本人の氏名（代理のとき）" in text
    assert "Seeattachedsheet(Nameoftheperson)" in en


@pytest.mark.parametrize("name", list(FORMS))
def test_every_page_says_of_what_paper_it_is(name: str) -> None:
    title = squeezed(form(name).form.title.ja)
    document = pdfium.PdfDocument(printed(name, "over-full"))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]

    labels = 2 if name == "office:labels" else 1  # the lines that cut labels apart leave no room for a title
    assert [n for n, page in enumerate(pages[labels:], labels + 1) if title not in page] == []


def test_both_parties_sign_on_one_page(printer: Printer, setting: Setting) -> None:
    folder = form("josai:form1")
    values = read_values(folder.form, {**over_full(folder.form), "party_b_name": LONG * 9}, on=DAY)
    pages = [
        squeezed(page.get_textpage().get_text_range())
        for page in pdfium.PdfDocument(printer.print(folder, values, setting).pdf)
    ]

    (signed,) = [page for page in pages if "（甲）" in page]
    assert "（乙）" in signed


def test_a_log_goes_on_with_twenty_lines_a_page(printer: Printer, setting: Setting) -> None:
    folder = form("nihon-cst:annex3")
    rows = [{"item": f"名簿{number}", "reason": "実習", "taker": "小林"} for number in range(1, 42)]
    document = pdfium.PdfDocument(
        printer.print(folder, read_values(folder.form, {"entries": rows}, on=DAY), setting).pdf
    )

    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    assert len(pages) == 3
    assert "20名簿20" in pages[0]
    assert "21名簿21" in pages[1]
    assert "60" in pages[2]


def test_the_checklist_has_two_pages_and_its_title_on_both(printer: Printer, setting: Setting) -> None:
    folder = form("nihon-cst:annex2")
    document = pdfium.PdfDocument(printer.print(folder, {}, setting).pdf)

    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    assert len(pages) == 2
    assert all(folder.form.title.ja in page for page in pages)
    assert "アクセス制御の状況" not in pages[0]
    assert "アクセス制御の状況" in pages[1]
