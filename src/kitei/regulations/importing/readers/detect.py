"""Which reader a file needs, told by its first bytes; and which files have none."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from kitei.regulations.importing.model import Document, Line, Source
from kitei.regulations.importing.readers.docx import read_docx
from kitei.regulations.importing.readers.egov import read_egov
from kitei.regulations.importing.readers.html import read_html
from kitei.regulations.importing.readers.pdf import read_pdf
from kitei.regulations.importing.readers.plain import read_plain
from kitei.regulations.importing.readers.refusals import Damaged, EmptyFile, Locked, NotJapanese, NotProse, TooLong

MOST_BYTES = 60_000_000
MOST_LETTERS = 4_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_SHEETS = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers"})
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|div|table|p|h[1-6])[\s>]", re.IGNORECASE)
_XML = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?!!doctype|html|\?)[A-Za-z]", re.DOTALL | re.IGNORECASE
)
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\uff66-\uff9d]")
_LETTER = re.compile(r"\w")
_FEW_KANA = 0.04  # of all letters; Japanese law has some 30 %, a Chinese or English text none


def read(data: bytes, name: str, pages: range | None = None) -> Source | Document:
    """The content of a file: a source for the recogniser, or a whole document if the markup already is a tree.

    Args:
        data: the file's bytes.
        name: its name; only the ending is looked at, and only where the bytes do not tell.
        pages: for a PDF, the pages wanted, counted from 0.

    Raises:
        CannotImport: one of its kinds, saying what is wrong and what to do.
    """
    _refuse_early(data, name)
    found = _read(data, PurePath(name).suffix.lower(), pages)
    if isinstance(found, Source):
        _refuse_late(found)
    return found


def _refuse_early(data: bytes, name: str) -> None:
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyFile(
            "ファイルが空です。本文のあるファイルを指定してください。",
            "the file is empty; name a file with the text in it",
        )
    if len(data) > MOST_BYTES:
        raise TooLong(
            "ファイルが大きすぎます（60MB まで）。規程の本文だけを保存してください。",
            "the file is too large (60 MB at most); save the text of one regulation",
        )
    if PurePath(name).suffix.lower() in _SHEETS:
        raise _sheet()
    if data.startswith(_PICTURES):
        raise NotProse(
            "画像ファイルです。OCR で文字にしてから、テキスト、Word、PDF、HTML のいずれかで取り込んでください。",
            "this is a picture; turn it into text with OCR and import text, Word, PDF or HTML",
        )


def _sheet() -> NotProse:
    return NotProse(
        "表計算のファイルです。規程の本文を Word、PDF、HTML かテキストで取り込んでください。",
        "this is a spreadsheet; import the text of the regulation as Word, PDF, HTML or plain text",
    )


def _read(data: bytes, suffix: str, pages: range | None) -> Source | Document:
    if data.lstrip()[:5] == b"%PDF-" or b"%PDF-" in data[:1024]:
        return read_pdf(data, pages)
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith(b"{\\rtf"):
        raise NotProse(
            "RTF 形式です。Word で開き、.docx かテキストで保存し直してください。",
            "this is RTF; open it in Word and save it as .docx or text",
        )
    if b"<LawBody" in data and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_egov(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in {".html", ".htm", ".xhtml"} or (head.startswith(b"<") and _HTML.search(head)):
        return read_html(data)
    if suffix == ".xml" or _XML.match(head):
        return read_egov(data) if suffix == ".xml" else read_html(data)
    return read_plain(data)


def _packed(data: bytes) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise Damaged(
            "壊れたファイルです。元のソフトで開いて保存し直してください。",
            "the file is broken; open it where it was made and save it again",
        ) from error
    if any(name.startswith("word/") for name in names):
        return read_docx(data)
    if any(name.startswith("xl/") for name in names):
        raise _sheet()
    raise NotProse(
        "この形式（zip、odt、pptx など）は取り込めません。Word（.docx）、PDF、HTML かテキストで保存し直してください。",
        "this sort of file (zip, odt, pptx …) cannot be imported; save it as Word (.docx), PDF, HTML or text",
    )


def _old_office(data: bytes) -> Damaged | Locked | NotProse:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Locked(
            "パスワードで保護された文書です。パスワードを外して保存し直してください。",
            "the document is protected by a password; save it without one",
        )
    if "Workbook".encode("utf-16-le") in data:
        return _sheet()
    return NotProse(
        "古い Word 形式（.doc）です。Word で開き、.docx で保存し直してください。",
        "this is the old Word format (.doc); open it in Word and save it as .docx",
    )


def _refuse_late(source: Source) -> None:
    text = "".join(block.text for block in source.blocks if isinstance(block, Line))
    text += "".join(
        cell for block in source.blocks if not isinstance(block, Line) for row in block.rows for cell in row
    )
    letters = len(_LETTER.findall(text))
    if not letters:
        raise EmptyFile(
            "文字がありません。本文のあるファイルを指定してください。",
            "there is no text in the file; name a file with the text in it",
        )
    if letters > MOST_LETTERS:
        raise TooLong(
            "長すぎます。規程集は一つの規程ごとに分けて取り込んでください。",
            "the text is far longer than a regulation; import one regulation at a time",
        )
    if len(_KANA.findall(text)) < _FEW_KANA * letters:
        raise NotJapanese(
            "日本語の規程ではないようです。日本語の原文を取り込んでください（英訳は取り込めません）。",
            "the text is not Japanese; import the Japanese original (a translation cannot be imported)",
        )
