"""Names are compared without regard to width, case, kana and the shapes of kanji."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.text import comparable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋　一郎", "高橋 一郎"),
        ("山﨑", "山崎"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斎藤"),
        ("齊藤", "斉藤"),
        ("𠮷田", "吉田"),
        ("廣澤", "広沢"),
        ("ﾀｶﾊｼ", "たかはし"),
        ("ガッツ", "がっつ"),
        ("ＡＢＣ", "abc"),
        ("ジャン・バルジャン", "ジャン バルジャン"),
        ("O'Neil", "o neil"),
        ("濵田", "浜田"),
        ("嶋", "島"),
        ("德川", "徳川"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("高橋", "高端"), ("伊藤", "伊東"), ("はし", "ばし"), ("おの", "おおの"), ("畑", "畠")]
)
def test_these_are_not(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(st.text(max_size=30))
def test_comparing_twice_changes_nothing_more(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
