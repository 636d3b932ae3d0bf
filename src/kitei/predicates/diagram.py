"""Decision diagrams over facts: which unknown facts a result really depends on.

A reduced ordered multi-valued decision diagram is canonical: a variable stands in it exactly if the function depends on
that variable. So the unknown facts left in the diagram of an outcome, once the known facts are put in, are the smallest
set of facts that settles the outcome whatever the answers are (contract §3), and a diagram that has become a leaf is an
outcome that holds whatever the unknowns are.

Source: Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986), for the reduction and `apply`; Kam,
Villa, Brayton and Sangiovanni-Vincentelli, Multi-valued Decision Diagrams (1998), for many-valued variables.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Node = int
"""An index into a `Diagrams` table. Negative: a leaf."""

Classes = Mapping[int, int] | Sequence[int | None]
"""What is known: the class of each variable by its number; absent or `None`: unknown."""


@dataclass(slots=True)
class Diagrams:
    """A table of shared, reduced nodes over variables 0, 1, 2 … (their order is the order of the diagram)."""

    _leaves: list[Hashable] = field(default_factory=list)
    _leaf_of: dict[Hashable, Node] = field(default_factory=dict)
    _nodes: list[tuple[int, tuple[Node, ...]]] = field(default_factory=list)
    _node_of: dict[tuple[int, tuple[Node, ...]], Node] = field(default_factory=dict)
    _support: list[int] = field(default_factory=list)  # of each node the variables it depends on, a bit for each

    def leaf(self, value: Hashable) -> Node:
        """The diagram that is `value` whatever the facts are."""
        found = self._leaf_of.get(value)
        if found is None:
            self._leaves.append(value)
            found = self._leaf_of[value] = -len(self._leaves)
        return found

    def value(self, node: Node) -> Hashable:
        """The value of a leaf.

        Raises:
            ValueError: the node still depends on a variable.
        """
        if node >= 0:
            raise ValueError(f"node {node} is no leaf")
        return self._leaves[-node - 1]

    def branch(self, variable: int, children: Sequence[Node]) -> Node:
        """The diagram that goes on with `children[class]` according to the class of `variable`."""
        key = (variable, tuple(children))
        if key[1].count(key[1][0]) == len(key[1]):
            return key[1][0]
        found = self._node_of.get(key)
        if found is None:
            support = 1 << variable
            for child in key[1]:
                if child >= 0:
                    support |= self._support[child]
            self._nodes.append(key)
            self._support.append(support)
            found = self._node_of[key] = len(self._nodes) - 1
        return found

    def apply(self, function: Callable[..., Hashable], *operands: Node) -> Node:
        """Combine diagrams leaf by leaf with a function of their values."""
        memo: dict[tuple[Node, ...], Node] = {}

        def go(nodes: tuple[Node, ...]) -> Node:
            found = memo.get(nodes)
            if found is None:
                found = memo[nodes] = self._apply_step(function, nodes, go)
            return found

        return go(operands)

    def _apply_step(
        self, function: Callable[..., Hashable], nodes: tuple[Node, ...], go: Callable[[tuple[Node, ...]], Node]
    ) -> Node:
        inner = [self._nodes[node] for node in nodes if node >= 0]
        if not inner:
            return self.leaf(function(*(self.value(node) for node in nodes)))
        variable, width = min((variable, len(children)) for variable, children in inner)
        return self.branch(
            variable, [go(tuple(self._child(node, variable, index) for node in nodes)) for index in range(width)]
        )

    def _child(self, node: Node, variable: int, index: int) -> Node:
        if node < 0 or self._nodes[node][0] != variable:
            return node
        return self._nodes[node][1][index]

    def restrict(self, node: Node, classes: Classes) -> Node:
        """Put in what is known: the class of each known variable (absent or `None`: unknown)."""
        look, known = _known(classes)
        nodes, node_of, support = self._nodes, self._node_of, self._support
        memo: dict[Node, Node] = {}

        def go(start: Node) -> Node:
            at = start
            while at >= 0 and support[at] & known:
                variable, children = nodes[at]
                chosen = look(variable)
                if chosen is None:
                    break
                at = children[chosen]  # known variables are walked past, not rebuilt
            else:
                memo[start] = at  # a leaf, or a node that no known variable stands at or below
                return at
            found = memo.get(at)
            if found is None:
                below = tuple([memo[child] if child in memo else go(child) for child in children])
                found = node_of.get((variable, below))
                memo[at] = found = self.branch(variable, below) if found is None else found
            memo[start] = found
            return found

        return go(node)

    def settled(self, node: Node, classes: Classes) -> Node | None:
        """The leaf that what is known leads to whatever the rest is, or `None`: the rest decides.

        The same as `restrict` where that gives a leaf, without building the diagram where it does not.
        """
        look, known = _known(classes)
        nodes, support = self._nodes, self._support
        leaf: Node | None = None
        seen: set[Node] = set()
        stack = [node]
        while stack:
            at = stack.pop()
            if at < 0:
                if leaf is not None and leaf != at:
                    return None
                leaf = at
            elif not support[at] & known:
                return None  # a reduced node depends on what stands at it
            elif at not in seen:
                seen.add(at)
                variable, children = nodes[at]
                chosen = look(variable)
                if chosen is None:
                    stack.extend(children)
                else:
                    stack.append(children[chosen])
        return leaf

    def support(self, node: Node) -> frozenset[int]:
        """The variables the diagram depends on."""
        bits = self._support[node] if node >= 0 else 0
        return frozenset(variable for variable in range(bits.bit_length()) if bits >> variable & 1)

    def leaves(self, node: Node) -> frozenset[Hashable]:
        """The values the diagram can still take."""
        seen: set[Node] = set()
        found: set[Hashable] = set()
        stack = [node]
        while stack:
            at = stack.pop()
            if at < 0:
                found.add(self.value(at))
            elif at not in seen:
                seen.add(at)
                stack.extend(self._nodes[at][1])
        return frozenset(found)

    def witness(self, node: Node, wanted: Callable[[Hashable], bool]) -> dict[int, int] | None:
        """Classes of variables that lead to a leaf accepted by `wanted`, or `None` if there is none."""
        dead: set[Node] = set()

        def go(at: Node) -> dict[int, int] | None:
            if at < 0:
                return {} if wanted(self.value(at)) else None
            if at in dead:
                return None
            variable, children = self._nodes[at]
            for index, child in enumerate(children):
                path = go(child)
                if path is not None:
                    return {variable: index, **path}
            dead.add(at)
            return None

        return go(node)

    def size(self, nodes: Iterable[Node]) -> int:
        """How many inner nodes these diagrams share out among them."""
        seen: set[Node] = set()
        stack = [node for node in nodes if node >= 0]
        while stack:
            at = stack.pop()
            if at not in seen:
                seen.add(at)
                stack.extend(child for child in self._nodes[at][1] if child >= 0)
        return len(seen)


def _known(classes: Classes) -> tuple[Callable[[int], int | None], int]:
    """How to look up the class of a variable, and which variables are known, a bit for each."""
    if isinstance(classes, Mapping):
        return classes.get, sum([1 << variable for variable in classes])
    return classes.__getitem__, sum([1 << variable for variable, each in enumerate(classes) if each is not None])
