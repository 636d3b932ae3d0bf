"""Why: the answer as a tree a person can read, in Japanese or English.

What was asked; which norm applied; which exception failed, and on which fact; what the statute adds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.decisions.deciding import Decision
from kitei.decisions.evaluating.traces import ExemptionTrace, NormTrace
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.norms import Label, Program
from kitei.decisions.outcomes import SILENT
from kitei.predicates.expression import TRUE, All, AnyOf, Case, Const, Expression, Not, truth

SHOWN = 8
"""Alternatives listed one by one; more are put into one line."""

YES, NO, UNKNOWN, INFO = "yes", "no", "unknown", "info"
_MARK = {True: YES, False: NO, None: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Why:
    """One line of the explanation and what stands below it.

    Attributes:
        mark: `yes`, `no`, `unknown`, or `info` for a line that is neither.
        clause: the clause the line rests on, if one.
    """

    says: Label
    mark: str = INFO
    clause: str | None = None
    below: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains decisions in the words of the vocabulary."""

    wording: Wording

    def explain(self, decision: Decision) -> Why:
        """The whole tree."""
        answer, program = decision.answer, decision.program
        case = Case(decision.facts, answer.on)
        below = [self._given(decision)]
        if not program.is_statute:
            below.append(self._layer("regulation", answer.regulation_says, decision.text, program, case))
        if answer.statute_says != SILENT or program.is_statute:
            below.append(self._layer("statute", answer.statute_says, decision.statute, program, case))
        below.extend(self._combined(decision))
        return Why(self.wording.headline(answer), INFO, None, tuple(below))

    def _given(self, decision: Decision) -> Why:
        lines = tuple(
            Why(self.wording.fact_is(decision.program, name, value)) for name, value in decision.facts.items()
        )
        return Why(Label("与えられた事実", "Facts given"), INFO, None, lines)

    def _layer(self, who: str, said: str, traces: tuple[NormTrace, ...], program: Program, case: Case) -> Why:
        lines = tuple(line for trace in traces if (line := self._norm(trace, program, case)) is not None)
        return Why(self.wording.layer(who, said), INFO, None, lines)

    def _norm(self, trace: NormTrace, program: Program, case: Case) -> Why | None:
        if trace.engaged is False:
            return None
        clause = trace.norm.clauses[0]
        below = list(self._conditions(trace.norm.when, program, case, only=None if trace.engaged is None else UNKNOWN))
        telling = _telling(trace)
        below.extend(self._exemption(each, program, case) for each in telling)
        rest = [each.exemption.clauses[0] for each in trace.exemptions if each not in telling]
        if rest:
            below.append(Why(self.wording.others(rest)))
        effect = trace.contribution or trace.norm.outcome
        mark = UNKNOWN if not trace.settled else YES
        return Why(self.wording.norm(program, clause, effect, settled=trace.settled), mark, clause, tuple(below))

    def _exemption(self, trace: ExemptionTrace, program: Program, case: Case) -> Why:
        wanted = {True: YES, False: NO, None: UNKNOWN}[trace.holds]
        below = list(self._conditions(trace.exemption.test, program, case, only=None if wanted == YES else wanted))
        below.extend(Why(self.wording.step(program, name, done=False), NO) for name in trace.undone)
        below.extend(Why(self.wording.step(program, name, done=None), UNKNOWN) for name in trace.open)
        mark = wanted if not trace.undone else NO
        clause = trace.exemption.clauses[0]
        return Why(self.wording.exemption(program, clause, mark), mark, clause, tuple(below))

    def _conditions(self, expression: Expression, program: Program, case: Case, *, only: str | None) -> Iterator[Why]:
        """The parts of a predicate with their truth; `only` keeps those that fail, or that are unknown."""
        if expression == TRUE:
            return
        for part in _conjuncts(expression):
            mark = _MARK[truth(part, case)]
            if only is None or mark == only:
                yield self._part(part, program, case, mark)

    def _part(self, part: Expression, program: Program, case: Case, mark: str) -> Why:
        if isinstance(part, AnyOf | All) and len(part.parts) <= SHOWN:
            below = tuple(self._part(each, program, case, _MARK[truth(each, case)]) for each in part.parts)
            return Why(self.wording.join(part), mark, None, below)
        if isinstance(part, Not) and not isinstance(part.part, All | AnyOf | Const):
            return Why(self.wording.negation(program, part.part), mark)
        return Why(self.wording.predicate(program, part), mark)

    def _combined(self, decision: Decision) -> Iterator[Why]:
        answer = decision.answer
        yield Why(self.wording.basis(answer), INFO)
        for name, tasks in (("conditions", answer.conditions), ("obligations", answer.obligations)):
            if tasks:
                yield Why(
                    self.wording.heading(name),
                    INFO,
                    None,
                    tuple(Why(self.wording.task(task), INFO, task.clause) for task in tasks),
                )
        if answer.escalate_to:
            yield Why(self.wording.decided_by(answer.escalate_to, decision.regulation))
        if answer.questions:
            asked = tuple(Why(Label(q.ja, q.en), UNKNOWN, q.clause or None) for q in answer.questions)
            yield Why(self.wording.heading("questions"), INFO, None, asked)


def _telling(trace: NormTrace) -> list[ExemptionTrace]:
    """The exceptions worth a line of their own: those used; else those relied on, open, or open to anybody."""
    if trace.used:
        return list(trace.used)
    return [each for each in trace.exemptions if each.claimed is not False]


def _conjuncts(expression: Expression) -> Iterator[Expression]:
    """The parts of a conjunction, nested ones included."""
    if isinstance(expression, All):
        for part in expression.parts:
            yield from _conjuncts(part)
    else:
        yield expression
