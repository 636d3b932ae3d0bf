"""Row by row, a table is answered as single cases are: outcome, clauses, conditions, obligations and questions."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.cli.benches.cases import partly_known_cases
from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.rows import OUTPUT, BadRows, Bulk, check_columns, flat
from kitei.decisions.compiled.single import FastProgram
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from kitei.predicates.facts import Kind, read_facts
from tests.decisions.compiled.library.cases import FAST, HOME, as_text, programs

ON = date(2026, 5, 11)


def answers(program: FastProgram, facts: list[dict[str, Any]]) -> list[dict[str, str | None]]:
    ready = program.ready
    return [flat(HOME.decide(ready.regulation.id, ready.program.question, each, program.on).answer) for each in facts]


def decided(program: FastProgram, table: pl.DataFrame, **common: Any) -> list[dict[str, Any]]:
    model = program.ready.program
    return Bulk(program, read_facts(common, model.facts, model.clause_ids)).decide(table).select(OUTPUT).to_dicts()


def random_rows(program: FastProgram, seed: int) -> list[dict[str, Any]]:
    """Up to six cases, anything from nothing to everything known."""
    facts = {name: fact for name, fact in program.ready.program.facts.items() if fact.kind is not Kind.CLAUSE}
    return partly_known_cases(facts, 1 + seed % 6, seed, share=(seed % 5) / 4)


@given(programs(), st.integers(0, 2**32))
def test_rows_of_text_are_answered_as_single_cases(program: FastProgram, seed: int) -> None:
    facts = random_rows(program, seed)
    names = sorted({name for each in facts for name in each})
    table = pl.DataFrame(
        [{name: as_text(each.get(name)) for name in names} for each in facts], dict.fromkeys(names, pl.String)
    )
    if not names:
        table = pl.DataFrame({"id": range(len(facts))})

    assert decided(program, table) == answers(program, facts)


@given(programs(), st.integers(0, 2**32))
def test_typed_rows_are_answered_as_single_cases(program: FastProgram, seed: int) -> None:
    facts = random_rows(program, seed)
    names = sorted({name for each in facts for name in each})
    table = pl.DataFrame({"id": range(len(facts))}).with_columns(
        pl.Series(name, [typed(each.get(name), program, name) for each in facts], dtype=kind(program, name))
        for name in names
    )

    assert decided(program, table) == answers(program, facts)


def kind(program: FastProgram, name: str) -> Any:
    fact = program.ready.program.facts[name]
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return pl.Boolean
        case Kind.ANY:
            return pl.List(pl.String)
        case Kind.INT:
            return pl.Int64
        case Kind.DATE:
            return pl.Date
        case Kind.ONE:
            return pl.Enum(fact.values) if fact.rank % 2 else pl.Categorical
        case Kind.CLAUSE:
            return pl.String


def typed(value: Any, program: FastProgram, name: str) -> Any:
    if value is not None and program.ready.program.facts[name].kind is Kind.DATE:
        return date.fromisoformat(value)
    return value


def test_a_row_with_bad_input_gets_an_error_and_the_others_their_answers() -> None:
    program = FAST.program("josai", "provision", ON)
    table = pl.DataFrame({"consent": ["true", "maybe", ""], "grounds": ["[]", "lwa;law", None]})

    found = decided(program, table)

    assert [found[0], found[2]] == answers(program, [{"consent": True, "grounds": []}, {}])
    assert {name: each for name, each in found[1].items() if each is not None} == {
        "error": "consent: 'maybe' (true / false); grounds: 'lwa;law' ("
        + ", ".join(program.ready.program.facts["grounds"].values)
        + ") → law?"
    }


def test_an_empty_cell_is_unknown_and_brackets_are_none() -> None:
    program = FAST.program("josai", "provision", ON)
    table = pl.DataFrame({"grounds": ["", "[]", None, " "]})

    assert decided(program, table) == answers(program, [{}, {"grounds": []}, {}, {}])


def test_empty_lists_lists_of_nothing_and_no_lists_are_told_apart() -> None:
    program = FAST.program("josai", "provision", ON)
    lists = pl.Series(
        "grounds", [[], None, ["law"], [None], [""], ["law", "vital"], ["vital", "law"]], pl.List(pl.String)
    )

    found = decided(program, lists.to_frame())

    assert [found[index] for index in (0, 1, 2, 5, 6)] == answers(
        program,
        [{"grounds": []}, {}, {"grounds": ["law"]}, {"grounds": ["law", "vital"]}, {"grounds": ["law", "vital"]}],
    )
    assert all(found[index]["error"] for index in (3, 4))


def test_a_column_overrides_the_common_facts_where_it_has_a_value() -> None:
    program = FAST.program("josai", "provision", ON)
    table = pl.DataFrame({"consent": [True, None]})

    assert decided(program, table, consent=False) == answers(program, [{"consent": True}, {"consent": False}])


def test_a_fact_with_the_name_of_an_output_is_read_and_kept_under_another_name() -> None:
    program = FAST.program("josai", "request", ON)
    table = pl.DataFrame({"request_kind": ["correct"] * 3, "error": ["clear", "none", "claer"]})
    check_columns("people.csv", table.columns, program.ready.program.facts, [])

    found = Bulk(program, {}).decide(table)

    assert found.columns == ["request_kind", "error_given", *OUTPUT]
    assert found["error_given"].to_list() == table["error"].to_list()
    assert found.select(OUTPUT).to_dicts()[:2] == answers(
        program, [{"request_kind": "correct", "error": each} for each in ("clear", "none")]
    )
    assert "clear?" in found["error"][2]


def test_a_day_from_a_spreadsheet_is_a_day() -> None:
    program = FAST.program("josai", "provision", ON)
    table = pl.DataFrame({"provided_on": ["2026-05-10 00:00:00", "令和8年5月10日", "2026-05-10"]})

    assert decided(program, table) == answers(program, [{"provided_on": "2026-05-10"}] * 3)


@pytest.mark.parametrize("height", [0, 3])
def test_a_table_without_facts_is_answered_from_the_common_facts(height: int) -> None:
    program = FAST.program("josai", "provision", ON)
    table = pl.DataFrame({"id": pl.Series(range(height), dtype=pl.Int64)})

    assert decided(program, table, consent=True) == answers(program, [{"consent": True}] * height)


def test_every_row_has_its_explanation_and_a_row_that_cannot_be_read_has_none() -> None:
    program = FAST.program("josai", "provision", ON)
    wording = Wording(HOME.library.vocabulary)
    table = pl.DataFrame({"consent": ["true", "maybe", "false", "true"]})

    trees, at = Bulk(program, {}).explain(table, FastExplainer(program, wording))

    expected = [
        None if each is None else Explainer(wording).explain(HOME.decide("josai", "provision", {"consent": each}, ON))
        for each in (True, None, False, True)
    ]
    assert [trees[index] for index in at] == expected


def test_columns_that_are_no_facts_are_refused_with_the_nearest_fact() -> None:
    facts = FAST.program("josai", "provision", ON).ready.program.facts

    with pytest.raises(BadRows) as refused:
        check_columns("people.csv", ["consen", "id", "outcome"], facts, ["id", "name"])

    assert [(fault.path, fault.problem) for fault in refused.value.faults] == [
        ("consen", "unknown_column"),
        ("outcome", "unknown_column"),
        ("name", "missing"),
        ("outcome", "taken"),
    ]
    assert refused.value.faults[0].nearest == "consent"
