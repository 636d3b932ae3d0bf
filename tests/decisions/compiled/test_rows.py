"""Row by row, a table is answered as single cases are, on the invented texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from kitei.decisions.compiled.explaining import FastExplainer
from kitei.decisions.compiled.rows import GIVEN, OUTPUT, BadRows, Bulk, check_columns, flat
from kitei.decisions.compiled.single import FastEngine, FastProgram
from kitei.decisions.deciding import Engine
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording
from kitei.predicates.facts import FactFault, read_facts
from tests.decisions.compiled.sample import LATE, as_text, cases, interpreted


@pytest.fixture
def provision(home: Engine) -> FastProgram:
    return FastEngine(home).program("school", "provision", LATE)


def answers(program: FastProgram, facts: list[dict[str, Any]]) -> list[dict[str, str | None]]:
    return [flat(interpreted(program, each).answer) for each in facts]


def bulk(program: FastProgram, **common: Any) -> Bulk:
    model = program.ready.program
    return Bulk(program, read_facts(common, model.facts, model.clause_ids))


def decided(program: FastProgram, table: pl.DataFrame, **common: Any) -> list[dict[str, Any]]:
    return bulk(program, **common).decide(table).select(OUTPUT).to_dicts()


@pytest.mark.parametrize("question", ["provision", "record", "request", "use", "periodic", "citation"])
def test_rows_of_text_are_answered_as_single_cases(home: Engine, question: str) -> None:
    program = FastEngine(home).program("school", question, LATE)
    facts = [dict(each) for each in cases(program, 12)]
    names = sorted({name for each in facts for name in each})
    table = pl.DataFrame(
        [{name: as_text(each.get(name)) for name in names} for each in facts], dict.fromkeys(names, pl.String)
    )

    assert decided(program, table) == answers(program, facts)


def test_typed_rows_are_answered_as_single_cases(provision: FastProgram) -> None:
    table = pl.DataFrame(
        {
            "consent": [True, False, None, True],
            "subject_age": [20, 20, None, 17],
            "relation": pl.Series(["none", "entrustment", None, "none"], dtype=pl.Enum(["none", "entrustment"])),
            "grounds": [["law"], [], None, ["law", "vital"]],
            "provided_on": [date(2026, 5, 10), None, None, date(2026, 5, 12)],
        }
    )

    assert decided(provision, table) == answers(provision, table.to_dicts())


def test_a_row_has_the_cells_of_its_answer(provision: FastProgram) -> None:
    facts = {"consent": False, "relation": "entrustment", "grounds": [], "abroad": False}

    assert decided(provision, pl.DataFrame([facts]))[0] == {
        "outcome": "allow_if",
        "regulation_says": "allow_if",
        "statute_says": "allow",
        "basis": "text",
        "because": "school:5(1);law:3(1);school:5(1)(1)",
        "conditions": "conclude_contract",
        "obligations": "supervise",
        "questions": "",
        "error": None,
    }
    assert (
        decided(provision, pl.DataFrame({"relation": ["none"], "abroad": [False]}))[0]["questions"] == "consent;grounds"
    )


def test_several_things_in_one_cell_are_parted_by_semicolons(home: Engine) -> None:
    program = FastEngine(home).program("school", "breach-report", LATE)
    contract = FastEngine(home).program("school", "contract", LATE)
    table = pl.DataFrame({"malicious": [True]})

    found = bulk(program).decide(table)

    assert found["obligations"].to_list() == ["report_to_ppc_preliminary;report_to_ppc_final"]
    assert flat(contract.decide({"clauses": []}))["conditions"] == "add_clauses"
    assert set(found.select(OUTPUT).schema.values()) == {pl.String()}


def test_columns_that_are_no_facts_are_carried_along_and_rows_keep_their_order(provision: FastProgram) -> None:
    table = pl.DataFrame({"id": [3, 1, 2], "consent": [True, None, True]})

    found = bulk(provision, relation="none").decide(table)

    assert found.columns == ["id", "consent", *OUTPUT]
    assert found["id"].to_list() == [3, 1, 2]
    assert found.select(OUTPUT).to_dicts() == answers(
        provision, [{"consent": each, "relation": "none"} for each in (True, None, True)]
    )


def test_a_row_with_bad_input_gets_an_error_and_the_others_their_answers(provision: FastProgram) -> None:
    table = pl.DataFrame({"consent": ["true", "maybe", ""], "grounds": ["[]", "lwa;law", None]})

    found = decided(provision, table)

    allowed = ", ".join(provision.ready.program.facts["grounds"].values)
    assert [found[0], found[2]] == answers(provision, [{"consent": True, "grounds": []}, {}])
    assert found[1] == dict.fromkeys(OUTPUT) | {
        "error": f"consent: 'maybe' (true / false); grounds: 'lwa;law' ({allowed}) → law?"
    }


def test_an_empty_cell_is_unknown_and_brackets_are_none(provision: FastProgram) -> None:
    table = pl.DataFrame({"grounds": ["", "[]", None, " "]})

    assert decided(provision, table) == answers(provision, [{}, {"grounds": []}, {}, {}])


def test_a_column_overrides_the_common_facts_where_it_has_a_value(provision: FastProgram) -> None:
    table = pl.DataFrame({"consent": [True, None]})

    assert decided(provision, table, consent=False) == answers(provision, [{"consent": True}, {"consent": False}])


def test_a_fact_with_the_name_of_an_output_is_kept_under_another_name(home: Engine) -> None:
    program = FastEngine(home).program("school", "request", LATE)
    table = pl.DataFrame({"request_kind": ["correct"] * 2, "error": ["clear", "claer"]})
    check_columns("people.csv", table.columns, program.ready.program.facts, [])

    found = bulk(program).decide(table)

    assert found.columns == ["request_kind", f"error{GIVEN}", *OUTPUT]
    assert found["error_given"].to_list() == ["clear", "claer"]
    assert found.select(OUTPUT).to_dicts()[0] == answers(program, [{"request_kind": "correct", "error": "clear"}])[0]
    assert "clear?" in found["error"][1]


@pytest.mark.parametrize("height", [0, 3])
def test_a_table_without_facts_is_answered_from_the_common_facts(provision: FastProgram, height: int) -> None:
    table = pl.DataFrame({"id": pl.Series(range(height), dtype=pl.Int64)})

    assert decided(provision, table, consent=True) == answers(provision, [{"consent": True}] * height)
    assert bulk(provision).count(table) == 1


def test_a_table_of_facts_without_rows_stays_empty(provision: FastProgram) -> None:
    assert decided(provision, pl.DataFrame({"consent": pl.Series([], dtype=pl.Boolean)})) == []


def test_rows_no_norm_tells_apart_are_one_case(provision: FastProgram) -> None:
    table = pl.DataFrame({"consent": ["true", "TRUE", "false", "", None], "subject_age": ["17", "18", "19", "", "20"]})

    assert bulk(provision).count(table) == 4  # true, false, unknown; an age that is not given is told apart


def test_every_row_has_its_explanation_and_a_row_that_cannot_be_read_has_none(provision: FastProgram) -> None:
    wording = Wording(provision.engine.library.vocabulary)
    table = pl.DataFrame({"consent": ["true", "maybe", "false", "true"]})

    trees, at = bulk(provision).explain(table, FastExplainer(provision, wording))

    expected = [
        None if each is None else Explainer(wording).explain(interpreted(provision, {"consent": each}))
        for each in (True, None, False, True)
    ]
    assert [trees[index] for index in at] == expected
    assert len(trees) == 3


def test_columns_that_are_no_facts_are_refused_with_the_nearest_fact(provision: FastProgram) -> None:
    facts = provision.ready.program.facts
    allowed = ", ".join(facts)

    with pytest.raises(BadRows) as refused:
        check_columns("people.csv", ["consen", "id", "outcome"], facts, ["id", "consn", "identity"])

    assert refused.value.file == "people.csv"
    assert refused.value.faults == (
        FactFault("consen", "unknown_column", allowed, "consent"),
        FactFault("outcome", "unknown_column", allowed, refused.value.faults[1].nearest),
        FactFault("consn", "missing", "consen, id, outcome", "consen"),
        FactFault("identity", "missing", "consen, id, outcome", None),
        FactFault("outcome", "taken", ", ".join(OUTPUT)),
    )
    assert str(refused.value).startswith("people.csv: consen: unknown_column; people.csv: outcome: unknown_column; ")


def test_columns_of_facts_and_named_ones_are_accepted(provision: FastProgram) -> None:
    check_columns("people.csv", ["consent", "id"], provision.ready.program.facts, ["id"])
