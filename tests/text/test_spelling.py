"""The nearest known name: near enough to help, or none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.text import nearest

FACTS = ("recipient", "recipient_academic", "named_recipient", "consent", "consent_by", "grounds", "subject_kinds")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("recipent", "recipient"),
        ("recipient-academic", "recipient_academic"),
        ("Consent", "consent"),
        ("ＧＲＯＵＮＤＳ", "grounds"),
        ("subject_kind", "subject_kinds"),
        ("consentby", "consent_by"),
    ],
)
def test_finds_the_name_that_was_meant(written: str, meant: str) -> None:
    assert nearest(written, FACTS) == meant


def test_finds_japanese_names() -> None:
    assert nearest("個人情報管理社", ["情報管理責任者", "個人情報管理者"]) == "個人情報管理者"


@pytest.mark.parametrize("written", ["", " ", "xyzzy", "同意", "c" * 101, "consent" * 100_000])
def test_offers_nothing_where_nothing_is_near(written: str) -> None:
    assert nearest(written, FACTS) is None


def test_offers_nothing_from_nothing() -> None:
    assert nearest("consent", []) is None


def test_the_first_of_equally_near_names_is_given() -> None:
    assert nearest("form", ["form1", "form2"]) == "form1"
    assert nearest("form", ["form2", "form1"]) == "form2"


def test_the_nearer_name_wins_wherever_it_stands() -> None:
    assert nearest("form1", ["form12", "form1", "form123"]) == "form1"
    assert nearest("form12x", ["form1", "form12"]) == "form12"


@pytest.mark.parametrize(("written", "meant"), [("abcdef", "abcxyz"), ("abcde", "abcxy")])
def test_the_threshold_is_three_fifths_and_inclusive(written: str, meant: str) -> None:
    assert nearest(written, [meant]) == (meant if len(written) == 5 else None)


def test_a_word_of_a_hundred_letters_is_still_looked_up_and_a_longer_one_is_not() -> None:
    assert nearest("c" * 100, ["c" * 99]) == "c" * 99
    assert nearest("c" * 101, ["c" * 101]) is None


def test_hyphens_and_underscores_are_the_same() -> None:
    assert nearest("consent_by", ["consent_bz", "consent-by"]) == "consent-by"


@given(name=st.sampled_from(FACTS))
def test_a_known_name_is_its_own_nearest(name: str) -> None:
    assert nearest(name, FACTS) == name


@given(word=st.text(max_size=120), names=st.lists(st.text(max_size=30), max_size=8))
def test_only_a_candidate_is_ever_offered(word: str, names: list[str]) -> None:
    assert nearest(word, names) in {None, *names}


def test_hundreds_of_names_take_no_noticeable_time() -> None:
    names = [f"fact_number_{n}_of_many" for n in range(500)]

    start = time.perf_counter()
    found = nearest("fact_nunber_123_of_many", names)

    assert found == "fact_number_123_of_many"
    assert time.perf_counter() - start < 1
