"""Damage of the kinds that text suffers on its way through PDF and the clipboard, at random but repeatable."""

from __future__ import annotations

import random
import re

_WIDE = {**{ord("0") + digit: 0xFF10 + digit for digit in range(10)}, ord("("): ord("（"), ord(")"): ord("）")}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_CJK = re.compile("[\u3041-\u9fff]")
_RADICALS = str.maketrans({"一": "⼀", "二": "⼆", "人": "⼈", "大": "⼤", "方": "⽅"})
_JOINT = re.compile(r"(?<=[\u3041-\u9fff])(?=[\u3041-\u9fff])")


def wrapped(text: str, columns: int, indent: str = "") -> str:
    """Every line broken at a fixed number of signs, as a page does; blank lines stay."""
    lines = []
    for line in text.split("\n"):
        pieces = [line[start : start + columns] for start in range(0, max(1, len(line)), columns)]
        lines += [pieces[0], *(indent + piece for piece in pieces[1:])]
    return "\n".join(lines)


def paged(text: str, lines_a_page: int, head: str, rng: random.Random) -> str:
    """Running heads and page numbers after so many lines."""
    form = rng.choice(["- {0} -", "{0}", "{0} / 99", "{0}ページ", "－ {0} －"])
    lines = text.split("\n")
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    joint = rng.choice(["\n", "\f"])
    return joint.join("\n".join([head, *page, form.format(number)]) for number, page in enumerate(pages, 1))


def spaced(text: str, share: float, rng: random.Random) -> str:
    """Spaces inside words, as justified setting leaves them; not inside the first signs of a line."""
    return "\n".join(_spaced(line, share, rng) for line in text.split("\n"))


def _spaced(line: str, share: float, rng: random.Random) -> str:
    return line[:8] + _JOINT.sub(lambda _: " " if rng.random() < share else "", line[8:])


def widened(text: str, rng: random.Random) -> str:
    """Digits and brackets full-width, or half-width, line by line."""
    return "\n".join(line.translate(rng.choice([_WIDE, _NARROW, {}])) for line in text.split("\n"))


def radicals(text: str, share: float, rng: random.Random) -> str:
    """Some kanji replaced by signs of the Kangxi radicals block (U+2F00), which look the same."""
    return "".join(sign.translate(_RADICALS) if rng.random() < share else sign for sign in text)


def unspaced(text: str) -> str:
    """Blank lines taken out, as copying from a page does."""
    return re.sub(r"\n[ \u3000\t]*(?=\n)", "", text)


def damaged(text: str, seed: int) -> str:
    """The text with several kinds of damage, chosen and placed by the seed."""
    rng = random.Random(seed)
    text = text.replace("㊞", "⑩")
    text = widened(text, rng)
    text = radicals(text, 0.3, rng)
    if rng.random() < 0.5:
        text = spaced(text, rng.choice([0.005, 0.02]), rng)
    if rng.random() < 0.5:
        text = unspaced(text)
    if rng.random() < 0.8:
        text = wrapped(text, rng.choice([33, 36, 40, 44]), rng.choice(["", " ", "　"]))
    if rng.random() < 0.7:
        text = paged(text, rng.choice([30, 38, 45]), "個人情報保護関係規程集", rng)
    return text
