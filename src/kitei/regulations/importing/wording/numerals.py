"""Numbers as Japanese law writes them: 18, １８, 十八, 一八, 百八十三."""

from __future__ import annotations

import re

from kitei.regulations.importing.wording.folding import fold

_DIGITS = {
    sign: value
    for value, signs in enumerate(("〇○零", "一壱", "二弐", "三参", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
_TENS = {"十": 10, "百": 100, "千": 1000}
KANJI = "〇一二三四五六七八九十百千壱弐参零"
_PLAIN = re.compile(r"[0-9]+")


def number_of(text: str) -> int | None:
    """The value of a number in digits or kanji, with stray spaces; `None` if the text is no number."""
    folded = fold(text).replace(" ", "")
    if _PLAIN.fullmatch(folded):
        return int(folded)
    if not folded or any(sign not in _DIGITS and sign not in _TENS for sign in folded):
        return None
    if any(sign in _TENS for sign in folded):
        return _by_tens(folded)
    return int("".join(str(_DIGITS[sign]) for sign in folded))


def _by_tens(folded: str) -> int:
    total, digit = 0, None
    for sign in folded:
        if sign in _TENS:
            total += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        else:
            digit = _DIGITS[sign] if digit is None else digit * 10 + _DIGITS[sign]
    return total + (digit or 0)


def kanji_of(number: int) -> str:
    """A number from 0 to 9999 as law prints it: 183 is 百八十三."""
    if number == 0:
        return "〇"
    written = ""
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += ("" if digit == 1 and sign else "一二三四五六七八九"[digit - 1]) + sign
    return written
