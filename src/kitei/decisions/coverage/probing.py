"""Facts on which two texts part: found in the decision diagrams, as near to the plain case as there are any."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.decisions.building.programs import Ready
from kitei.decisions.coverage.findings import SILENT as ABSENT
from kitei.decisions.coverage.findings import STRICTER, WEAKER
from kitei.decisions.outcomes import ESCALATE, SILENT, rank
from kitei.predicates.diagram import Node
from kitei.predicates.expression import Case
from kitei.predicates.facts import Fact, Facts
from kitei.predicates.variables import DONE, OPEN, Contains, Holds, Interval, OneOf, Step, Variable

_OBLIGING = ("deny", "allow_if", "invalid", "required", "comply", "comply_partly", "in_scope")
_GRANTS = ("comply", "comply_partly")
_FREE = ("valid", "not_required")
_DEPARTURE = 10


@dataclass(frozen=True, slots=True)
class Parting:
    """What the two texts say on some facts, and how they part (`None`: they agree)."""

    text: str
    statute: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Witness:
    """Facts on which the texts part.

    Attributes:
        facts: a complete case. departs: the names of those that differ from the plain case.
    """

    parting: Parting
    facts: Facts
    departs: tuple[str, ...]


def part(family: str, text: str, statute: str) -> str | None:
    """How a text parts from the statute: weaker, stricter, silent where the statute obliges, or not at all."""
    if statute in (SILENT, text) or {text, statute} <= set(_FREE):
        return None
    if text == SILENT:
        return ABSENT if statute in _OBLIGING else None
    if family == "request":
        return _part_request(text, statute)
    return STRICTER if rank(family, text) < rank(family, statute) else WEAKER


def _part_request(text: str, statute: str) -> str | None:
    """Less for the principal than the statute gives is weaker; less freedom for the institution is stricter."""
    if statute in _GRANTS:
        return WEAKER if rank("request", text) < rank("request", statute) else None
    return None if ESCALATE in (text, statute) else STRICTER


@dataclass(slots=True)
class Prober:
    """Finds partings of one question.

    Attributes:
        usual: the plain case.
    """

    ready: Ready
    usual: Facts
    on: date
    _node: Node = 0
    _plain: list[int | None] | None = None

    def __post_init__(self) -> None:
        found, family = self.ready.determiner, self.ready.program.family

        def leaf(text: Hashable, statute: Hashable) -> Parting:
            return Parting(str(text), str(statute), part(family, str(text), str(statute)))

        self._node = found.diagrams.apply(leaf, found.text, found.statute)
        self._plain = found.classes(Case(self.usual, self.on))

    def partings(self, known: Facts) -> Iterator[Witness]:
        """For each way to part, the facts that show it with the fewest departures from the plain case."""
        node = self._restricted(known)
        for state in (WEAKER, ABSENT, STRICTER):
            path = self._cheapest(node, state)
            if path is not None:
                yield self._witness(node, path, known)

    def wholly_silent(self, known: Facts) -> bool:
        """Whether the text has no norm that any case with these facts reaches."""
        diagrams = self.ready.determiner.diagrams
        leaves = diagrams.leaves(self._restricted(known))
        return all(isinstance(leaf, Parting) and leaf.text == SILENT for leaf in leaves)

    def _restricted(self, known: Facts) -> Node:
        """The diagram with the known facts put in; comparisons of days stay as in the plain case."""
        found = self.ready.determiner
        classes = found.classes(Case(known, self.on))
        for index, variable in enumerate(found.variables):
            if isinstance(variable, Holds) and classes[index] is None:
                classes[index] = (self._plain or [])[index] or 0
            elif not isinstance(variable, Holds) and variable.fact.id not in known:
                classes[index] = None  # a step or an absence that nobody named may stand any way
        return found.diagrams.restrict(self._node, classes)

    def _cost(self, index: int, number: int) -> int:
        usual = (self._plain or [])[index]
        if usual is None:
            return number
        return 0 if number == usual else _DEPARTURE

    def _cheapest(self, node: Node, state: str) -> Mapping[int, int] | None:
        diagrams = self.ready.determiner.diagrams
        memo: dict[Node, tuple[int, Mapping[int, int]] | None] = {}

        def go(at: Node) -> tuple[int, Mapping[int, int]] | None:
            if at < 0:
                leaf = diagrams.value(at)
                return (0, {}) if isinstance(leaf, Parting) and leaf.state == state else None
            if at not in memo:
                variable, children = diagrams._nodes[at]  # noqa: SLF001 - `Diagrams` has no reader of one node yet
                options = [
                    (below[0] + self._cost(variable, number), {variable: number, **below[1]})
                    for number, child in enumerate(children)
                    if (below := go(child)) is not None
                ]
                memo[at] = min(options, key=lambda option: option[0], default=None)
            return memo[at]

        found = go(node)
        return found[1] if found else None

    def _witness(self, node: Node, path: Mapping[int, int], known: Facts) -> Witness:
        found = self.ready.determiner
        leaf = found.diagrams.value(found.diagrams.restrict(node, path))
        facts: dict[str, Any] = {**self.usual, **known}
        departs: list[str] = []
        for index, number in sorted(path.items()):
            variable = found.variables[index]
            if isinstance(variable, Holds) or number == (self._plain or [])[index]:
                continue
            put(facts, variable, number)
            departs.append(variable.fact.id)
        parting = leaf if isinstance(leaf, Parting) else Parting(SILENT, SILENT, None)
        return Witness(parting, facts, tuple(dict.fromkeys(departs)))


def put(facts: dict[str, Any], variable: Variable, number: int) -> None:
    """Give a fact a value of the class wanted."""
    name = variable.fact.id
    match variable:
        case OneOf(fact, groups):
            if number < len(groups):
                facts[name] = _first(fact, groups[number])
            else:
                facts.pop(name, None)
        case Contains(fact, values):
            held = facts.get(name)
            kept = (held if isinstance(held, frozenset) else frozenset()) - values
            facts[name] = kept | ({_first(fact, values)} if number else frozenset())
        case Interval(_, cuts):
            facts[name] = cuts[number - 1] if number else max(cuts[0] - 1, 0)
        case Step(_) if number == OPEN:
            facts.pop(name, None)
        case Step(_):
            facts[name] = number == DONE
        case Holds():
            pass  # days stay as in the plain case


def _first(fact: Fact, values: frozenset[Any]) -> Any:
    """The value that comes first in the vocabulary; of a flag, yes."""
    return next((value for value in fact.values if value in values), None) or max(values, key=str)
