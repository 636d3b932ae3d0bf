"""Files that cannot be imported: each is refused with a sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2
import pytest

from kitei.regulations.importing import CannotImport, import_regulation
from kitei.regulations.importing.readers.pdf import MOST_PAGES

_ENGLISH = "Article 1. This regulation provides for the handling of personal information at the university. " * 20


def _refused(data: bytes, name: str) -> CannotImport:
    with pytest.raises(CannotImport) as refused:
        import_regulation(data, name)
    error = refused.value
    assert error.ja
    assert error.en
    assert error.ja != error.en
    return error


def _blank_pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def _locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: a standard security handler whose keys fit no empty password."""
    key = "(" + "x" * 32 + ")"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        f"<</Filter/Standard/V 1/R 2/Length 40/P -64/O{key}/U{key}>>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = "trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[(a)(b)]>>"
    text += f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(text)}\n%%EOF\n"
    return text.encode("latin-1")


def _zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", "　\n".encode()])
def test_an_empty_file(data: bytes) -> None:
    assert _refused(data, "empty.txt").code == "empty"


def test_a_scan_without_text_layer_asks_for_ocr() -> None:
    error = _refused(_blank_pdf(3), "scan.pdf")
    assert error.code == "no_text_layer"
    assert "OCR" in error.ja


def test_a_locked_pdf_asks_for_one_without_password() -> None:
    error = _refused(_locked_pdf(), "locked.pdf")
    assert error.code == "locked"
    assert "パスワード" in error.ja


def test_a_locked_word_document() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert _refused(data, "locked.docx").code == "locked"


def test_five_hundred_pages_ask_which() -> None:
    error = _refused(_blank_pdf(500), "collection.pdf")
    assert error.code == "too_long"
    assert "--pages" in error.ja
    assert MOST_PAGES < 500


def test_of_a_collection_only_the_pages_named_are_read() -> None:
    with pytest.raises(CannotImport) as refused:
        import_regulation(_blank_pdf(500), "collection.pdf", pages=range(3, 5))
    assert refused.value.code == "no_text_layer"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_zip("xl/workbook.xml"), "book.xlsx"),
        (_zip("xl/workbook.xml"), "renamed.docx"),
        (b"a,b\n1,2\n", "rows.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old.bin"),
    ],
)
def test_a_spreadsheet(data: bytes, name: str) -> None:
    error = _refused(data, name)
    assert error.code == "not_prose"
    assert "表計算" in error.ja


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n....", b"{\\rtf1 x}", _zip("content.xml"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."]
)
def test_other_sorts_of_file_say_which_ones_can_be_read(data: bytes) -> None:
    error = _refused(data, "file.bin")
    assert error.code == "not_prose"
    assert "Word" in error.ja


def test_an_english_regulation() -> None:
    assert _refused(_ENGLISH.encode(), "english.txt").code == "not_japanese"


def test_an_english_regulation_in_word() -> None:
    document = docx.Document()
    document.add_paragraph(_ENGLISH)
    buffer = io.BytesIO()
    document.save(buffer)
    assert _refused(buffer.getvalue(), "english.docx").code == "not_japanese"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 broken", "a.pdf"),
        (b"PK\x03\x04broken", "a.docx"),
        (_zip("word/x"), "a.docx"),
        (b"<Law><", "a.xml"),
        (b"\xff\x00\x81\x8d\xfd" * 9, "a.txt"),
    ],
)
def test_a_broken_file(data: bytes, name: str) -> None:
    assert _refused(data, name).code == "damaged"


def test_xml_that_is_no_law() -> None:
    assert _refused(b"<?xml version='1.0'?><rss/>", "feed.xml").code == "not_prose"


def test_an_xml_bomb_is_not_expanded() -> None:
    entities = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    bomb = entities + b"<Law><LawBody><LawTitle>&b;</LawTitle></LawBody></Law>"
    found = import_regulation(bomb, "bomb.xml")
    assert "aaaa" not in found.document.title
