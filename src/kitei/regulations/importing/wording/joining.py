"""From printed lines to wording: lines joined, stray spaces taken out, sentences told apart."""

from __future__ import annotations

import re

from kitei.regulations.importing.wording.folding import fold

_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]"
_STRAY = re.compile(rf"(?<={_CJK}) {{1,2}}(?={_CJK})")
_HEAD = re.compile(r"[^、。,，のをはがにで]{1,24}")  # a defined term or a heading, after which a space is meant
_LATIN_END = re.compile(r"[A-Za-z0-9,;:.)]$")
_LATIN_START = re.compile(r"[A-Za-z0-9(]")
_SOFT_HYPHEN = re.compile(r"[A-Za-z]-$")
_OPEN, _CLOSE = "「『（([［【〔｢", "」』）)]］】〕｣"
_DEPTH = {**dict.fromkeys(_OPEN, 1), **dict.fromkeys(_CLOSE, -1)}
_EDGE = re.compile(rf"[。\n{re.escape(_OPEN + _CLOSE)}]")
SENTENCE_END = re.compile(r"[。．.][」』）)]*$")
CONTINUES = re.compile(
    r"(?:[、,はがをにへもや・]|(?<!も)の|(?<!こ)と|(?<!ま)で|及び|又は|若しくは|並びに|または|および|ただし|(?<!だ)から|より|第|おいて|ついて[はも])$"
)


def join(first: str, second: str) -> str:
    """Two printed lines of one sentence as one text."""
    if _SOFT_HYPHEN.search(first) and _LATIN_START.match(second):
        return first[:-1] + second
    if first[-1:].isdigit() and second[:1].isdigit():
        return first + second
    if _LATIN_END.search(first) and _LATIN_START.match(second) and first[-1].isascii() and second[0].isascii():
        return f"{first} {second}"
    return first + second


def without_stray_spaces(text: str) -> str:
    """The wording without the half-width spaces that justified setting leaves inside words.

    A space after a short heading at the beginning (a defined term and its meaning) is kept, and so is every full-width
    space: both are meant.
    """
    if " " not in text:
        return text
    head = _HEAD.match(text.split(" ", 1)[0] + " ")
    start = len(text.split(" ", 1)[0]) + 1 if head and " " in text[: head.end() + 1] else 0
    return text[:start] + _STRAY.sub("", text[start:])


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text: cut after 。 outside brackets, and at every line feed."""
    found: list[str] = []
    for piece in text.split("\n"):
        found.extend(_cut(piece, nested=True) or _cut(piece, nested=False) or ())
    return tuple(found)


def _cut(piece: str, *, nested: bool) -> list[str] | None:
    found, start, depth = [], 0, 0
    for edge in _EDGE.finditer(piece):
        sign = edge.group()
        if nested and sign in _DEPTH:
            depth = max(0, depth + _DEPTH[sign])
        elif sign == "。" and depth == 0 and piece[edge.end() : edge.end() + 1] not in _CLOSE_OR_NONE:
            found.append(piece[start : edge.end()].strip())
            start = edge.end()
    if nested and depth:
        return None  # a bracket was never closed: cut without looking at brackets
    rest = piece[start:].strip()
    return [*found, rest] if rest else found


_CLOSE_OR_NONE = frozenset(_CLOSE)


def ends_sentence(line: str) -> bool:
    """Whether the line ends where a sentence ends."""
    return bool(SENTENCE_END.search(line))


def runs_on(line: str) -> bool:
    """Whether the line plainly stops in the middle of a sentence."""
    return bool(CONTINUES.search(fold(line).replace(" ", "")))
