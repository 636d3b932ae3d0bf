"""Lines of a drawing: whole words, nothing cut off, nothing too wide, no full stop at the head of a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kitei.procedures.lettering import ems, wrap

TEXTS = st.text(st.sampled_from("あ漢字、。kitei W12()　 "), max_size=120)


@given(TEXTS)
def test_nothing_is_cut_off(text: str) -> None:
    assert "".join("".join(wrap(text, 13, 200)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("あ漢字、。・"), max_size=120))
def test_a_japanese_line_keeps_to_the_room_but_for_the_signs_that_hang_on_to_it(text: str) -> None:
    assert all(ems(line.rstrip("、。・")) * 10 <= 100 for line in wrap(text, 10, 100))


@given(st.lists(st.text(st.sampled_from("aeikmnotw"), min_size=1, max_size=9), max_size=30))
def test_an_english_line_keeps_to_the_room_and_its_words_whole(words: list[str]) -> None:
    lines = wrap(" ".join(words), 10, 100)

    assert all(ems(line) * 10 <= 100 for line in lines)
    assert [word for line in lines for word in line.split()] == words


def test_english_breaks_between_words_and_japanese_anywhere_but_before_a_comma() -> None:
    assert wrap("Decide whether to disclose", 10, 80) == ["Decide whether", "to disclose"]
    assert wrap("理由を付けて断る、又は移送する", 10, 80) == ["理由を付けて断る、", "又は移送する"]


def test_an_empty_text_has_no_line() -> None:
    assert wrap("", 10, 100) == []
