"""The same norms for millions of rows: each distinct case is decided once by the single-case engine (contract §5).

An answer depends on a row only through the classes its values fall into: which tests of the question's predicates are
true. So every column is reduced to a small code (one Python call for each distinct value), the codes of a row are
packed into one number, each distinct number is decided once, and the results are joined back. Row by row this is the
single-case engine by construction; only the codes must be right, and a property test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from kitei.decisions.answer import Answer
from kitei.decisions.building.programs import Ready
from kitei.decisions.deciding import Engine
from kitei.decisions.evaluating.columns import by_column
from kitei.predicates.expression import Case
from kitei.predicates.facts import Fact, FactFault, Kind, Value, read_value
from kitei.predicates.variables import Variable, facts_of_variable
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

_RADIX_LIMIT = 2**62
_EMPTY = ("", None)


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
    faults += [FactFault(name, "taken", ", ".join(OUTPUT)) for name in columns if name in OUTPUT]
    if faults:
        raise BadRows(file, faults)


@dataclass(slots=True)
class Bulk:
    """Decides tables of one question.

    Attributes:
        common: facts that hold for every row; a column overrides them where it has a value.
        decided: how many distinct cases were decided so far.
    """

    engine: Engine
    ready: Ready
    on: date
    common: Mapping[str, Value]
    _results: dict[tuple[Any, ...], dict[str, str | None]] = field(default_factory=dict)
    _variables: dict[str, list[Variable]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._variables = by_column(self.ready.program)

    @property
    def decided(self) -> int:
        """How many distinct cases were decided so far."""
        return len(self._results)

    def decide(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the columns of `OUTPUT` added, in the same order."""
        columns = [name for name in rows.columns if name in self.ready.program.facts]
        if not columns or rows.is_empty():
            return rows.hstack(self._without_columns(rows.height))
        coded = [self._code(rows[name]) for name in columns]
        key = _pack(coded)
        first = key.to_frame("key").with_row_index("row").unique("key", keep="first", maintain_order=True)
        picked = rows.select(columns)[first["row"]]
        results = pl.DataFrame([self._result(row) for row in picked.iter_rows(named=True)], schema=_schema())
        order = first.select("key").with_row_index("at")
        at = key.to_frame("key").join(order, on="key", how="left", maintain_order="left")["at"]
        return rows.hstack(results[at])

    def _without_columns(self, height: int) -> pl.DataFrame:
        result = self._result({})
        return pl.DataFrame([result], schema=_schema())[[0] * height] if height else pl.DataFrame(schema=_schema())

    def _code(self, column: pl.Series) -> pl.Series:
        """A small number for each value: equal numbers mean equal classes in every predicate."""
        fact = self.ready.program.facts[column.name]
        plain = _plain(column)
        distinct = plain.unique(maintain_order=True)
        signatures: dict[Any, int] = {}
        codes = [signatures.setdefault(self._signature(fact, raw), len(signatures)) for raw in distinct]
        if plain.dtype == pl.Boolean:
            table = dict(zip(distinct, codes, strict=True))
            return (
                plain.cast(pl.UInt8)
                .fill_null(2)
                .replace_strict(
                    [2 if raw is None else int(raw) for raw in table], list(table.values()), return_dtype=pl.UInt32
                )
            )
        return plain.replace_strict(distinct, pl.Series(codes, dtype=pl.UInt32), return_dtype=pl.UInt32)

    def _signature(self, fact: Fact, raw: Any) -> tuple[Any, ...]:
        value = read_cell(fact, raw, self.ready.program.clause_ids)
        if value is None or isinstance(value, FactFault):
            return ("bad", str(raw)) if value is not None else ("unknown",)
        variables = self._variables.get(fact.id, [])
        if any(len(facts_of_variable(each)) > 1 for each in variables):
            return ("value", value)
        case = Case({fact.id: value}, self.on)
        return tuple(each.classify(case) for each in variables)

    def _result(self, row: Mapping[str, Any]) -> dict[str, str | None]:
        facts = dict(self.common)
        faults: list[str] = []
        for name, raw in row.items():
            value = read_cell(self.ready.program.facts[name], raw, self.ready.program.clause_ids)
            if isinstance(value, FactFault):
                near = f" → {value.nearest}?" if value.nearest else ""
                faults.append(f"{name}: {raw!r} ({value.expected}){near}")
            elif value is not None:
                facts[name] = value
        if faults:
            return {**dict.fromkeys(OUTPUT), "error": "; ".join(faults)}
        key = tuple(sorted(facts.items(), key=lambda item: item[0]))
        found = self._results.get(key)
        if found is None:
            found = self._results[key] = flat(self.engine.decide_ready(self.ready, facts, self.on).answer)
        return found


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


def read_cell(fact: Fact, raw: Any, clauses: frozenset[str]) -> Value | FactFault | None:
    """A cell as a value. In text an empty cell is unknown, `[]` is none, lists are separated by `;`."""
    if raw in _EMPTY or raw is None:
        return None
    if isinstance(raw, str):
        return _read_text(fact, raw.strip(), clauses)
    return read_value(fact, raw, clauses)


def _read_text(fact: Fact, text: str, clauses: frozenset[str]) -> Value | FactFault | None:
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            known = {"true": True, "false": False}.get(text.lower())
            return read_value(fact, text if known is None else known)
        case Kind.INT:
            return read_value(fact, int(text) if text.isascii() and text.isdigit() else text)
        case Kind.ANY:
            return read_value(fact, [] if text == "[]" else [part.strip() for part in text.split(";")])
        case _:
            return read_value(fact, text, clauses) if text else None


def _plain(column: pl.Series) -> pl.Series:
    """Lists as text joined by `;`, so that equal lists are equal values; anything else as it is."""
    if isinstance(column.dtype, pl.List):
        joined = column.list.sort().cast(pl.List(pl.String)).list.join(";")
        return joined.replace("", "[]") if joined.dtype == pl.String else joined
    return column


def _pack(codes: list[pl.Series]) -> pl.Series:
    """One number for each row, equal exactly if all codes are equal."""
    key = pl.zeros(len(codes[0]), dtype=pl.UInt64, eager=True)
    size = 1
    for code in codes:
        radix = _largest(code) + 1
        if size * radix > _RADIX_LIMIT:
            key = key.rank("dense").cast(pl.UInt64) - 1
            size = _largest(key) + 1
        key = key * radix + code.cast(pl.UInt64)
        size *= radix
    return key


def _schema() -> dict[str, type[pl.String]]:
    return dict.fromkeys(OUTPUT, pl.String)


def _largest(codes: pl.Series) -> int:
    found = codes.max()
    return found if isinstance(found, int) else 0
