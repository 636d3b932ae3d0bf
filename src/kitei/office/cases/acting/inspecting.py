"""Looks at a file before it is kept: what it really is, how large, and that nothing in it acts by itself."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image, UnidentifiedImageError

from kitei.office.cases.values import FileDraft
from kitei.office.ground.errors import OfficeError

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 120_000_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 3_000
MOST_RATIO = 200  # unpacked bytes for each packed one
LONGEST_NAME = 150

_ACTIVE = frozenset(
    ("/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm",
     "/ImportData", "/GoToE", "/GoToR", "/Movie", "/Sound", "/Rendition", "/AA", "/3D")
)  # fmt: skip
_PLAIN_MARKUP = re.compile(rb"^\s*<(!doctype|html|svg|script|\?xml)", re.IGNORECASE)
_MACROS = re.compile(r"vbaproject|vbadata|activex|macrosheets|oleobject|/embeddings/|customui", re.IGNORECASE)
_EXTERNAL = re.compile(rb'TargetMode\s*=\s*"External"', re.IGNORECASE)
_HYPERLINK = re.compile(rb"<Relationship\b[^>]*hyperlink[^>]*>", re.IGNORECASE)


class ForbiddenFile(OfficeError):
    """A file that is not kept.

    Attributes:
        reason: what is wrong with it, in a word.
    """

    def __init__(self, reason: str, ja: str, en: str) -> None:
        self.reason = reason
        super().__init__(ja=ja, en=en)


class FileTooLarge(ForbiddenFile):
    """More bytes than are kept."""

    def __init__(self, size: int) -> None:
        limit = MOST_BYTES // 1024 // 1024
        super().__init__(
            "too_large",
            f"ファイルが大きすぎます({size / 1024 / 1024:.1f} MB)。{limit} MB までにしてください。"
            "分けて出すか、窓口へ持参できます",
            f"the file is too large ({size / 1024 / 1024:.1f} MB); at most {limit} MB: "
            "send it in parts, or bring it to the office",
        )


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept, under the name and type that fit what it is."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Type:
    media_type: str
    endings: tuple[str, ...]
    looks: Callable[[bytes], bool]
    check: Callable[[bytes], None]


def inspect(file: FileDraft) -> Inspected:
    """Look at a file.

    Raises:
        FileTooLarge: it is larger than is kept.
        ForbiddenFile: it is empty, of another type than is kept, or something in it acts by itself.
    """
    if len(file.content) > MOST_BYTES:
        raise FileTooLarge(len(file.content))
    if not file.content:
        raise ForbiddenFile("empty", "ファイルが空です。選び直してください", "the file is empty; choose it again")
    name = plain_name(file.filename)
    ending = name.rpartition(".")[2].lower()
    kind = next((kind for kind in _TYPES if ending in kind.endings), None)
    if kind is None or not kind.looks(file.content):
        listed = ", ".join(each for kind in _TYPES for each in kind.endings)
        raise ForbiddenFile(
            "type",
            f"受け付けられない種類のファイルか、中身と名前が合いません。受け付けるのは {listed} です",
            f"a kind of file that is not taken, or its content is not what its name says; taken are {listed}",
        )
    kind.check(file.content)
    return Inspected(name, kind.media_type, file.content)


def plain_name(name: str) -> str:
    """A name without folders and invisible signs, of a length that fits."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in base if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    ending = ending[:10]
    return (stem[: LONGEST_NAME - len(ending) - 1] or "file") + (f".{ending}" if ending else "")


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise _locked()
            found = next(_active(document), None)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except pikepdf.PdfError as error:
        raise _broken("PDF") from error
    if found is not None:
        raise ForbiddenFile(
            "active",
            f"このPDFには自動で動く内容({found})があります。印刷用に保存し直したものを出してください",
            f"this PDF holds something that acts by itself ({found}); save it again as for printing",
        )


def _active(document: pikepdf.Pdf) -> Iterator[str]:
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from _active_keys(item, 0)


def _active_keys(item: pikepdf.Object, depth: int) -> Iterator[str]:
    """Names that mean action, in a dictionary and those written inside it."""
    for key, value in item.items():
        if key in _ACTIVE:
            yield key
        if key in ("/S", "/Type", "/Subtype", "/FT") and str(value) in _ACTIVE:
            yield str(value)
        if depth < 6 and isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            yield from _active_keys(value, depth + 1)
        elif depth < 6 and isinstance(value, pikepdf.Array) and not value.is_indirect:
            for each in value:
                if isinstance(each, pikepdf.Dictionary) and not each.is_indirect:
                    yield from _active_keys(each, depth + 1)


def _check_image(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                pixels = picture.width * picture.height
                picture.verify()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _bomb() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _broken("画像 / image") from error
    if pixels > MOST_PIXELS:
        raise _bomb()


def _check_office(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _check_packed(entries)
            names = [entry.filename for entry in entries]
            if "[Content_Types].xml" not in names:
                raise _broken("Office")
            if any(entry.flag_bits & 1 for entry in entries):
                raise _locked()
            kinds = packed.read("[Content_Types].xml")
            links = [packed.read(name) for name in names if name.endswith(".rels")]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise _broken("Office") from error
    outside = any(_EXTERNAL.search(_HYPERLINK.sub(b"", text)) for text in links)
    if b"macroEnabled" in kinds or outside or any(_MACROS.search(name) for name in names):
        raise ForbiddenFile(
            "active",
            "この文書にはマクロ、埋め込み又は外部への参照があります。PDFに変えて出してください",
            "this document holds macros, embedded objects or references to outside; save it as PDF",
        )


def _check_packed(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
        raise _bomb()


def _check_text(content: bytes) -> None:
    if _PLAIN_MARKUP.match(content):
        raise ForbiddenFile(
            "active",
            "このファイルはウェブページです。文章だけのファイルか、PDFを出してください",
            "this file is a web page; send plain text, or a PDF",
        )


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    return any(_decodes(content, encoding) for encoding in ("utf-8", "cp932", "utf-16"))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _holds(part: bytes) -> Callable[[bytes], bool]:
    """A zip whose folder of entries names a part."""
    return lambda content: content.startswith(b"PK\x03\x04") and part in content


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = (
    _Type("application/pdf", ("pdf",), _starts(b"%PDF-"), _check_pdf),
    _Type("image/png", ("png",), _starts(b"\x89PNG\r\n\x1a\n"), _check_image),
    _Type("image/jpeg", ("jpg", "jpeg"), _starts(b"\xff\xd8\xff"), _check_image),
    _Type("image/tiff", ("tif", "tiff"), _starts(b"II*\0", b"MM\0*"), _check_image),
    _Type(f"{_OFFICE}.wordprocessingml.document", ("docx",), _holds(b"word/"), _check_office),
    _Type(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), _holds(b"xl/"), _check_office),
    _Type("text/plain", ("txt",), _is_text, _check_text),
    _Type("text/csv", ("csv",), _is_text, _check_text),
)

TAKEN: Mapping[str, tuple[str, ...]] = {kind.media_type: kind.endings for kind in _TYPES}
"""The kinds of files that are taken, with their endings."""


def _locked() -> ForbiddenFile:
    return ForbiddenFile(
        "locked",
        "パスワードの付いたファイルは中身を確かめられません。外したものを出してください",
        "a file with a password cannot be looked into; send it without one",
    )


def _broken(kind: str) -> ForbiddenFile:
    return ForbiddenFile(
        "broken",
        f"{kind} として読めません。壊れていないか確かめてください",
        f"it cannot be read as {kind}; see whether it is damaged",
    )


def _bomb() -> ForbiddenFile:
    return ForbiddenFile(
        "bomb",
        "開くと極端に大きくなるファイルです。小さくしたものを出してください",
        "the file grows out of proportion when opened; send a smaller one",
    )
