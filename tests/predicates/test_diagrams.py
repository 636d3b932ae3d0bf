"""Decision diagrams against brute force: small random functions, tabulated, built, and looked at from every side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.predicates.diagram import Diagrams, Node

Assignment = tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A function of a few variables, value by value."""

    widths: tuple[int, ...]
    values: Mapping[Assignment, Hashable]

    def build(self, diagrams: Diagrams, fixed: Assignment = ()) -> Node:
        """Its diagram: Shannon's expansion, variable by variable."""
        if len(fixed) == len(self.widths):
            return diagrams.leaf(self.values[fixed])
        children = [self.build(diagrams, (*fixed, index)) for index in range(self.widths[len(fixed)])]
        return diagrams.branch(len(fixed), children)

    def restricted(self, known: Mapping[int, int]) -> dict[Assignment, Hashable]:
        """The values that remain possible, as a function of all variables."""
        return {at: self.values[tuple(known.get(i, c) for i, c in enumerate(at))] for at in self.values}


def essential(values: Mapping[Assignment, Hashable]) -> set[int]:
    """The variables on which a function depends: changing one of them alone changes a value."""
    return {
        index
        for at in values
        for other in values
        for index in range(len(at))
        if at[:index] == other[:index] and at[index + 1 :] == other[index + 1 :] and values[at] != values[other]
    }


@st.composite
def tables(draw: st.DrawFn, widths: tuple[int, ...] | None = None) -> Table:
    sizes = widths or tuple(draw(st.lists(st.integers(2, 3), min_size=1, max_size=3)))
    places = list(product(*(range(size) for size in sizes)))
    values = draw(st.lists(st.sampled_from("abc"), min_size=len(places), max_size=len(places)))
    return Table(sizes, dict(zip(places, values, strict=True)))


@st.composite
def tables_with_knowledge(draw: st.DrawFn) -> tuple[Table, dict[int, int]]:
    table = draw(tables())
    known = {index: draw(st.integers(0, width - 1)) for index, width in enumerate(table.widths) if draw(st.booleans())}
    return table, known


def value_at(diagrams: Diagrams, node: Node, at: Assignment) -> Hashable:
    return diagrams.value(diagrams.restrict(node, dict(enumerate(at))))


@given(tables())
def test_a_diagram_gives_the_value_of_its_function_everywhere(table: Table) -> None:
    diagrams = Diagrams()
    node = table.build(diagrams)

    assert {at: value_at(diagrams, node, at) for at in table.values} == table.values


@given(tables_with_knowledge())
def test_putting_in_what_is_known_leaves_the_rest_of_the_function(drawn: tuple[Table, dict[int, int]]) -> None:
    table, known = drawn
    diagrams = Diagrams()
    node = diagrams.restrict(table.build(diagrams), known)

    assert {at: value_at(diagrams, node, at) for at in table.values} == table.restricted(known)
    assert diagrams.leaves(node) == set(table.restricted(known).values())
    assert diagrams.settled(table.build(diagrams), known) == (node if node < 0 else None)


@given(tables_with_knowledge())
def test_knowledge_may_be_a_mapping_or_a_list_with_gaps(drawn: tuple[Table, dict[int, int]]) -> None:
    table, known = drawn
    diagrams = Diagrams()
    node = table.build(diagrams)
    listed = [known.get(index) for index in range(len(table.widths))]

    assert diagrams.restrict(node, known) == diagrams.restrict(node, listed)


@given(tables_with_knowledge())
def test_the_support_is_the_set_of_variables_on_which_the_function_depends(drawn: tuple[Table, dict[int, int]]) -> None:
    table, known = drawn
    diagrams = Diagrams()
    node = diagrams.restrict(table.build(diagrams), known)

    assert diagrams.support(node) == essential(table.restricted(known))


@given(st.integers(1, 3).flatmap(lambda n: st.tuples(*(tables((2,) * n) for _ in range(3)))))
def test_apply_combines_value_by_value(three: tuple[Table, Table, Table]) -> None:
    diagrams = Diagrams()
    one, two, three_ = (table.build(diagrams) for table in three)

    joined = diagrams.apply(lambda a, b, c: (a, b, c), one, two, three_)

    places = three[0].values
    assert {at: value_at(diagrams, joined, at) for at in places} == {
        at: tuple(table.values[at] for table in three) for at in places
    }


@given(tables(), st.permutations(range(3)))
def test_one_function_has_one_diagram(table: Table, order: list[int]) -> None:
    """Canonical: built by expansion, or as a sum of its points in any order, it is the same node."""
    diagrams = Diagrams()
    expanded = table.build(diagrams)
    node = diagrams.leaf(None)
    places = sorted(table.values, key=lambda at: (at[order[0] % len(at)], at))
    for at in places:
        point: Node = diagrams.leaf(table.values[at])
        for index in reversed(range(len(at))):
            width = table.widths[index]
            point = diagrams.branch(index, [point if i == at[index] else diagrams.leaf(None) for i in range(width)])
        node = diagrams.apply(lambda so_far, new: so_far if new is None else new, node, point)

    assert node == expanded


@given(tables(), st.sampled_from("abc"))
def test_a_witness_leads_to_a_wanted_value_and_is_found_if_there_is_one(table: Table, wanted: str) -> None:
    diagrams = Diagrams()
    node = table.build(diagrams)

    witness = diagrams.witness(node, lambda value: value == wanted)

    if witness is None:
        assert wanted not in table.values.values()
    else:
        assert set(table.restricted(witness).values()) == {wanted}


@given(tables())
def test_the_size_counts_shared_nodes_once(table: Table) -> None:
    diagrams = Diagrams()
    node = table.build(diagrams)
    count = len({tuple(sorted(rest.items())) for rest in subfunctions(table) if essential(rest)})

    assert diagrams.size([node]) == count
    assert diagrams.size([node, node, diagrams.leaf("z")]) == count


def subfunctions(table: Table) -> list[dict[Assignment, Hashable]]:
    """The functions that remain after the first variables are known, up to what they depend on."""
    firsts = [range(end) for end in range(len(table.widths) + 1)]
    known = [dict(enumerate(at)) for first in firsts for at in product(*(range(table.widths[i]) for i in first))]
    return [table.restricted(each) for each in known]


def test_a_branch_whose_ways_are_all_the_same_is_no_branch() -> None:
    diagrams = Diagrams()
    yes, no = diagrams.leaf(True), diagrams.leaf(False)  # noqa: FBT003 -- values of leaves

    assert diagrams.branch(0, [yes, yes, yes]) == yes
    assert diagrams.branch(0, [yes, no]) >= 0
    assert diagrams.branch(0, [yes, no]) == diagrams.branch(0, [yes, no])
    assert diagrams.branch(0, [yes, no]) != diagrams.branch(1, [yes, no])
    assert diagrams.branch(0, [yes, no]) != diagrams.branch(0, [no, yes])


def test_only_a_leaf_has_a_value() -> None:
    diagrams = Diagrams()
    node = diagrams.branch(3, [diagrams.leaf("a"), diagrams.leaf("b")])

    assert diagrams.value(diagrams.leaf("b")) == "b"
    with pytest.raises(ValueError, match=f"^node {node} is no leaf$"):
        diagrams.value(node)


def test_a_leaf_depends_on_nothing() -> None:
    diagrams = Diagrams()
    leaf = diagrams.leaf("a")

    assert diagrams.support(leaf) == frozenset()
    assert diagrams.restrict(leaf, {0: 1}) == leaf
    assert diagrams.witness(leaf, lambda value: value == "a") == {}
    assert diagrams.witness(leaf, lambda value: value == "b") is None
    assert diagrams.size([leaf]) == 0
