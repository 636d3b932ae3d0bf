"""Which characters can be printed, and what stands in for those that cannot.

A value reaches the paper as it was typed. What no font has, and what would change the order or the look of the text
around it without being seen, is written out: an emoji by its name, a control character by its number.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
import pylopdf_fonts_ko
import pylopdf_fonts_zh_cn

FONT_FOLDERS = tuple(
    Path(package.__file__ or "").parent for package in (pylopdf_fonts_jp, pylopdf_fonts_ko, pylopdf_fonts_zh_cn)
)

# What the fonts inside typst add: Latin with its accents, Greek, Cyrillic, punctuation, arrows and signs.
_BUILT_IN = (
    (0x20, 0x7E),
    (0xA0, 0x377),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x4FF),
    (0x1E00, 0x1F15),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20C0),
    (0x2190, 0x23FF),
    (0x2500, 0x262F),
)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they choose among the shapes of the character before
_PLAIN = re.compile(
    r"[\n\x20-\x7e\u3041-\u3096\u30a1-\u30fc\u3001\u3002\uff01-\uff5e]*"
)  # every font of ours has these
_UNBROKEN = re.compile(r"[!-~\u00a1-\u024f]{24,}")  # no line can be broken inside such a run
_CHUNK = 12
_BREAK = "\u200b"


def printable(text: str) -> str:
    """The text as it is printed; lines end with a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")
    if not _PLAIN.fullmatch(text):
        text = "".join(_shown(sign) for sign in text)
    return _UNBROKEN.sub(_breakable, text)


def unprintable(text: str) -> Iterator[str]:
    """The characters of a text that are written out instead of printed, each once."""
    seen: set[str] = set()
    for sign in text:
        if sign not in "\r\n\t" and sign not in seen and _shown(sign) != sign:
            seen.add(sign)
            yield sign


def _shown(sign: str) -> str:
    code = ord(sign)
    if sign == "\n" or code in covered() or _SELECTORS.match(sign):
        return sign
    name = unicodedata.name(sign, "")
    kind = unicodedata.category(sign)
    return f"[{name}]" if name and kind[0] == "S" else f"[U+{code:04X}]"


def _breakable(run: re.Match[str]) -> str:
    text = run[0]
    return _BREAK.join(text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK))


@cache
def covered() -> frozenset[int]:
    """Every code point that can be printed."""
    found = {code for first, last in _BUILT_IN for code in range(first, last + 1)}
    for folder in FONT_FOLDERS:
        for file in sorted(folder.glob("*Sans*-Regular.otf")):
            found.update(_characters(file))
    hidden = {code for code in found if unicodedata.category(chr(code)) in {"Cc", "Cf", "Co", "Zl", "Zp"}}
    return frozenset(found - hidden)


def _characters(file: Path) -> Iterator[int]:
    """The code points of an OpenType font: its `cmap` table, subtable of format 12 (OpenType 1.9, `cmap`)."""
    data = file.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", data, at)[0] == 12:
            groups = struct.unpack_from(">I", data, at + 12)[0]
            for each in range(groups):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * each)
                yield from range(first, last + 1)
            return
