"""Folding: texts that differ only in width, case or composition become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("ｶﾞｸｾｲ", "ガクセイ"),
        ("か\u3099", "が"),
        ("㈱城西", "(株)城西"),
        ("令和", "㋿"),
        ("Straße", "STRASSE"),
        ("学部　学生", "学部 学生"),
        ("  学部\t\n学生 ", "学部 学生"),
        ("①", "1"),
    ],
)
def test_texts_that_read_the_same_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("はは", "ばば"), ("斉藤", "斎藤"), ("がくせい", "ガクセイ"), ("ー", "-")])
def test_texts_that_read_differently_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_form_is_lower_case_and_full_kana() -> None:
    assert fold("ＫＩＴＥＩ　ｷﾃｲ") == "kitei キテイ"


@given(text=st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=st.text(alphabet="abcdefghijklmnopqrstuvwxyz "))
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text)
