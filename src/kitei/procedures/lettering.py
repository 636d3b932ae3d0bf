"""How wide a text runs, and where its lines break, without a font at hand."""

from __future__ import annotations

import re
import unicodedata

_NOT_FIRST = frozenset("、。，．・)）」』】〕…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?")
"""What may not begin a line."""

_PIECES = re.compile(r"[A-Za-z0-9’'().,;:!?/–-]+\s*|\s+|.", re.DOTALL)


def ems(text: str) -> float:
    """The width of a text in units of its size; a little more rather than less."""
    return sum(_em(sign) for sign in text)


def wrap(text: str, size: float, room: float) -> list[str]:
    """The lines of a text of some size in the room given; words stay whole, nothing is cut off."""
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if line and ems(line + piece.rstrip()) * size > room and piece not in _NOT_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _em(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA" and sign != "·":
        return 1.0
    if sign.isupper() or sign in "mw":
        return 0.72 if sign not in "MW" else 0.9
    return 0.3 if sign in "iljtf.,:;'()!· " else 0.56
