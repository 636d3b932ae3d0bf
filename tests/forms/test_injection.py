"""Whatever is typed comes out as text; nothing is read as markup, and nothing reaches outside."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitei.forms.catalogue import FormFolder
from kitei.forms.paper.lettering import printable, unprintable
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import BrokenLayout, Printer
from kitei.forms.values import read_values
from tests.forms.samples import DAY, form, squeezed, text_of

MARKUP = [
    '#read("/etc/passwd")',
    '#import "/kit.typ": *',
    "#panic(1) $x^2$ *bold* _it_ `raw` <label> @ref // comment",
    '"] #eval("1") [',
    "\\u{41} \\# \\",
    "= Heading\n- item\n+ item\n/ term: x",
    "../../../etc/passwd",
    "file:///etc/passwd https://example.org/?q=1",
    "<script>alert(1)</script> ${x} {{x}} %s {0} {name} {@basis}",
    '{"paper": 1}',
    "=1+1 @SUM(A1)",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_text(text: str, printer: Printer, setting: Setting) -> None:
    folder = form("josai:form3")
    values = read_values(folder.form, {"name": text, "reason": text}, on=DAY, partial=True)

    assert text_of(printer.print(folder, values, setting).pdf).count(squeezed(text)) >= 2


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("山\u0000田\u0007", "山[U+0000]田[U+0007]"),
        ("安\u202e全", "安[U+202E]全"),
        ("a\u200fb\u2066c", "a[U+200F]b[U+2066]c"),
        ("花子😀", "花子[GRINNING FACE]"),
        ("\ue000外字", "[U+E000]外字"),
        ("\ud800", "[U+D800]"),
        ("\ufeff田", "[U+FEFF]田"),
        ("ﷺ", "[U+FDFA]"),
        ("行\r\n末\r終\t字", "行\n末\n終  字"),
        ("☎ ① ㈱ ﾔﾏﾀﾞ", "☎ ① ㈱ ﾔﾏﾀﾞ"),
    ],
)
def test_what_has_no_letterform_is_written_out(text: str, printed: str, printer: Printer, setting: Setting) -> None:
    assert printable(text) == printed
    assert squeezed(printed) in text_of(printer.print(form("josai:form3"), {"reason": text}, setting).pdf)


def test_what_was_written_out_is_reported(printer: Printer, setting: Setting) -> None:
    assert printer.print(form("josai:form3"), {"name": "花子😀", "reason": "\u0000"}, setting).written_out == (
        "😀",
        "\0",
    )
    assert list(unprintable("普通の文字\n")) == []


@pytest.mark.parametrize("text", ["あ" * 10_000, "a" * 10_000, "長い " * 3_333, "\n" * 3_000 + "終", "😀" * 2_000])
def test_ten_thousand_characters_are_all_there(text: str, printer: Printer, setting: Setting) -> None:
    printed = squeezed(printable(text))

    assert printed in text_of(printer.print(form("josai:form3"), {"reason": text}, setting).pdf)


def test_a_layout_reads_nothing_outside_its_folder(setting: Setting) -> None:
    folder = form("josai:form3")
    for reach in ('#read("/../definition.py")', '#read("/etc/passwd")', '#import "@preview/x:1.0.0": y'):
        stolen = FormFolder("x", folder.folder, folder.form, folder.wording, f"{reach}", folder.institution)
        with pytest.raises(BrokenLayout):
            Printer().print(stolen, {}, setting)


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    paper = _PRINTER.print(form("josai:form5"), {"matter": text, "name": text[:40]}, Setting(made_on=DAY))

    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert len(document.pages) >= 1


@given(st.text())
def test_what_is_printed_has_no_hidden_characters(text: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", printable(text))


_PRINTER = Printer()
