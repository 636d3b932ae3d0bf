"""UTF-8 or not, and on which line not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.text import first_bad_line, is_utf8


@given(text=st.text())
def test_any_text_encoded_is_utf8(text: str) -> None:
    data = text.encode()

    assert is_utf8(data)
    assert first_bad_line(data) is None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("規程".encode("shift_jis"), 1),
        (b"id: x\n" + "title: 規程\n".encode("euc_jp"), 2),
        (b"a\nb\nc\xff", 3),
        (b"\n\n\xe8\xa6", 3),  # cut off in the middle of a character
        ("規程".encode("utf-16"), 1),
    ],
)
def test_the_first_line_that_is_not_utf8_is_named(data: bytes, line: int) -> None:
    assert first_bad_line(data) == line
    assert not is_utf8(data)
