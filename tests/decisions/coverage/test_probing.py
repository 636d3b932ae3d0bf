"""Two outcomes part as the floor sees them; facts on which they part are found, the plainest first."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.decisions.coverage.probing import Parting, Prober, Witness, part, put
from kitei.decisions.deciding import Engine
from kitei.predicates.expression import Compare, Number
from kitei.predicates.facts import Absence, Fact, Kind, read_facts
from kitei.predicates.variables import DONE, OPEN, REFUSED, Contains, Holds, Interval, OneOf, Step, Variable
from tests.decisions.coverage.conftest import ON
from tests.decisions.inline import shelf

PLAIN: dict[str, Any] = {"consent": False, "subject_age": 20, "grounds": [], "relation": "none", "abroad": False}


def prober(home: Engine, regulation: str, question: str, usual: dict[str, Any]) -> Prober:
    ready = home.programs.get(home.library.get(regulation), question, ON)
    return Prober(ready, read_facts(usual, ready.program.facts), ON)


def partings(text: str, law: str, known: dict[str, Any], usual: dict[str, Any] | None = None) -> list[Witness]:
    home = shelf("provision", text, law)
    found = prober(home, "school", "provision", PLAIN if usual is None else usual)
    return list(found.partings(read_facts(known, found.ready.program.facts)))


def departs(text: str, law: str, known: dict[str, Any], usual: dict[str, Any] | None = None) -> list[Any]:
    return [
        (each.parting.state, {n: each.facts.get(n) for n in each.departs}) for each in partings(text, law, known, usual)
    ]


@pytest.mark.parametrize(
    ("family", "text", "statute", "how"),
    [
        ("act", "allow", "deny", "weaker"),
        ("act", "escalate", "deny", "weaker"),
        ("act", "deny", "allow", "stricter"),
        ("act", "deny", "deny", None),
        ("act", "silent", "deny", "silent"),
        ("act", "silent", "allow_if", "silent"),
        ("act", "silent", "allow", None),
        ("act", "silent", "silent", None),
        ("act", "deny", "silent", None),
        ("check", "silent", "invalid", "silent"),
        ("scope", "silent", "in_scope", "silent"),
        ("duty", "silent", "required", "silent"),
        ("duty", "silent", "not_required", None),
        ("duty", "not_required", "required", "weaker"),
        ("check", "valid", "not_required", None),
        ("check", "not_required", "valid", None),
        ("check", "invalid", "valid", "stricter"),
        ("request", "may_refuse", "comply", "weaker"),
        ("request", "refuse", "comply_partly", "weaker"),
        ("request", "comply", "comply_partly", None),
        ("request", "refuse", "may_refuse", "stricter"),
        ("request", "comply", "may_refuse", "stricter"),
        ("request", "escalate", "may_refuse", None),
        ("request", "refuse", "escalate", None),
        ("request", "silent", "comply", "silent"),
        ("request", "silent", "comply_partly", "silent"),
        ("request", "silent", "may_refuse", None),
    ],
)
def test_two_outcomes_part_as_the_floor_sees_them(family: str, text: str, statute: str, how: str | None) -> None:
    assert part(family, text, statute) == how


TEXT = """
- {clause: "school:1", outcome: deny, unless: [{clause: "school:2", when: {consent: true}}]}
"""


@pytest.mark.parametrize(
    ("law", "facts"),
    [
        ("{abroad: true}", {"abroad": True}),
        ("{subject_age: {below: 18}}", {"subject_age": 17}),
        ("{subject_age: {above: 30}}", {"subject_age": 31}),
        ("{grounds: {has: vital}}", {"grounds": frozenset({"vital"})}),
        ("{relation: [succession, joint_use]}", {"relation": "joint_use"}),
    ],
)  # fmt: skip
def test_a_fact_is_given_the_plainest_value_of_the_class_wanted(law: str, facts: dict[str, Any]) -> None:
    statute = f'- {{clause: "law:1", outcome: deny, when: {law}}}\n- {{clause: "law:2", outcome: allow}}'

    assert departs(TEXT, statute, {"consent": True}) == [("weaker", facts)]


KIND, AGE = Fact("kind", Kind.ONE, 0, ("a", "b", "c")), Fact("age", Kind.INT, 1)
FLAG, LIST = Fact("consent", Kind.FLAG, 2), Fact("grounds", Kind.ANY, 3, ("law", "vital", "visible"))
EVENT = Fact("extended", Kind.FLAG, 4, absence=Absence.NONE)
STEP = Fact("approved", Kind.STEP, 5, absence=Absence.OPEN)
NO, YES = frozenset([False]), frozenset([True])


@pytest.mark.parametrize(
    ("before", "variable", "number", "after"),
    [
        ({}, OneOf(KIND, (frozenset({"a"}), frozenset({"c", "b"}))), 1, {"kind": "b"}),
        ({"kind": "b"}, OneOf(KIND, (frozenset({"a"}), frozenset({"c", "b"}))), 0, {"kind": "a"}),
        ({}, OneOf(FLAG, (YES, NO)), 0, {"consent": True}),
        ({"consent": True}, OneOf(FLAG, (YES, NO)), 1, {"consent": False}),
        ({}, OneOf(FLAG, (frozenset([True, False]),)), 0, {"consent": True}),
        ({"extended": True}, OneOf(EVENT, (YES, NO)), 2, {}),
        ({}, OneOf(EVENT, (YES, NO)), 2, {}),
        ({}, Contains(LIST, frozenset({"vital"})), 1, {"grounds": frozenset({"vital"})}),
        ({}, Contains(LIST, frozenset({"vital"})), 0, {"grounds": frozenset()}),
        ({"grounds": frozenset({"law"})}, Contains(LIST, frozenset({"visible", "vital"})), 1,
         {"grounds": frozenset({"law", "vital"})}),
        ({"grounds": frozenset({"law", "vital"})}, Contains(LIST, frozenset({"vital"})), 0,
         {"grounds": frozenset({"law"})}),
        ({}, Interval(AGE, (18, 60)), 0, {"age": 17}),
        ({}, Interval(AGE, (0, 60)), 0, {"age": 0}),
        ({}, Interval(AGE, (18, 60)), 1, {"age": 18}),
        ({}, Interval(AGE, (18, 60)), 2, {"age": 60}),
        ({"approved": True}, Step(STEP), OPEN, {}),
        ({}, Step(STEP), OPEN, {}),
        ({}, Step(STEP), DONE, {"approved": True}),
        ({}, Step(STEP), REFUSED, {"approved": False}),
        ({"age": 3}, Holds(Compare(AGE, "above", Number(3))), 1, {"age": 3}),
    ],
)  # fmt: skip
def test_a_class_is_given_its_plainest_value_and_the_rest_stays(
    before: dict[str, Any], variable: Variable, number: int, after: dict[str, Any]
) -> None:
    facts = dict(before)

    put(facts, variable, number)

    assert facts == after


def test_each_way_to_part_has_its_own_witness_the_weaker_first() -> None:
    statute = '- {clause: "law:1", outcome: deny, when: {abroad: true}}\n- {clause: "law:2", outcome: allow}'

    assert departs(TEXT, statute, {}) == [("weaker", {"consent": True, "abroad": True}), ("stricter", {})]


def test_what_is_known_stays_as_it_is() -> None:
    statute = '- {clause: "law:1", outcome: deny, when: {abroad: true}}\n- {clause: "law:2", outcome: allow}'

    assert departs(TEXT, statute, {"consent": False}) == [("stricter", {})]
    (witness,) = partings(TEXT, statute, {"consent": True})
    assert witness.facts["consent"] is True
    assert witness.parting == Parting("allow", "deny", "weaker")


@pytest.mark.parametrize(
    ("usual", "states"),
    [({"received_on": "2026-05-11"}, ["weaker"]), ({"received_on": "2026-04-01"}, []), ({}, [])],
)
def test_days_stay_as_in_the_plain_case(usual: dict[str, Any], states: list[str]) -> None:
    """The text refuses requests that come late; where the plain case has no day, none is late."""
    late = '- {clause: "school:1", outcome: refuse, when: {received_on: {after: "2026-05-01"}}}'
    home = shelf(
        "request", f'{late}\n- {{clause: "school:2", outcome: comply}}', '- {clause: "law:1", outcome: comply}'
    )

    assert [each.parting.state for each in prober(home, "school", "request", usual).partings({})] == states


def test_an_event_that_has_not_happened_is_taken_away_again() -> None:
    text = '- {clause: "school:1", outcome: allow}'
    denied = '- {clause: "law:1", outcome: deny, when: {not: {withdrawn_on: {on_or_before: on}}}}'
    statute = f'{denied}\n- {{clause: "law:2", outcome: allow}}'

    assert departs(text, statute, {}) == [("weaker", {})]


def test_a_text_is_wholly_silent_where_no_case_reaches_a_norm() -> None:
    text = '- {clause: "school:1", outcome: deny, when: {abroad: true}}'
    found = prober(shelf("provision", text, '- {clause: "law:1", outcome: allow}'), "school", "provision", PLAIN)
    facts = found.ready.program.facts

    assert found.wholly_silent(read_facts({"abroad": False}, facts))
    assert not found.wholly_silent(read_facts({"abroad": True}, facts))
    assert not found.wholly_silent({})


def test_where_the_text_is_silent_and_the_statute_obliges_it_says_so(home: Engine) -> None:
    found = prober(home, "school", "disposal", {"no_longer_needed": False})

    assert [(each.parting, each.departs) for each in found.partings({})] == [
        (Parting("silent", "required", "silent"), ("no_longer_needed",))
    ]
