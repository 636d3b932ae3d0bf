"""What is sealed opens with its key, at its place, unaltered, and not otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.office.ground import dice
from kitei.office.vault.sealing import OVERHEAD, Forged, seal, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_was_sealed_comes_back(plain: bytes, place: str) -> None:
    sealed = seal(KEY, plain, place=place)
    assert unseal(KEY, sealed, place=place) == plain
    assert len(sealed) == len(plain) + OVERHEAD


def test_the_same_plaintext_never_gives_the_same_ciphertext() -> None:
    assert seal(KEY, b"x", place="p") != seal(KEY, b"x", place="p")


@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, b"attack at dawn", place="p"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Forged, match="`p`"):
        unseal(KEY, bytes(sealed), place="p")


@pytest.mark.parametrize("length", range(40))
def test_a_ciphertext_that_was_cut_is_noticed(length: int) -> None:
    with pytest.raises(Forged):
        unseal(KEY, seal(KEY, b"attack at dawn", place="p")[:length], place="p")


def test_it_opens_at_no_other_place_and_with_no_other_key() -> None:
    sealed = seal(KEY, b"x", place="cases_case|title|1|k")
    for key, place in ((KEY, "cases_case|title|2|k"), (dice.token(32), "cases_case|title|1|k")):
        with pytest.raises(Forged):
            unseal(key, sealed, place=place)
