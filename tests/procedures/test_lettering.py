"""Lines of a drawing: whole words, nothing cut off, nothing too wide, no full stop at the head of a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kitei.procedures.lettering import ems, wrap

TEXTS = st.text(st.sampled_from("あ漢字、。kitei W12()　 "), max_size=120)


@given(TEXTS)
def test_nothing_is_cut_off(text: str) -> None:
    assert "".join("".join(wrap(text, 13, 200)).split()) == "".join(text.split())


@given(TEXTS)
def test_no_line_is_wider_than_the_room_unless_a_single_word_is(text: str) -> None:
    for line in wrap(text, 10, 100):
        assert ems(line.rstrip("、。)")) * 10 <= 100 or " " not in line.strip()


def test_english_breaks_between_words_and_japanese_anywhere_but_before_a_comma() -> None:
    assert wrap("Decide whether to disclose", 10, 80) == ["Decide whether", "to disclose"]
    assert wrap("理由を付けて断る、又は移送する", 10, 80) == ["理由を付けて断る、", "又は移送する"]


def test_an_empty_text_has_no_line() -> None:
    assert wrap("", 10, 100) == []
