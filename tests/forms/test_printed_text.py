"""What stands on a paper, read back from the PDF, is what its definition says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

import pypdfium2 as pdfium
import pytest

from kitei.forms.catalogue import FormFolder
from kitei.forms.definition import Field
from kitei.forms.paper.payload import Setting, payload
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.regulations.schema.words import Language
from tests.forms.samples import DAY, FORMS, PRESCRIBED, form, printed, squeezed, text_of

_SLOT = re.compile(r"\{(@?[a-z0-9_]+)[.a-z0-9_]*\}")

# Entries whose place a sentence or a heading tells, so that no label is printed beside them.
_TOLD_OTHERWISE = {
    "josai:form1": {"b_name_org"},
    "nihon-cst:annex5": {"requester", "content", "reason", "extent"},
    "nihon-cst:annex6": {"requester", "extent"},
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", list(FORMS))
def test_every_label_choice_and_sentence_is_on_the_blank_paper(
    name: str, language: Language, printer: Printer, setting: Setting
) -> None:
    folder = form(name)
    text = text_of(printer.print(folder, {}, replace(setting, language=language)).pdf)

    said = chain([folder.form.title.of(language)], labels(folder, language), sentences(folder, language))
    assert [each for each in said if squeezed(each) not in text] == []


@pytest.mark.parametrize("name", list(FORMS))
def test_every_entry_of_the_example_is_on_the_paper(name: str) -> None:
    folder = form(name)
    values = read_values(folder.form, folder.example(), on=DAY)
    text = text_of(printed(name, "typical"))

    entries = [values[field.id] for field in folder.form.fields if field.printed and field.id in values]
    assert [each for each in entries if isinstance(each, str) and squeezed(each) not in text] == []


@pytest.mark.parametrize("name", list(PRESCRIBED))
def test_a_prescribed_form_carries_its_number_and_no_label_of_ours(name: str) -> None:
    folder = form(name)
    text = text_of(printed(name, "blank"))

    assert folder.form.number
    assert squeezed(folder.form.number.ja) in text
    assert "定めたものではない" not in text


@pytest.mark.parametrize("name", [name for name in FORMS if ":letter-" in name])
def test_a_neutral_letter_says_that_the_regulation_does_not_prescribe_it(name: str) -> None:
    whose = "規程" if form(name).form.entity is None else "法令"
    assert f"{whose}が定めたものではない" in text_of(printed(name, "blank"))


@pytest.mark.parametrize("name", list(FORMS))
def test_the_english_version_is_marked_as_a_translation(name: str, printer: Printer, setting: Setting) -> None:
    assert "Translation" in text_of(printer.print(form(name), {}, replace(setting, language="en")).pdf)


@pytest.mark.parametrize("name", list(FORMS))
def test_the_translation_takes_no_more_pages_than_the_form(name: str, printer: Printer, setting: Setting) -> None:
    folder = form(name)
    values = read_values(folder.form, folder.example(), on=DAY)
    english = replace(setting, language="en")

    for given in (values, {}):
        paper = printer.print(folder, given, english).pdf
        assert len(pdfium.PdfDocument(paper)) == len(pdfium.PdfDocument(printed(name, "typical")))


@pytest.mark.parametrize(
    ("name", "verbatim", "corrected"),
    [
        ("josai:form2", "規程第11条の", "規程第12条の"),
        ("josai:form3", "規程第12条及び第16条", "規程第13条及び第17条"),
        ("josai:form4", "規程第12条及び第16条", "規程第13条及び第17条"),
        ("josai:form5", "規程第17条の", "規程第18条の"),
        ("josai:form6", "規程第17条の", "規程第18条の"),
        ("josai:form3", "b教職員c", "b教職員証c"),
        ("nihon-cst:annex2", "通線の", "通信の"),
        ("nihon-cst:annex4", "第28条第2項各号", "第33条第2項各号"),
        ("nihon-cst:annex6", "利用，停止", "利用停止"),
        ("nihon-cst:annex6", "「保有個人データ開示請求書(別紙4)に", "「保有個人データ開示請求書(別紙4)」に"),
    ],
)
def test_slips_are_printed_as_they_are_unless_corrected(
    name: str, verbatim: str, corrected: str, printer: Printer, setting: Setting
) -> None:
    as_printed = text_of(printer.print(form(name), {}, setting).pdf)
    mended = text_of(printer.print(form(name), {}, replace(setting, citation_mode="corrected")).pdf)

    assert verbatim in as_printed
    assert corrected not in as_printed
    assert corrected in mended


def test_a_corrected_citation_says_what_the_original_prints(printer: Printer, setting: Setting) -> None:
    text = text_of(printer.print(form("josai:form3"), {}, replace(setting, citation_mode="corrected")).pdf)

    assert "様式の原文は「第12条及び第16条」" in text


@pytest.mark.parametrize(
    ("era", "made_on", "expected"),
    [
        ("auto", date(2026, 11, 21), "令和年月日"),
        ("printed", date(2026, 11, 21), "平成年月日"),
        ("auto", date(2015, 11, 21), "平成年月日"),
    ],
)
def test_an_empty_date_carries_the_era_asked_for(
    era: str, made_on: date, expected: str, printer: Printer, setting: Setting
) -> None:
    chosen = replace(setting, era="printed" if era == "printed" else "auto", made_on=made_on)

    assert expected in text_of(printer.print(form("josai:form3"), {}, chosen).pdf)


def test_a_form_without_an_era_leaves_it_out(printer: Printer, setting: Setting) -> None:
    text = text_of(printer.print(form("nihon-cst:annex1"), {}, setting).pdf)

    assert "年月日" in text
    assert "令和" not in text


@pytest.mark.parametrize(
    ("dates", "expected"), [("wareki", "令和8年11月21日"), ("western", "2026年11月21日"), ("iso", "2026-11-21")]
)
def test_a_day_is_written_as_asked(dates: str, expected: str, printer: Printer, setting: Setting) -> None:
    values = {"date": DAY}
    styles = {"wareki": setting, "western": replace(setting, dates="western"), "iso": replace(setting, dates="iso")}

    assert expected in text_of(printer.print(form("josai:form3"), values, styles[dates]).pdf)


def labels(folder: FormFolder, language: Language) -> Iterator[str]:
    """The labels that stand on the paper, and all choices."""
    slots = {
        slot
        for piece in folder.wording.pieces.values()
        for text in _texts(piece[language])
        for slot in _SLOT.findall(text)
    }
    beside = {choice.text for field in folder.form.fields for choice in field.choices}
    told = slots | beside | _TOLD_OTHERWISE.get(folder.name, set())
    for field in folder.form.fields:
        if not field.printed or (folder.name == "nihon-cst:annex5" and field.id == "extent"):
            continue
        yield from (choice.of(language) for choice in field.choices)
        if field.id not in told and not _is_silent(field):
            yield field.of(language)


def _is_silent(field: Field) -> bool:
    """Dates, seals, tables and addressees are known by their place."""
    return field.type in ("date", "seal", "table") or field.place == "to"


def sentences(folder: FormFolder, language: Language) -> Iterator[str]:
    for name, piece in folder.wording.pieces.items():
        if name not in ("columns", "dear"):
            yield from (
                part for text in _texts(piece[language]) for part in re.split(r"\{[^}]*\}", text) if part.strip()
            )


def _texts(piece: str | tuple[str, ...]) -> tuple[str, ...]:
    return (piece,) if isinstance(piece, str) else piece


def test_a_body_is_not_addressed_like_a_person(printer: Printer, setting: Setting) -> None:
    body = text_of(printer.print(form("office:letter-referral"), {"recipient": "審査会"}, setting).pdf)
    person = text_of(printer.print(form("office:letter-answer"), {"recipient": "髙橋"}, setting).pdf)

    assert "審査会御中" in body
    assert "髙橋殿" in person


def test_the_code_on_a_label_is_one_that_telephones_read(setting: Setting) -> None:
    folder = form("office:labels")
    paper = json.loads(payload(folder, read_values(folder.form, folder.example(), on=DAY), setting))

    (table,) = [value for value in paper["values"].values() if isinstance(value, list)]
    # 21 modules and a margin of two on each side: the least QR code, and larger than the largest Micro QR code.
    assert {width for row in table for width in re.findall(r'viewBox="0 0 (\d+) ', row["code"])} == {"25"}
