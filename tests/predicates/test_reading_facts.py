"""Facts are read strictly: every name and value that cannot be read is named with the nearest known one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kitei.predicates.facts import BadFacts, FactFault, read_facts, read_value
from tests.predicates.facts import FACTS

CLAUSES = ("x:1", "x:2(1)")
RELATIONS = "none, entrustment, joint_use"
GROUNDS = "law, vital, welfare, visible"


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("consent", True, True),
        ("consent", False, False),
        ("approved", False, False),
        ("relation", "joint_use", "joint_use"),
        ("grounds", ["vital", "law"], frozenset({"law", "vital"})),
        ("grounds", ("vital",), frozenset({"vital"})),
        ("grounds", {"vital"}, frozenset({"vital"})),
        ("grounds", [], frozenset()),
        ("members", 1, 1),
        ("members", 100, 100),
        ("votes_for", 0, 0),
        ("filed_on", "2026-05-11", date(2026, 5, 11)),
        ("filed_on", "令和8年5月11日", date(2026, 5, 11)),
        ("filed_on", date(2026, 5, 11), date(2026, 5, 11)),
        ("filed_on", datetime(2026, 5, 11, 23, 59), date(2026, 5, 11)),  # noqa: DTZ001 -- as a spreadsheet hands it in
        ("clause", "x:2(1)", "x:2(1)"),
    ],
)
def test_a_value_of_its_type_is_read(name: str, raw: object, expected: object) -> None:
    read = read_facts({name: raw}, FACTS, CLAUSES)

    assert dict(read) == {name: expected}
    assert type(read[name]) is type(expected)


@pytest.mark.parametrize(
    ("name", "raw", "fault"),
    [
        ("consent", 1, FactFault("facts.consent", "bad_value:1", "true / false")),
        ("consent", "true", FactFault("facts.consent", "bad_value:'true'", "true / false")),
        ("approved", "yes", FactFault("facts.approved", "bad_value:'yes'", "true / false")),
        ("relation", "jointuse", FactFault("facts.relation", "bad_value:'jointuse'", RELATIONS, "joint_use")),
        ("relation", ["none"], FactFault("facts.relation", "bad_value:['none']", RELATIONS, "none")),
        ("grounds", "law", FactFault("facts.grounds", "bad_value:'law'", "[law, vital, welfare, visible]")),
        ("grounds", ["law", "vitel"], FactFault("facts.grounds", "bad_value:'vitel'", GROUNDS, "vital")),
        ("grounds", [True], FactFault("facts.grounds", "bad_value:True", GROUNDS)),
        ("members", 0, FactFault("facts.members", "bad_value:0", "1 … 100")),
        ("members", 101, FactFault("facts.members", "bad_value:101", "1 … 100")),
        ("members", True, FactFault("facts.members", "bad_value:True", "1 … 100")),
        ("members", "3", FactFault("facts.members", "bad_value:'3'", "1 … 100")),
        ("members", 3.0, FactFault("facts.members", "bad_value:3.0", "1 … 100")),
        ("filed_on", 20260511, FactFault("facts.filed_on", "bad_value:20260511", "2026-05-11 / 令和8年5月11日")),
        ("clause", "x:2(2)", FactFault("facts.clause", "bad_value:'x:2(2)'", "x:1, x:2(1)", "x:2(1)")),
        ("consnet", True, FactFault("facts.consnet", "unknown_fact", ", ".join(FACTS), "consent")),
        ("zzz", None, FactFault("facts.zzz", "unknown_fact", ", ".join(FACTS))),
    ],
)  # fmt: skip
def test_any_other_value_is_a_fault_that_says_what_was_expected(name: str, raw: object, fault: FactFault) -> None:
    with pytest.raises(BadFacts) as caught:
        read_facts({name: raw}, FACTS, CLAUSES)

    assert caught.value.faults == (fault,)
    assert str(caught.value) == f"{fault.path}: {fault.problem}"


def test_an_impossible_day_is_explained_in_both_languages() -> None:
    fault = read_value(FACTS["filed_on"], "2026-02-30")

    assert isinstance(fault, FactFault)
    assert fault.path == "facts.filed_on"
    assert fault.problem.startswith("bad_day:")
    assert "という日はありません" in fault.problem
    assert "|`2026-02-30`: no such day" in fault.problem
    assert fault.expected == "2026-05-11 / 令和8年5月11日"


def test_null_is_unknown_and_not_false() -> None:
    assert dict(read_facts({"consent": None, "relation": "none", "grounds": None}, FACTS)) == {"relation": "none"}


def test_all_faults_are_named_at_once_in_the_order_given() -> None:
    raw: dict[str, Any] = {"consent": "no", "relation": "none", "mebers": 3, "votes_for": -1}

    with pytest.raises(BadFacts) as caught:
        read_facts(raw, FACTS)

    assert [fault.path for fault in caught.value.faults] == ["facts.consent", "facts.mebers", "facts.votes_for"]
    assert str(caught.value).count("; ") == 2


@pytest.mark.parametrize(("known", "expected"), [(30, ", ".join(f"x:{i}" for i in range(30))), (31, "31")])
def test_a_long_list_of_expected_values_is_only_counted(known: int, expected: str) -> None:
    fault = read_value(FACTS["clause"], "y:9", [f"x:{number}" for number in range(known)])

    assert isinstance(fault, FactFault)
    assert fault.expected == expected


def test_facts_once_read_cannot_be_changed() -> None:
    read = read_facts({"consent": True}, FACTS)

    with pytest.raises(TypeError):
        read["consent"] = False  # type: ignore[index]


def test_only_a_fact_whose_absence_is_unknown_can_be_unknown() -> None:
    assert [name for name, fact in FACTS.items() if not fact.can_be_unknown] == [
        "withdrawn_on",
        "channel",
        "extended",
        "approved",
    ]
