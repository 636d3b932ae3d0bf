"""Plain text: any of the encodings in use, Markdown and HTML remnants taken off."""

from __future__ import annotations

import re

from kitei.regulations.importing.model import Line, Source
from kitei.regulations.importing.readers.furniture import without_furniture
from kitei.regulations.importing.readers.lines import full_width
from kitei.regulations.importing.readers.refusals import Damaged
from kitei.regulations.importing.wording.folding import INVISIBLE, width

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")
_TAG = re.compile(
    r"</?(?:p|div|span|br|b|i|u|strong|em|table|tr|td|th|tbody|thead|font|a|ul|ol|li|h[1-6])(?: [^<>]*)?/?>",
    re.IGNORECASE,
)
_BOX = re.compile(r"<input [^<>]*checkbox[^<>]*/?>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|tr|h[1-6]|li)>|<br ?/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*(?P<inner>[^*]+)\*$")
_HEADING = re.compile(r"#{1,6} +")
_RULE = re.compile(r"[-*_=]{3,}$")
_KANA = re.compile(r"[\u3041-\u30fa]")


def decode(data: bytes) -> str:
    """The text of the bytes, whatever the encoding.

    Raises:
        Damaged: no encoding used in Japan fits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff")
    if b"\x1b$" in data:
        return data.decode("iso2022_jp", errors="replace")
    best = ""
    for name in _ENCODINGS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" or len(_KANA.findall(text)) > len(_KANA.findall(best)):
            best = text
        if name == "utf-8":
            return text
    if not best or "\x00" in best:
        raise Damaged(
            "文字コードを判別できません。UTF-8 で保存し直してから、もう一度取り込んでください。",
            "the encoding is unknown; save the text as UTF-8 and import it again",
        )
    return best


def read_plain(data: bytes) -> Source:
    """The lines of a plain text.

    Raises:
        Damaged: the encoding is unknown.
    """
    return lines_of(decode(data), "text")


def lines_of(text: str, form: str) -> Source:
    """The lines of a text, form feeds taken as page breaks.

    Args:
        text: the whole text.
        form: the form of the file it came from.
    """
    found: list[Line] = []
    page, gap = (1 if "\f" in text else 0), False
    limit = full_width(text.split("\n"))
    number = 0
    for raw in INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f").split("\n"):
        number += not raw.startswith("\f")  # a page break is no line of its own
        page += raw.startswith("\f")
        for piece in _BLOCK_END.split(raw) if "<" in raw else (raw,):
            clean = _clean(piece)
            if not clean:
                gap = True
                continue
            full = limit > 0 and width(raw.rstrip()) >= limit
            found.append(Line(clean, number, page, gap or not found, full))
            gap = False
    return without_furniture(Source(form, tuple(found)))


def _clean(raw: str) -> str:
    text = raw.replace("**", "")
    if "<" in text:
        text = _TAG.sub("", _BOX.sub("□", text))
    empty_cell = text.rstrip(" \u3000\r").endswith("\t")
    text = _HEADING.sub("", text.strip(), count=1) if text.lstrip().startswith("#") else text.strip()
    if empty_cell and text:
        return f"{text}\t"
    if text.startswith("*"):
        text = _EMPHASIS.sub(r"\g<inner>", text)
    return "" if _RULE.fullmatch(text) else text
