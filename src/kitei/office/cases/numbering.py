"""The number of a case: `R8-D-0034`. Year of the era (calendar year), sign of the kind, serial number.

A number stands in leaves of the record and in addresses of pages, so it is plain ASCII; in writing the kind has its
word: 令和8年 開示 第34号.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kitei.calendar import wareki

_ERAS = {
    "令和": ("R", "Reiwa"),
    "平成": ("H", "Heisei"),
    "昭和": ("S", "Showa"),
    "大正": ("T", "Taisho"),
    "明治": ("M", "Meiji"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case.

    Attributes:
        matter: as procedures name it. sign: the letter in the number. kanji: the sign in handwriting.
        ja, en: what the kind is called.
    """

    matter: str
    sign: str
    kanji: str
    ja: str
    en: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.matter: kind
        for kind in (
            Kind("disclosure", "D", "開", "開示", "Disclosure"),
            Kind("correction", "C", "訂", "訂正", "Correction"),
            Kind("cessation", "S", "停", "利用停止", "Cessation of use"),
            Kind("purpose_notice", "N", "通", "利用目的の通知", "Notification of purpose"),
            Kind("provision_records", "R", "録", "提供記録の開示", "Records of provision"),
            Kind("appeal", "A", "服", "不服申立て", "Appeal"),
            Kind("complaint", "Q", "苦", "苦情・相談", "Complaint or enquiry"),
            Kind("incident", "I", "漏", "漏えい等", "Incident"),
            Kind("provision", "P", "提", "第三者提供", "Provision"),
            Kind("receipt", "G", "受", "第三者からの受領", "Receipt"),
            Kind("collection", "L", "取", "取得", "Collection"),
            Kind("use", "U", "利", "利用", "Use"),
            Kind("take_out", "T", "持", "持ち出し", "Take-out"),
            Kind("entrustment", "E", "委", "委託", "Entrustment"),
            Kind("disposal", "X", "廃", "廃棄", "Disposal"),
            Kind("committee", "M", "会", "委員会", "Committee"),
        )
    }
)
"""Every kind by its matter. The letters are ours; no regulation prescribes how cases are numbered."""

_BY_SIGN = {sign: kind for kind in KINDS.values() for sign in (kind.sign, kind.kanji)}
_ERA_BY_LETTER = {letter: (ja, en) for ja, (letter, en) in _ERAS.items()}
_NUMBER = re.compile(r"(?P<era>[RHSTM])(?P<year>\d{1,2})[-\s]*(?P<sign>[A-Z]|[^\W\d_])[-\s]*(?P<serial>\d{1,9})")
_IN_WORDS = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治)(?P<year>元|\d{1,2})年\s*(?P<sign>\D*?)\s*第?\s*(?P<serial>\d{1,9})号?"
)


def year_of(day: date) -> str:
    """The year of a number: `R8` for 2026. A calendar year, not a fiscal one."""
    era, year = re.fullmatch(r"(\D+)(\d+|元)年.*", wareki(day)).groups()  # type: ignore[union-attr]
    return f"{_ERAS[era][0]}{1 if year == '元' else year}"


def number_of(year: str, matter: str, serial: int) -> str:
    """The number: `R8-D-0034`."""
    return f"{year}-{KINDS[matter].sign}-{serial:04}"


def read_number(text: str) -> str | None:
    """The number that somebody typed, in its own form; `None` if it is none.

    Read: ``R8-D-0034``, ``r8-d-34``, ``R8-開-34``, ``Ｒ８開３４``, ``令和8年 開示 第34号``.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper().replace("‐", "-").replace("ー", "-").replace("−", "-")
    found = _NUMBER.fullmatch(plain)
    if found is not None:
        kind = _BY_SIGN.get(found["sign"])
        return number_of(f"{found['era']}{int(found['year'])}", kind.matter, int(found["serial"])) if kind else None
    found = _IN_WORDS.fullmatch(plain)
    if found is None:
        return None
    kind = _BY_SIGN.get(found["sign"]) or next((each for each in KINDS.values() if each.ja == found["sign"]), None)
    year = 1 if found["year"] == "元" else int(found["year"])
    return number_of(f"{_ERAS[found['era']][0]}{year}", kind.matter, int(found["serial"])) if kind else None


def written(number: str, lang: str) -> str:
    """A number in words: 令和8年 開示 第34号; `Disclosure 34 of Reiwa 8`."""
    year, sign, serial = number.split("-")
    kind, (ja, en) = _BY_SIGN[sign], _ERA_BY_LETTER[year[0]]
    if lang == "ja":
        return f"{ja}{'元' if year[1:] == '1' else year[1:]}年 {kind.ja} 第{int(serial)}号"
    return f"{kind.en} {int(serial)} of {en} {year[1:]}"
