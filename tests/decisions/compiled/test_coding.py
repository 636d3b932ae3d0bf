"""Facts become numbers: a field of bits for each fact, equal numbers where no norm can tell the values apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kitei.decisions.compiled.coding import FIELD, Coding, coding, dated_facts
from kitei.decisions.deciding import Engine
from kitei.predicates.facts import FactFault
from tests.decisions.compiled.sample import LATE
from tests.decisions.inline import shelf

TEXT = """
- {clause: "school:1", outcome: deny, when: {subject_age: {below: 18}},
   unless: [{clause: "school:2", when: {grounds: {has: vital}},
             obligations: [{kind: make_record, due: {from: consented_on, days: 3}}]},
            {clause: "school:3", steps: {contract_concluded: {kind: conclude_contract,
                                                              due: {from: provided_on, days: 1}}}}],
   conditions: [{kind: obtain_consent, keep: {from: recorded_on, years: 1}}],
   records: [{register: book, fields: [date], keep: {from: withdrawn_on, years: 1}}]}
"""


@pytest.fixture
def provision(home: Engine) -> Coding:
    return coding(home.programs.get(home.library.get("school"), "provision", LATE).program, LATE)


def test_each_fact_has_a_field_of_its_own(provision: Coding) -> None:
    shifts = [coder.shift for coder in provision.coders.values()]

    assert shifts == [position * FIELD for position in range(len(provision.coders))]
    for coder in provision.coders.values():
        values: tuple[Any, ...] = coder.fact.values or (True, False)
        held = [frozenset((each,)) for each in values] if coder.fact.id in ("grounds", "special_care") else values
        numbers = [coder.code(each) for each in held] if coder.fact.kind.value not in ("int", "date", "clause") else []
        assert all(number >> coder.shift << coder.shift == number < 1 << (coder.shift + FIELD) for number in numbers)


def test_values_are_numbered_from_one_in_the_order_in_which_classes_are_seen(provision: Coding) -> None:
    relation = provision.coders["relation"]
    seen = ["succession", "entrustment", "none", "joint_use", "entrustment"]

    assert [relation.code(each) >> relation.shift for each in seen] == [1, 2, 1, 3, 2]


def test_a_fact_no_norm_looks_at_has_no_number(provision: Coding) -> None:
    age = provision.coders["subject_age"]

    assert age.tell_apart is None
    assert age.code(40) == 0


def test_of_a_day_that_is_compared_or_counted_from_the_whole_value_counts(provision: Coding) -> None:
    withdrawn = provision.coders["withdrawn_on"]

    assert withdrawn.tell_apart is not None
    assert withdrawn.tell_apart(date(2026, 5, 1)) == date(2026, 5, 1)
    assert withdrawn.code(date(2026, 5, 1)) != withdrawn.code(date(2026, 5, 2))


def test_a_number_counts_only_as_far_as_its_bounds_are_named() -> None:
    home = shelf("provision", TEXT)
    program = home.programs.get(home.library.get("school"), "provision", LATE).program
    age = coding(program, LATE).coders["subject_age"]

    assert age.code(17) == age.code(3) != age.code(18) == age.code(90)


def test_the_facts_that_dates_run_from_are_those_of_duties_conditions_steps_and_entries() -> None:
    home = shelf("provision", TEXT)
    program = home.programs.get(home.library.get("school"), "provision", LATE).program

    assert set(dated_facts(program)) == {"consented_on", "provided_on", "recorded_on", "withdrawn_on"}


def test_a_year_that_a_due_day_is_counted_from_is_such_a_fact(home: Engine) -> None:
    program = home.programs.get(home.library.get("school"), "periodic", LATE).program

    assert set(dated_facts(program)) == {"fiscal_year"}


def test_where_the_texts_themselves_answer_every_fact_counts_whole(home: Engine) -> None:
    program = home.programs.get(home.library.get("school"), "citation", LATE).program
    clause = coding(program, LATE).coders["clause"]

    assert clause.tell_apart is not None
    assert clause.code("school:4") != clause.code("school:5(1)")
    assert clause.read("school:4") == "school:4"
    assert isinstance(clause.read("school:99"), FactFault)
    assert clause.read(None) is None


@pytest.mark.parametrize(
    ("name", "raw", "kind", "kept"),
    [
        ("grounds", ["law"], list, ("law",)),
        ("grounds", ("law",), tuple, ("law",)),
        ("grounds", frozenset({"law"}), frozenset, frozenset({"law"})),
        ("consent", True, bool, True),
        ("subject_age", 1, int, 1),
        ("relation", "none", str, "none"),
        ("provided_on", LATE, date, LATE),
    ],
)
def test_a_value_that_was_read_is_remembered_under_its_type(
    provision: Coding, name: str, raw: Any, kind: type, kept: Any
) -> None:
    tables = provision.tables()

    provision.remember(tables, name, raw, 7)

    assert tables[name] == {type(None): {None: 0}, kind: {kept: 7}}
    assert all(each == {type(None): {None: 0}} for other, each in tables.items() if other != name)


def test_a_value_that_cannot_be_looked_up_is_not_remembered(provision: Coding) -> None:
    tables = provision.tables()

    provision.remember(tables, "grounds", {"law"}, 7)

    assert tables["grounds"] == {type(None): {None: 0}}
