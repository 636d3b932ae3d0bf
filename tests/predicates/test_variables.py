"""Facts as variables: the classes tell exactly apart what the tests can tell apart."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kitei.predicates import expression
from kitei.predicates.diagram import Diagrams
from kitei.predicates.expression import Case, Expression, Given, Truth, truth
from kitei.predicates.facts import Facts
from kitei.predicates.variables import (
    DONE,
    OPEN,
    REFUSED,
    Compiler,
    Contains,
    Holds,
    Interval,
    OneOf,
    Step,
    Variable,
    facts_of_variable,
    variables_of,
)
from tests.predicates.facts import FACTS, ON, atoms, case, read, some_facts

TESTS: list[dict[str, Any]] = [
    {"consent": True},
    {"consent": False},
    {"relation": "entrustment"},
    {"relation": ["entrustment", "joint_use"]},
    {"grounds": {"has": "law"}},
    {"grounds": {"lacks": ["law", "vital"]}},
    {"grounds": {"has_any": ["vital", "welfare"]}},
    {"grounds": {"has_any": []}},
    {"grounds": {"only": ["law"]}},
    {"grounds": {"empty": True}},
    {"grounds": {"has_value_of": "kind"}},
    {"kind": ["law", "other"]},
    {"members": {"above": 5}},
    {"members": {"at_most": 3}},
    {"members": {"at_least": 8}},
    {"members": {"below": 8}},
    {"members": {"equals": 4}},
    {"votes_for": {"above": "members/2"}},
    {"votes_for": {"above": "votes_against"}},
    {"filed_on": {"after": "decided_on + 3 months"}},
    {"filed_on": {"before": "2026-04-01"}},
    {"withdrawn_on": {"on_or_before": "filed_on|on"}},
    {"withdrawn_on": {"given": True}},
    {"channel": "letter"},
    {"channel": {"given": False}},
    {"extended": True},
]


def predicates() -> st.SearchStrategy[Any]:
    joined = st.recursive(
        st.sampled_from(TESTS),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=6,
    )
    return joined.map(read)


def compiler_for(*predicates: Expression) -> Compiler:
    tests = [atom for each in predicates for atom in expression.tests_of(each)]
    return Compiler(Diagrams(), variables_of(tests, ()))


def compiled_truth(predicate: Expression, known: Case) -> Truth:
    """The truth that the diagram of a predicate shows: unknown as long as it is no leaf."""
    compiler = compiler_for(predicate)
    classes = [variable.classify(known) for variable in compiler.variables]
    node = compiler.diagrams.restrict(compiler.compile(predicate), classes)
    return None if node >= 0 else bool(compiler.diagrams.value(node))


@given(st.sampled_from(TESTS), some_facts())
def test_the_diagram_of_one_test_agrees_with_the_test(raw: dict[str, Any], facts: Facts) -> None:
    if raw == {"grounds": {"has_value_of": "kind"}} and not {"grounds", "kind"} <= facts.keys():
        return  # a disjunction: it can be settled by one side alone, see the test below
    assert compiled_truth(read(raw), Case(facts, ON)) is truth(read(raw), Case(facts, ON))


@given(predicates(), some_facts())
def test_where_a_predicate_is_settled_its_diagram_says_the_same(predicate: Expression, facts: Facts) -> None:
    """A diagram may settle more than Kleene's tables: `a or not a` is true even where `a` is unknown."""
    settled = truth(predicate, Case(facts, ON))

    if settled is not None:
        assert compiled_truth(predicate, Case(facts, ON)) is settled


@given(predicates(), some_facts(), some_facts())
def test_cases_of_the_same_classes_are_told_apart_by_no_test(predicate: Expression, one: Facts, other: Facts) -> None:
    variables = compiler_for(predicate).variables
    here, there = Case(one, ON), Case(other, ON)

    if [v.classify(here) for v in variables] == [v.classify(there) for v in variables]:
        assert truth(predicate, here) is truth(predicate, there)


def test_what_holds_either_way_needs_no_fact() -> None:
    either = read({"any": [{"consent": True}, {"not": {"consent": True}}]})

    assert truth(either, case()) is None
    assert compiled_truth(either, case()) is True


def variables_for(*raw: dict[str, Any], steps: tuple[str, ...] = ()) -> tuple[Variable, ...]:
    return variables_of([atom for each in raw for atom in atoms(each)], [FACTS[name] for name in steps])


def test_values_that_no_test_tells_apart_share_a_class() -> None:
    assert variables_for({"relation": ["entrustment", "joint_use"]}) == (
        OneOf(FACTS["relation"], (frozenset({"none"}), frozenset({"entrustment", "joint_use"}))),
    )
    assert variables_for({"consent": True}) == (OneOf(FACTS["consent"], (frozenset({True}), frozenset({False}))),)


def test_numbers_are_cut_where_a_test_changes_its_truth() -> None:
    (interval,) = variables_for({"members": {"above": 5}}, {"members": {"at_most": 5}}, {"members": {"at_least": 8}})

    assert interval == Interval(FACTS["members"], (6, 8))
    assert [interval.classify(case(members=number)) for number in (1, 5, 6, 7, 8, 100)] == [0, 0, 1, 1, 2, 2]
    assert interval.classify(case()) is None


def test_a_comparison_with_another_fact_is_a_variable_of_its_own() -> None:
    (equals, above) = variables_for({"members": {"equals": 4}}, {"votes_for": {"above": "members/2"}})

    assert isinstance(equals, Holds)
    assert isinstance(above, Holds)
    assert [fact.id for fact in facts_of_variable(above)] == ["votes_for", "members"]
    assert above.fact == FACTS["votes_for"]
    assert [above.classify(case(votes_for=n, members=4)) for n in (2, 3)] == [0, 1]
    assert above.classify(case(votes_for=2)) is None


def test_each_value_named_is_a_variable_and_the_rest_is_one_only_where_a_test_excludes_it() -> None:
    law, vital = (Contains(FACTS["grounds"], frozenset({value})) for value in ("law", "vital"))
    rest = Contains(FACTS["grounds"], frozenset({"welfare", "visible"}))

    assert variables_for({"grounds": {"has_any": ["vital", "law"]}}) == (law, vital)
    assert variables_for({"grounds": {"only": ["vital", "law"]}}) == (law, vital, rest)
    assert variables_for({"grounds": {"only": ["law", "vital", "welfare", "visible"]}})[-1].fact == FACTS["grounds"]
    assert len(variables_for({"grounds": {"only": ["law", "vital", "welfare", "visible"]}})) == 4
    assert [rest.classify(case(grounds=frozenset(v))) for v in (["law"], ["visible"], [])] == [0, 1, 0]
    assert rest.classify(case()) is None


def test_an_absent_event_is_a_class_of_its_own() -> None:
    (channel,) = variables_for({"channel": "letter"}, {"channel": {"given": True}})

    assert isinstance(channel, OneOf)
    assert channel.has_absent_class
    assert [channel.classify(case()), channel.classify(case(channel="letter"))] == [2, 0]
    (withdrawn,) = variables_for({"withdrawn_on": {"given": True}})
    assert withdrawn == Holds(Given(FACTS["withdrawn_on"]))
    assert [withdrawn.classify(case()), withdrawn.classify(case(withdrawn_on=ON))] == [0, 1]


def test_a_step_is_open_done_or_refused_and_never_unknown() -> None:
    (step,) = variables_for(steps=("approved", "approved"))

    assert step == Step(FACTS["approved"])
    assert [step.classify(case(**facts)) for facts in ({}, {"approved": True}, {"approved": False})] == [
        OPEN,
        DONE,
        REFUSED,
    ]
    compiler = Compiler(Diagrams(), (step,))
    leaves = [compiler.diagrams.restrict(compiler.step(FACTS["approved"]), {0: at}) for at in (OPEN, DONE, REFUSED)]
    assert [compiler.diagrams.value(leaf) for leaf in leaves] == [("step", OPEN), ("step", DONE), ("step", REFUSED)]


def test_variables_stand_in_the_order_in_which_their_facts_are_asked() -> None:
    found = variables_for(
        {"members": {"above": 3}}, {"grounds": {"has": "law"}}, {"consent": True}, steps=("approved",)
    )

    assert [variable.fact.id for variable in found] == ["consent", "grounds", "members", "approved"]


def test_not_given_excludes_every_value() -> None:
    both = read({"channel": {"given": False}, "any": [{"channel": "letter"}, {"channel": "telephone"}]})
    compiler = compiler_for(both)

    assert compiler.diagrams.witness(compiler.compile(both), bool) is None
