"""Folding that keeps every character in its place, so that a match in the folded text can be cut from the printed one.

`kitei.text.fold` compares whole texts and may change their length. Here a character is replaced by its compatibility
form only where that is one character; enclosed numbers (①, ⑴, ㈠, ㋐, Ⅱ) stay as they are, because they carry meaning
that NFKC destroys (① would become a plain 1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KEPT = (
    (0x2150, 0x218F),  # number forms: Ⅰ, Ⅱ, ⅲ
    (0x2460, 0x24FF),  # enclosed alphanumerics: ①, ⑴, ⒈, ⓐ
    (0x2776, 0x2793),  # dingbat circled digits
    (0x3200, 0x33FF),  # enclosed CJK: ㈠, ㉑, ㋐, ㊞
)
_SAME = {
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("〜∼˜", "~"),
    **dict.fromkeys(
        "\t\v\f\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    "〔": "[",
    "〕": "]",
    "◯": "〇",
}
_PLANE = 0x10000
_SURROGATES = range(0xD800, 0xE000)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")


def _kept(point: int) -> bool:
    return any(first <= point <= last for first, last in _KEPT) or point in _SURROGATES


@cache
def _table() -> dict[int, str]:
    table = {}
    for point in range(0x80, _PLANE):
        if _kept(point):
            continue
        form = unicodedata.normalize("NFKC", chr(point))
        if len(form) == 1 and form != chr(point):
            table[point] = form
    return table | {ord(one): other for one, other in _SAME.items()}


def fold(text: str) -> str:
    """The text for matching: same length, widths and compatibility forms made one, every kind of space a space."""
    return text if text.isascii() and "\t" not in text else text.translate(_table())


def squeeze(text: str) -> str:
    """The folded text without any space: two printings of one wording become equal."""
    return fold(text).replace(" ", "").replace("\n", "")


def width(text: str) -> int:
    """How many half-width columns the text takes in a fixed-width font."""
    return len(text) + sum(1 for sign in text if sign > "\u2e7f" and not "\uff61" <= sign <= "\uff9f")
