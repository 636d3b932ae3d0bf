"""What holds for any text."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kitei.regulations.importing import import_regulation
from kitei.regulations.importing.bench import bench_import, made_up
from kitei.regulations.importing.finding.chain import follows
from kitei.regulations.importing.folder.emitting import emit, entries
from kitei.regulations.importing.readers.refusals import CannotImport
from kitei.regulations.importing.wording.folding import fold, squeeze
from kitei.regulations.importing.wording.joining import sentences
from kitei.regulations.importing.wording.numerals import kanji_of, number_of
from tests.regulations.importing.damage import damaged

_SIGNS = (
    "第条項号章附則別表様式紙編節の目的はをに、。（）()「」①②㉑⑴ア イ1２三十百⼀\t　 \n-"
    "ただし以下という前次同各削除年月日令和から施行する"
)
texts = st.text(st.sampled_from(_SIGNS), max_size=400)


@given(st.text(max_size=200))
def test_folding_keeps_every_sign_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.integers(0, 9999))
def test_a_number_in_kanji_reads_back(number: int) -> None:
    assert number_of(kanji_of(number)) == number
    assert number_of(str(number)) == number


@given(st.text(st.sampled_from("あ。（）「」ただし\n"), max_size=60))
def test_sentences_lose_nothing_but_line_feeds(text: str) -> None:
    assert squeeze("".join(sentences(text))) == squeeze(text)


@given(texts)
def test_no_text_makes_the_importer_fail_otherwise_than_by_refusing_it(text: str) -> None:
    try:
        found = import_regulation(text.encode(), "any.txt")
    except CannotImport:
        return
    ids = [clause.id for clause in found.clauses]
    assert len(ids) == len(set(ids))


@given(st.integers(500, 6000), st.integers(0, 10_000))
def test_a_regulation_made_up_comes_back_with_the_ids_it_was_made_of(size: int, seed: int) -> None:
    text, wanted = made_up(size, seed)
    found = import_regulation(text.encode(), "made-up.txt")
    got = {clause.id for clause in found.clauses if clause.kind in {"article", "paragraph", "item"}}
    assert got == wanted


@given(st.integers(500, 4000), st.integers(0, 10_000))
def test_and_damaged_nearly_all_of_them(size: int, seed: int) -> None:
    text, wanted = made_up(size, seed)
    found = import_regulation(damaged(text, seed).encode(), "made-up.txt")
    got = {clause.id for clause in found.clauses if clause.kind in {"article", "paragraph", "item"}}
    assert len(got & wanted) >= 0.97 * max(len(got), len(wanted))


_values = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=30) | st.booleans() | st.integers() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(_values)
def test_what_is_emitted_is_yaml_and_reads_back(value: object) -> None:
    assert yaml.safe_load(emit(value)) == value
    assert yaml.safe_load(entries([{"key": value}])) == [{"key": value}]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=3))
def test_counting_goes_on_by_one_at_one_level(key: list[int]) -> None:
    here = tuple(key)
    assert follows(here, (*here[:-1], here[-1] + 1))
    assert follows(here, (*here, 2))
    assert not follows(here, here)


def test_the_bench_measures_the_import_beside_its_limit() -> None:
    ticks = iter(range(1000))
    result = bench_import(clock=lambda: float(next(ticks)), size=20_000, repeats=1)
    assert result["recall"] == result["precision"] == 1
    assert result["seconds"] == result["limit_seconds"] == 1
