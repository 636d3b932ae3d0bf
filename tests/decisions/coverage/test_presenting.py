"""The page and the workbook are as approved; both say the same in the other language."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kitei.decisions.coverage.findings import Coverage
from kitei.decisions.coverage.presenting.page import page
from kitei.decisions.coverage.presenting.sheet import write_sheet
from kitei.decisions.coverage.presenting.texts import MEANING, SIGN, STATE, of, text
from kitei.decisions.norms import Label
from tests.decisions.coverage.approving import approved, page_without_style, sheets


def test_the_page_is_as_approved(school: Coverage) -> None:
    assert page_without_style(school, "ja").splitlines() == approved("page.html").splitlines()


def test_the_page_carries_its_own_style(school: Coverage) -> None:
    assert re.search(r"<style>\n.*\.counts.*</style>", page(school, "ja"), re.DOTALL)
    assert "<link" not in page(school, "ja")


def test_the_english_page_is_english(school: Coverage) -> None:
    made = page(school, "en")

    assert '<html lang="en">' in made
    assert "<title>Coverage of the Act – Sample School &lt;privacy&gt; regulation</title>" in made
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", re.sub(r"<style>.*</style>", "", made, flags=re.DOTALL))


def test_a_page_without_anything_grave_says_so(school: Coverage) -> None:
    mild = replace(school, rows=tuple(each for each in school.rows if each.severity != "A"), unplaced=())

    made = page(mild, "en")

    assert "No shortfall of severity A was found." in made
    assert 'id="rest"' not in made


def test_a_page_without_rows_is_still_a_page(school: Coverage) -> None:
    made = page(replace(school, rows=(), unplaced=()), "en")

    assert made.endswith("</html>\n")
    assert '<tr id="r1"' not in made


@pytest.fixture
def book(school: Coverage, tmp_path: Path) -> Path:
    file = tmp_path / "rows.xlsx"
    write_sheet(school, file, "ja")
    return file


def test_the_workbook_is_as_approved(book: Path) -> None:
    assert sheets(book) == json.loads(approved("sheets.json"))


def test_the_english_workbook_is_english(school: Coverage, tmp_path: Path) -> None:
    write_sheet(school, tmp_path / "rows.xlsx", "en")

    assert not re.search("[\u3040-\u30fa\u4e00-\u9fff]", json.dumps(sheets(tmp_path / "rows.xlsx"), ensure_ascii=False))


def part(book: Path, name: str) -> str:
    with zipfile.ZipFile(book) as opened:
        return opened.read(f"xl/{name}").decode()


@pytest.mark.parametrize(("sheet", "columns", "rows"), [(1, "J", 36), (2, "K", None)])
def test_a_sheet_is_laid_out_to_be_read_filtered_and_printed(
    book: Path, sheet: int, columns: str, rows: int | None
) -> None:
    xml = part(book, f"worksheets/sheet{sheet}.xml")
    last = rows or xml.count("<row ")

    assert '<pane xSplit="3" ySplit="1" topLeftCell="D2"' in xml
    assert f'<autoFilter ref="A1:{columns}{last}"/>' in xml
    assert '<pageSetUpPr fitToPage="1"/>' in xml
    assert '<pageSetup fitToHeight="0" orientation="landscape"/>' in xml
    assert re.search(rf'Print_Titles" localSheetId="{sheet - 1}">[^!]*!\$1:\$1<', part(book, "workbook.xml"))


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [(1, [7, 30, 14, 16, 10, 52, 52, 60, 46, 60]), (2, [7, 30, 14, 18, 48, 60, 18, 18, 28, 28, 60])],
)
def test_columns_are_as_wide_as_what_stands_in_them(book: Path, sheet: int, expected: list[int]) -> None:
    ranges = re.findall(r'<col min="(\d+)" max="(\d+)" width="(\d+)', part(book, f"worksheets/sheet{sheet}.xml"))

    assert [int(width) for least, most, width in ranges for _ in range(int(least), int(most) + 1)] == expected


def test_a_state_has_its_colour_and_a_heading_its_own(book: Path, school: Coverage) -> None:
    xml, styles = part(book, "worksheets/sheet1.xml"), part(book, "styles.xml")
    fills = [None, None, *re.findall(r'<fgColor rgb="FF(\w+)"', styles)]
    formats = re.findall(r'<xf numFmtId="0" fontId="(\d)" fillId="(\d)" borderId="(\d)"', styles.split("<cellXfs")[1])
    look = [(fills[int(fill)], font == "1", border == "1") for font, fill, border in formats]
    cells = {name: look[int(style)] for name, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', xml)}
    colours = {"weaker": "FFDAD6", "silent": "FFEBD7", "unread": "F3ECFB", "elsewhere": "E8E8EB", "stricter": "D9E6FF",
               "ruled": "E6F5EC"}  # fmt: skip

    assert {cells[f"{column}1"] for column in "ABCDEFGHIJ"} == {("F1F1F4", True, True)}
    assert {cells[f"{column}2"] for column in "ABDEFGHIJ"} == {(None, False, True)}
    assert [cells[f"C{number}"] for number in range(2, 37)] == [(colours[r.state], True, True) for r in school.rows]
    assert set(re.findall(r"<alignment ([^/]*)/>", styles)) == {'vertical="top" wrapText="1"'}
    assert set(re.findall(r"<color rgb=[^/]*/>", styles)) == {'<color rgb="FFCCCCCC"/>'}


def test_texts_that_look_like_formulas_stay_texts(school: Coverage, tmp_path: Path) -> None:
    first = school.rows[0]
    settle = (Label("=1+1", "=1+1"), Label("https://example.org", "https://example.org"))
    title = first.duty.title.model_copy(update={"ja": "=1+1", "en": "https://example.org"})
    rows = (replace(first, settle=settle, duty=first.duty.model_copy(update={"title": title})),)

    for lang in ("ja", "en"):
        write_sheet(replace(school, rows=rows), tmp_path / "rows.xlsx", lang)
        xml = part(tmp_path / "rows.xlsx", "worksheets/sheet1.xml")
        assert "<f>" not in xml
        assert "hyperlink" not in xml


def test_every_state_has_a_word_a_sign_and_a_meaning_in_both_languages() -> None:
    assert STATE.keys() == MEANING.keys() == SIGN.keys()
    assert len(set(SIGN.values())) == len(SIGN)
    assert (text("skip", "ja"), text("skip", "en")) == ("本文へ", "Skip to content")
    assert (of(Label("あ", "a"), "ja"), of(Label("あ", "a"), "en")) == ("あ", "a")
