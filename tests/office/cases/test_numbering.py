"""The numbers of cases: written, read, and read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.office.cases.numbering import KINDS, number_of, read_number, written, year_of


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 11, 9), "R8"),
        (date(2027, 3, 31), "R9"),  # a calendar year, not a fiscal one
        (date(2019, 5, 1), "R1"),
        (date(2019, 4, 30), "H31"),
        (date(1989, 1, 7), "S64"),
    ],
)
def test_years_are_those_of_the_era(day: date, year: str) -> None:
    assert year_of(day) == year


@pytest.mark.parametrize(
    "text",
    [
        "R8-D-0034", "r8-d-34", "R8-開-34", "Ｒ８開３４", " R8 D 34 ", "R8ー開ー０３４", "令和8年 開示 第34号",
        "令和８年開示３４", "令和8年開第34号",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert read_number(text) == "R8-D-0034"


@pytest.mark.parametrize("text", ["", "高橋", "R8", "R8-Z-1", "令和8年 遠足 第1号", "2026-11-09", "R8-D-", "X8-D-1"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_the_first_year_of_an_era_is_written_so() -> None:
    assert written("R1-A-0007", "ja") == "令和元年 不服申立て 第7号"
    assert written("R8-D-0034", "en") == "Disclosure 34 of Reiwa 8"
    assert read_number("令和元年 不服申立て 第7号") == "R1-A-0007"


@given(
    day=st.dates(date(1873, 1, 1), date(2100, 1, 1)),
    matter=st.sampled_from(sorted(KINDS)),
    serial=st.integers(1, 99_999_999),
)
def test_what_is_written_is_read_back(day: date, matter: str, serial: int) -> None:
    number = number_of(year_of(day), matter, serial)

    assert read_number(number) == number
    assert read_number(written(number, "ja")) == number
    assert number.isascii()
    assert len(number) <= 24


def test_every_sign_is_used_once() -> None:
    signs = [sign for kind in KINDS.values() for sign in (kind.sign, kind.kanji)]
    assert len(set(signs)) == len(signs)
