"""The same norms for millions of rows: each distinct case is decided once, by the single-case form (contract §5).

An answer depends on a row only through the classes its values fall into: which tests of the question's predicates are
true. So every column becomes small numbers (one Python call for each distinct value), the numbers of a row are packed
into one key, each distinct key is decided once, and the results are joined back. Row by row this is the single-case
engine by construction; only the numbers must be right, and a property test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kitei.decisions.answer import Answer
from kitei.decisions.compiled.columns import distinct, numbered, packed, read_cell, recoded
from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.single import FastProgram
from kitei.decisions.explaining.tree import Why
from kitei.predicates.facts import Fact, FactFault, Value
from kitei.text import nearest

OUTPUT = (
    "outcome",
    "regulation_says",
    "statute_says",
    "basis",
    "because",
    "conditions",
    "obligations",
    "questions",
    "error",
)
"""The columns added to the input's."""

GIVEN = "_given"


class BadRows(ValueError):
    """A table that cannot be decided; nothing is written.

    Attributes:
        faults: one for each column that is wrong.
    """

    def __init__(self, file: str, faults: Iterable[FactFault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("; ".join(f"{file}: {fault.path}: {fault.problem}" for fault in self.faults))


def check_columns(file: str, columns: Sequence[str], facts: Mapping[str, Fact], kept: Sequence[str]) -> None:
    """Every column is a fact of the question, or is named as one to carry along.

    Raises:
        BadRows: with the nearest fact for each column that is neither.
    """
    faults = [
        FactFault(name, "unknown_column", ", ".join(facts), nearest(name, tuple(facts)))
        for name in columns
        if name not in facts and name not in kept
    ]
    faults += [
        FactFault(name, "missing", ", ".join(columns), nearest(name, tuple(columns)))
        for name in kept
        if name not in columns
    ]
    faults += [FactFault(name, "taken", ", ".join(OUTPUT)) for name in columns if name in OUTPUT and name not in facts]
    if faults:
        raise BadRows(file, faults)


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column as small numbers.

    Attributes:
        codes: one for each row. cells: a cell for each code, read; equal codes mean equal answers.
    """

    codes: pl.Series
    cells: list[_Cell]


@dataclass(frozen=True, slots=True)
class _Cell:
    value: Value | None = None
    error: str | None = None


@dataclass(slots=True)
class Bulk:
    """Decides tables of one question.

    Attributes:
        common: facts that hold for every row; a column overrides them where it has a value.
    """

    fast: FastProgram
    common: Mapping[str, Value]

    def decide(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the columns of `OUTPUT` added, in the same order.

        A fact that has the name of an output (`error`, of a request) stands in the result with `GIVEN` behind its name.
        """
        cases, at = self._cases(rows)
        found: dict[int, int] = {}
        flats: list[dict[str, str | None]] = []
        places: list[int] = []
        kept: list[Answer] = []  # so that an identity stays one answer's while it is a key
        for facts, error in cases:
            if error is not None:
                places.append(len(flats))
                flats.append({**dict.fromkeys(OUTPUT), "error": error})
                continue
            answer = self.fast.decide(facts)
            if id(answer) not in found:
                found[id(answer)] = len(flats)
                flats.append(flat(answer))
                kept.append(answer)
            places.append(found[id(answer)])
        results = pl.DataFrame(flats, schema=_schema())
        given = rows.rename({name: name + GIVEN for name in rows.columns if name in OUTPUT})
        return given.hstack(results[pl.Series(places, dtype=pl.UInt32).gather(at)])

    def explain(self, rows: pl.DataFrame, explainer: FastExplainer) -> tuple[list[Why | None], pl.Series]:
        """Why each row was decided as it was: the distinct explanations, and which of them is each row's.

        A row that cannot be read has none.
        """
        cases, at = self._cases(rows)
        return [None if error is not None else explainer.explain(facts)[1] for facts, error in cases], at

    def count(self, rows: pl.DataFrame) -> int:
        """How many distinct cases a table holds."""
        return len(self._cases(rows)[0])

    def _cases(self, rows: pl.DataFrame) -> tuple[list[tuple[dict[str, Value], str | None]], pl.Series]:
        """The distinct cases, each with what is wrong with it, and which of them is each row's."""
        columns = [name for name in rows.columns if name in self.fast.ready.program.facts]
        if not columns or rows.is_empty():
            return [(dict(self.common), None)], pl.zeros(rows.height, pl.UInt32, eager=True)
        coded = [self._code(rows[name]) for name in columns]
        first, at = distinct(*packed([(each.codes, len(each.cells)) for each in coded]))
        picked = [[each.cells[code] for code in each.codes.gather(first)] for each in coded]
        return [self._case(columns, cells) for cells in zip(*picked, strict=True)], at

    def _case(self, columns: list[str], cells: tuple[_Cell, ...]) -> tuple[dict[str, Value], str | None]:
        errors = [cell.error for cell in cells if cell.error is not None]
        given = {name: cell.value for name, cell in zip(columns, cells, strict=True) if cell.value is not None}
        return {**self.common, **given}, "; ".join(errors) or None

    def _code(self, column: pl.Series) -> _Coded:
        """A small number for each row: equal numbers mean that no norm tells the values apart."""
        numbers, raws = numbered(column)
        numbers_of: dict[Any, int] = {}
        cells: list[_Cell] = []
        codes: list[int] = []
        for raw in raws:
            apart, cell = self._read(column.name, raw)
            if apart not in numbers_of:
                numbers_of[apart] = len(cells)
                cells.append(cell)
            codes.append(numbers_of[apart])
        return _Coded(recoded(numbers, codes), cells)

    def _read(self, name: str, raw: Any) -> tuple[Any, _Cell]:
        """What tells the cell apart from others of its column, and the cell."""
        program = self.fast.ready.program
        fact = program.facts[name]
        value = read_cell(fact, raw, program.clause_ids)
        if isinstance(value, FactFault):
            near = f" → {value.nearest}?" if value.nearest else ""
            error = f"{name}: {raw!r} ({value.expected}){near}"
            return error, _Cell(error=error)
        if value is None:
            return None, _Cell()
        return (self.fast.tell_apart(name, value),), _Cell(value)


def flat(answer: Answer) -> dict[str, str | None]:
    """An answer as the cells of a row; lists joined by `;`."""
    cited = dict.fromkeys(each.clause for each in (*answer.because, *answer.exceptions))
    return {
        "outcome": answer.outcome,
        "regulation_says": answer.regulation_says,
        "statute_says": answer.statute_says,
        "basis": answer.basis,
        "because": ";".join(cited),
        "conditions": ";".join(dict.fromkeys(each.kind for each in answer.conditions)),
        "obligations": ";".join(dict.fromkeys(each.kind for each in answer.obligations)),
        "questions": ";".join(each.fact for each in answer.questions),
        "error": None,
    }


def _schema() -> dict[str, type[pl.String]]:
    return dict.fromkeys(OUTPUT, pl.String)
