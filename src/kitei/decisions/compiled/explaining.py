"""Explanations for many cases: the lines below a norm are remembered with the states of the facts it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kitei.decisions.compiled.single import FastProgram
from kitei.decisions.deciding import Decision
from kitei.decisions.evaluating.traces import NormTrace
from kitei.decisions.explaining.tree import Explainer, Why
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.norms import Program
from kitei.predicates.expression import Case

CAPACITY = 100_000
"""Norms in a state, with their lines, remembered before the memory is emptied."""


@dataclass(slots=True)
class FastExplainer:
    """Decides and explains cases of one program; the same trees as `Explainer` makes."""

    program: FastProgram
    wording: Wording
    _remembering: _Remembering = field(init=False)

    def __post_init__(self) -> None:
        self._remembering = _Remembering(self.wording)

    def explain(self, facts: Mapping[str, Any]) -> tuple[Decision, Why]:
        """Decide one case, and say why.

        Raises:
            BadFacts: a fact cannot be read.
        """
        decision = self.program.decision(facts)
        remembering = self._remembering
        if len(remembering.lines) > CAPACITY:
            remembering.lines.clear()
        codes = self.program.codes(decision.facts)
        remembering.states.clear()
        remembering.states.update((id(each.norm), each.codes(codes)) for each in self.program.traced())
        return decision, remembering.explain(decision)


@dataclass(frozen=True)  # no slots: `super()` would look for the class before they were put in
class _Remembering(Explainer):
    """An explainer that makes the lines of a norm once for each state of the norm's facts.

    Attributes:
        lines: by norm and state. states: how the facts of each norm stand in the case to be explained.
    """

    lines: dict[tuple[Any, ...], Why | None] = field(default_factory=dict)
    states: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def _norm(self, trace: NormTrace, program: Program, case: Case) -> Why | None:
        key = (id(trace.norm), self.states[id(trace.norm)])
        if key not in self.lines:
            self.lines[key] = super()._norm(trace, program, case)
        return self.lines[key]
