"""Columns become small numbers and keys; every number leads back to its cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.decisions.compiled import columns
from kitei.decisions.compiled.columns import distinct, numbered, packed, read_cell, recoded
from kitei.predicates.facts import Absence, Fact, FactFault, Kind

NUMBERS = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=8)


@given(NUMBERS, st.sampled_from([2, 2**10, 2**62]), st.sampled_from([1, 2**20]))
def test_rows_have_one_key_exactly_if_all_their_numbers_are_equal(
    rows: list[list[int]], limit: int, table: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_KEY_LIMIT", limit)
        patch.setattr(columns, "_TABLE", table)
        codes = [(pl.Series([row[at] for row in rows], dtype=pl.UInt32), 4) for at in range(3)]
        first, at = distinct(*packed(codes))

    assert [rows[first[place]] for place in at] == rows
    assert len({tuple(row) for row in rows}) == len(first)


@pytest.mark.parametrize(
    "column",
    [
        pl.Series([True, None, False]),
        pl.Series([3, None, -2, 3]),
        pl.Series([3, None, 10**9]),
        pl.Series([None, None], dtype=pl.Int64),
        pl.Series([1.5, None, 2.0]),
        pl.Series([date(2026, 5, 11), None, date(2026, 5, 9)]),
        pl.Series([date(1900, 1, 1), date(2026, 5, 9)]),
        pl.Series(["a", None, "", "a", "ア"]),
        pl.Series(["b", None, "a"], dtype=pl.Enum(["a", "b", "c"])),
        pl.Series(["b", None, "a"], dtype=pl.Categorical),
        pl.Series([["b", "a"], None, [], ["a", "b"], ["b", "a"]]),
        pl.Series([], dtype=pl.String),
    ],
)
def test_the_number_of_a_cell_leads_back_to_the_cell(column: pl.Series) -> None:
    numbers, cells = numbered(column)

    assert [cells[number] for number in numbers] == column.to_list()


FLAG, NUMBER, DAY = Fact("consent", Kind.FLAG, 0), Fact("age", Kind.INT, 1, most=150), Fact("on", Kind.DATE, 2)
WORD, LIST = Fact("kind", Kind.ONE, 3, ("a", "b")), Fact("grounds", Kind.ANY, 4, ("law", "vital"))
STEP, CLAUSE = Fact("approved", Kind.STEP, 5, absence=Absence.OPEN), Fact("clause", Kind.CLAUSE, 6)


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        (FLAG, "true", True),
        (FLAG, " FALSE ", False),
        (FLAG, False, False),
        (FLAG, "", None),
        (FLAG, "  ", None),
        (FLAG, None, None),
        (STEP, "True", True),
        (NUMBER, "18", 18),
        (NUMBER, 18, 18),
        (WORD, " b", "b"),
        (LIST, "[]", frozenset()),
        (LIST, "law; vital", frozenset({"law", "vital"})),
        (LIST, ["law"], frozenset({"law"})),
        (DAY, "2026-05-11 00:00:00", date(2026, 5, 11)),
        (DAY, "令和8年5月11日", date(2026, 5, 11)),
        (DAY, date(2026, 5, 11), date(2026, 5, 11)),
        (CLAUSE, "school:4", "school:4"),
    ],
)
def test_a_cell_is_read_by_the_type_of_its_fact(fact: Fact, raw: Any, value: Any) -> None:
    assert read_cell(fact, raw, frozenset({"school:4"})) == value


@pytest.mark.parametrize(
    ("fact", "raw"),
    [
        (FLAG, "yes"),
        (FLAG, 1),
        (NUMBER, "x"),
        (NUMBER, "18.0"),
        (NUMBER, "１８"),
        (NUMBER, "151"),
        (WORD, "c"),
        (LIST, "law,vital"),
        (LIST, ";"),
        (DAY, "2026-05-11 09:00:00"),
        (CLAUSE, "school:5"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_was_given(fact: Fact, raw: Any) -> None:
    fault = read_cell(fact, raw, frozenset({"school:4"}))

    assert isinstance(fault, FactFault)
    assert fault.path == f"facts.{fact.id}"
    assert str(raw) in fault.problem or fact in (DAY, LIST)  # which name the wrong part, or what is wrong with the day


def test_numbers_that_stay_as_they_are_are_not_copied_and_others_are_looked_up() -> None:
    numbers = pl.Series([2, 0, 1, 2], dtype=pl.UInt32)

    assert recoded(numbers, [0, 1, 2]) is numbers
    assert recoded(numbers, [1, 1, 0]).to_list() == [0, 1, 1, 0]
    assert recoded(numbers, [1, 1, 0]).dtype == pl.UInt8


def test_a_key_is_as_large_as_the_numbers_of_its_columns_multiplied() -> None:
    columns_ = [(pl.Series(each, dtype=pl.UInt32), size) for each, size in (([1, 0], 2), ([0, 0], 1), ([2, 1], 3))]

    key, size = packed(columns_)

    assert size == 6
    assert key.to_list() == [5, 1]
    assert key.dtype == pl.UInt8


@pytest.mark.parametrize(
    ("sizes", "kind"),
    [((2**8,), pl.UInt32), ((2**4, 2**4), pl.UInt8), ((2**8, 2), pl.UInt16), ((2**16, 2), pl.UInt32),
     ((2**31, 2), pl.UInt32), ((2**32, 2), pl.UInt64)],
)  # fmt: skip
def test_a_key_is_as_narrow_as_its_size_allows(sizes: tuple[int, ...], kind: type[pl.DataType]) -> None:
    key, size = packed([(pl.Series([0, 1], dtype=pl.UInt32), each) for each in sizes])

    assert key.dtype == kind
    assert key.to_list() == ([0, 1] if len(sizes) == 1 else [0, 1 + sizes[-1]])
    assert size == sizes[0] * (sizes[1] if len(sizes) > 1 else 1)


def test_a_key_that_would_grow_too_large_is_numbered_anew() -> None:
    wide = pl.Series([2**40, 7, 2**40], dtype=pl.UInt64)

    key, size = packed([(wide, 2**41), (pl.Series([1, 0, 1], dtype=pl.UInt32), 2**30)])

    assert size == 2 * 2**30
    assert key.to_list() == [2**30 + 1, 0, 2**30 + 1]


def test_a_key_of_the_largest_size_is_not_numbered_anew() -> None:
    columns_ = [(pl.Series([2**30, 7], dtype=pl.UInt32), 2**31), (pl.Series([1, 0], dtype=pl.UInt32), 2**31)]

    assert packed(columns_)[1] == 2**62
    assert packed(columns_)[0].to_list() == [2**61 + 1, 7 * 2**31]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (pl.Series([True, True]), [False, True, None]),
        (pl.Series(["b", None, "a", "b"]), ["b", "a", None]),
        (pl.Series(["b", None], dtype=pl.Enum(["a", "b", "c"])), ["a", "b", "c", None]),
        (pl.Series(["b", "b"], dtype=pl.Categorical(pl.Categories.random())), ["b", None]),
        (pl.Series([["a"], ["b"], ["a"]]), [["a"], ["b"]]),
    ],
)
def test_the_cells_of_a_column_are_its_kinds_own_list(column: pl.Series, cells: list[Any]) -> None:
    assert numbered(column)[1] == cells


def test_the_first_row_of_each_key_stands_for_it() -> None:
    for size in (10, 2**21):
        first, at = distinct(pl.Series([7, 3, 7, 3, 9], dtype=pl.UInt32), size)
        assert first.to_list() == [0, 1, 4]
        assert at.to_list() == [0, 1, 0, 1, 2]


def test_numbers_within_a_narrow_range_are_their_own() -> None:
    narrow, wide = pl.Series([5, 3, 5]), pl.Series([5, 5 + 4_096, 5])

    assert numbered(narrow)[0].to_list() == [2, 0, 2]
    assert numbered(narrow)[1] == [3, 4, 5, None]
    assert numbered(wide)[0].to_list() == [0, 1, 0]
    assert numbered(pl.Series([5, 5 + 4_095]))[0].to_list() == [0, 4_095]
    assert numbered(pl.Series([None, None], dtype=pl.Int64))[1] == [None]
