"""Columns of a table: from cells to facts, and from columns to small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from kitei.predicates.facts import Fact, FactFault, Kind, Value, read_value

_KEY_LIMIT = 2**62
_TABLE = 2**20
"""Keys so few are looked up in a table instead of being searched for."""

_RANGE = 4_096
"""Whole numbers and days within so narrow a range are their own numbers; no search for the distinct ones."""

_MIDNIGHT = " 00:00:00"
"""How a spreadsheet's day reads as text."""

_WORDS = {"true": True, "false": False}


def read_cell(fact: Fact, raw: Any, clauses: frozenset[str]) -> Value | FactFault | None:
    """A cell as a value. In text an empty cell is unknown, `[]` is none, lists are separated by `;`."""
    if raw is None:
        return None
    return _read_text(fact, raw.strip(), clauses) if isinstance(raw, str) else read_value(fact, raw, clauses)


def _read_text(fact: Fact, text: str, clauses: frozenset[str]) -> Value | FactFault | None:
    if not text:
        return None
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return read_value(fact, _WORDS.get(text.lower(), text))
        case Kind.INT:
            return read_value(fact, int(text) if text.isascii() and text.isdigit() else text)
        case Kind.ANY:
            return read_value(fact, [] if text == "[]" else [part.strip() for part in text.split(";")])
        case Kind.DATE:
            return read_value(fact, text.removesuffix(_MIDNIGHT))
        case _:
            return read_value(fact, text, clauses)


def numbered(column: pl.Series) -> tuple[pl.Series, list[Any]]:
    """A number for each row, and the cell for each number; several numbers may stand for equal cells."""
    match column.dtype:
        case pl.Boolean:
            return column.cast(pl.UInt8).fill_null(2), [False, True, None]
        case pl.List():
            return _numbered_lists(column)
        case pl.String:
            # Categories of its own: the shared ones would keep every text ever seen.
            return _numbered_words(column.cast(pl.Categorical(pl.Categories.random())))
        case pl.Categorical() | pl.Enum():
            return _numbered_words(column)
        case kind if kind.is_integer() or kind == pl.Date:
            return _numbered_range(column)
        case _:
            return _numbered_values(column)


def recoded(numbers: pl.Series, codes: list[int]) -> pl.Series:
    """Other numbers for the same rows: `codes[number]`."""
    if codes == list(range(len(codes))):
        return numbers
    return pl.Series(codes, dtype=_narrowest(len(codes))).gather(numbers)


def packed(columns: Sequence[tuple[pl.Series, int]]) -> tuple[pl.Series, int]:
    """One number for each row, equal exactly if all codes are equal, and how many such numbers there can be.

    Args:
        columns: codes, and how many different codes there can be.
    """
    key, size = columns[0]
    for code, radix in columns[1:]:
        if size * radix > _KEY_LIMIT:
            key = key.rank("dense").cast(pl.UInt64) - 1
            size = _largest(key) + 1
        size *= radix
        if radix > 1:
            kind = _narrowest(size)
            key = key.cast(kind) * pl.Series([radix], dtype=kind) + code.cast(kind)
    return key, size


def distinct(key: pl.Series, size: int) -> tuple[pl.Series, pl.Series]:
    """The first row of each distinct key, and for each row the place of its key among them."""
    first = key.arg_unique()
    found = key.gather(first)
    if size > _TABLE:
        return first, _dense(key, found)
    table = pl.zeros(size, pl.UInt32, eager=True)
    return first, table.scatter(found, pl.int_range(len(found), dtype=pl.UInt32, eager=True)).gather(key)


def _narrowest(size: int) -> type[pl.DataType]:
    """The narrowest type that holds so many numbers: the less memory is moved, the faster."""
    return next(
        (kind for kind, limit in ((pl.UInt8, 2**8), (pl.UInt16, 2**16), (pl.UInt32, 2**32)) if size <= limit), pl.UInt64
    )


def _numbered_words(column: pl.Series) -> tuple[pl.Series, list[Any]]:
    words = column.dtype.categories  # type: ignore[attr-defined]
    known = (words if isinstance(words, pl.Series) else words.to_series()).to_list()
    numbers = column.to_physical()
    return (numbers.cast(pl.UInt32).fill_null(len(known)) if numbers.has_nulls() else numbers), [*known, None]


def _numbered_lists(column: pl.Series) -> tuple[pl.Series, list[Any]]:
    """The number of a list is the first row with an equal list, counted without gaps."""
    rows = column.to_frame("list").with_row_index("row").select(pl.col("row").first().over("list")).to_series()
    first = rows.unique(maintain_order=True)
    return _dense(rows, first), column.gather(first).to_list()


def _numbered_range(column: pl.Series) -> tuple[pl.Series, list[Any]]:
    whole = column.to_physical()
    least, most = whole.min(), whole.max()
    if not isinstance(least, int) or not isinstance(most, int):
        return pl.zeros(len(column), pl.UInt32, eager=True), [None]
    if most - least >= _RANGE:
        return _numbered_values(column)
    numbers = (whole.cast(pl.Int64) - least).cast(pl.UInt32).fill_null(most - least + 1)
    cells = pl.Series(range(least, most + 1), dtype=whole.dtype).cast(column.dtype).to_list()
    return numbers, [*cells, None]


def _numbered_values(column: pl.Series) -> tuple[pl.Series, list[Any]]:
    first = column.unique(maintain_order=True)
    return _dense(column, first), first.to_list()


def _dense(values: pl.Series, distinct: pl.Series) -> pl.Series:
    """For each value its place among the distinct ones."""
    places = pl.int_range(len(distinct), dtype=pl.UInt32, eager=True)
    return values.replace_strict(distinct, places, return_dtype=pl.UInt32)


def _largest(codes: pl.Series) -> int:
    found = codes.max()
    return found if isinstance(found, int) else 0
