"""Files are looked into before they are kept."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from kitei.office.cases.acting.inspecting import (
    LONGEST_NAME,
    MOST_BYTES,
    TAKEN,
    FileTooLarge,
    ForbiddenFile,
    inspect,
    plain_name,
)
from kitei.office.cases.values import FileDraft

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **save: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    made = io.BytesIO()
    document.save(made, **save)  # type: ignore[arg-type]
    return made.getvalue()


def docx(parts: dict[str, bytes] | None = None, kind: bytes = CONTENT_TYPES) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {"[Content_Types].xml": kind, "word/document.xml": b"<w/>", **(parts or {})}.items():
            packed.writestr(name, content)
    return made.getvalue()


def picture(kind: str, size: tuple[int, int] = (4, 4)) -> bytes:
    made = io.BytesIO()
    Image.new("1", size).save(made, kind)
    return made.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """A picture of which only the head says how large it is."""
    head = side.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def draft(name: str, content: bytes) -> FileDraft:
    return FileDraft(filename=name, content=content, media_type="application/octet-stream")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("請求書.pdf", pdf(), "application/pdf"),
        ("a.PNG", picture("PNG"), "image/png"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("a.tif", picture("TIFF"), "image/tiff"),
        ("a.docx", docx(), DOCX),
        ("a.txt", "髙橋 花子".encode(), "text/plain"),
        ("a.csv", "名前,年\n高橋,8".encode("cp932"), "text/csv"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    assert inspect(draft(name, content)).media_type == kind
    assert kind in TAKEN


def open_action(action: Dictionary) -> Callable[[pikepdf.Pdf], None]:
    return lambda document: document.Root.__setattr__("OpenAction", action)


def attached(document: pikepdf.Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ"


def nested(document: pikepdf.Pdf) -> None:
    document.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe")))])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (open_action(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))), "/JS"),
        (open_action(Dictionary(S=Name.Launch, F=String("cmd.exe"))), "/Launch"),
        (open_action(Dictionary(S=Name.SubmitForm, F=String("http://x"))), "/SubmitForm"),
        (attached, "/EmbeddedFile"),
        (nested, "/Launch"),
        (lambda document: document.pages[0].__setattr__("AA", Dictionary()), "/AA"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused(change: Callable[[pikepdf.Pdf], None], word: str) -> None:
    with pytest.raises(ForbiddenFile, match=word) as caught:
        inspect(draft("a.pdf", pdf(change)))
    assert caught.value.reason == "active"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"MZ\x90\0", "type"),
        ("a.exe", b"MZ\x90\0", "type"),
        ("a.svg", b"<svg onload='x'/>", "type"),
        ("a.zip", docx(), "type"),
        ("noending", b"text", "type"),
        ("a.pdf", b"%PDF-1.7 nothing more", "broken"),
        ("a.pdf", pdf(encryption=pikepdf.Encryption(user="", owner="o")), "locked"),
        ("a.pdf", pdf(encryption=pikepdf.Encryption(user="u", owner="o")), "locked"),
        ("a.png", b"\x89PNG\r\n\x1a\n broken", "broken"),
        ("a.png", huge_png(), "bomb"),
        ("a.png", huge_png(12_000), "bomb"),
        ("a.docx", docx({"word/vbaProject.bin": b"x"}), "active"),
        ("a.docx", docx({"word/embeddings/oleObject1.bin": b"x"}), "active"),
        ("a.docx", docx(kind=CONTENT_TYPES + b"macroEnabled"), "active"),
        (
            "a.docx",
            docx({"word/_rels/document.xml.rels": b'<Relationship Type="image" TargetMode="External"/>'}),
            "active",
        ),
        ("a.docx", docx({"word/x.xml": b"\0" * 40_000_000}), "bomb"),
        ("a.docx", docx({f"word/{n}": b"" for n in range(3_001)}), "bomb"),
        ("a.docx", docx().replace(b"[Content_Types].xml", b"[Content_Typos].xml"), "broken"),
        ("a.docx", docx()[:-30], "broken"),
        ("a.txt", b"\0\1", "type"),
        ("a.txt", b"\x81 \xfe\xfd\xfc", "type"),
        ("a.txt", b" <!DOCTYPE html><script>", "active"),
    ],
)
def test_what_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(ForbiddenFile) as caught:
        inspect(draft(name, content))
    assert caught.value.reason == reason
    assert caught.value.ja != caught.value.en


def test_a_document_behind_a_password_is_refused() -> None:
    content = bytearray(docx())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(sign, place + 1)) >= 0:
            content[place + at] |= 1

    with pytest.raises(ForbiddenFile) as caught:
        inspect(draft("a.docx", bytes(content)))
    assert caught.value.reason == "locked"


def test_a_link_in_a_document_is_no_danger() -> None:
    link = b'<Relationship Id="r" Type="http://x/hyperlink" Target="https://example.jp" TargetMode="External"/>'

    assert inspect(draft("a.docx", docx({"word/_rels/document.xml.rels": link}))).media_type == DOCX


def test_a_file_too_large_says_how_large_it_may_be() -> None:
    with pytest.raises(FileTooLarge, match="at most 20 MB"):
        inspect(draft("a.pdf", b"%PDF-" + bytes(MOST_BYTES)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\請求.pdf", "請求.pdf"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("", "file"),
        (".pdf", "pdf"),
        ("x" * 10_000 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_names_are_shown_plainly(name: str, shown: str) -> None:
    assert plain_name(name) == shown
