"""Places the traps of a text in the rows they bear on: where the norms that carry them can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kitei.decisions.building.programs import Ready
from kitei.decisions.norms import Norm
from kitei.predicates.diagram import Diagrams, Node
from kitei.predicates.expression import All, Case, Expression, tests_of
from kitei.predicates.facts import Facts
from kitei.predicates.variables import Compiler, Variable, variables_of


@dataclass(frozen=True, slots=True)
class _Carrier:
    """Norms' conditions under which a trap is warned of."""

    warnings: tuple[str, ...]
    diagrams: Diagrams
    variables: tuple[Variable, ...]
    node: Node

    def reached(self, case: Case) -> bool:
        """Whether some completion of the known facts meets the condition."""
        classes = [v.classify(case) if v.fact.id in case.facts else None for v in self.variables]
        return True in self.diagrams.leaves(self.diagrams.restrict(self.node, classes))


@dataclass(slots=True)
class Placer:
    """Finds the traps that a probe can run into."""

    on: date
    _carriers: dict[str, tuple[_Carrier, ...]] = field(default_factory=dict)

    def traps(self, ready: Ready, known: Facts) -> Iterator[str]:
        """The ids of the traps whose norms these facts can engage."""
        question = ready.program.question
        if question not in self._carriers:
            self._carriers[question] = tuple(_carriers(ready))
        case = Case(known, self.on)
        for each in self._carriers[question]:
            if each.reached(case):
                yield from each.warnings


def _carriers(ready: Ready) -> Iterator[_Carrier]:
    for norm in ready.program.text.norms:
        for warnings, parts in _warned(norm):
            compiler = Compiler(Diagrams(), variables_of([atom for part in parts for atom in tests_of(part)], ()))
            yield _Carrier(warnings, compiler.diagrams, compiler.variables, compiler.compile(All(tuple(parts))))


def _warned(norm: Norm) -> Iterator[tuple[tuple[str, ...], list[Expression]]]:
    if norm.warnings:
        yield norm.warnings, [norm.when]
    for each in norm.unless:
        if each.warnings:
            yield each.warnings, [norm.when, each.test if each.claim is None else each.claim]
