"""Why: the answer as a tree a person can read, in Japanese or English.

What was asked; which norm applied; which exception failed, and on which fact; what the statute adds.

What a test says is put into words once for each program, for each mark it can have; a case only chooses among these
lines. Nothing is remembered of a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kitei.decisions.deciding import Decision
from kitei.decisions.evaluating.traces import ExemptionTrace, NormTrace
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.norms import Exemption, Label, Norm, Program
from kitei.decisions.outcomes import SILENT
from kitei.predicates.expression import TRUE, All, AnyOf, Case, Const, Expression, Not, Truth, truth
from kitei.predicates.facts import Value

SHOWN = 8
"""Alternatives listed one by one; more are put into one line."""

YES, NO, UNKNOWN, INFO = "yes", "no", "unknown", "info"
_GIVEN = Label("与えられた事実", "Facts given")
_MARK: Mapping[Truth, str] = {True: YES, False: NO, None: UNKNOWN}


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
class _Part:
    """A part of a predicate in words.

    Attributes:
        lines: its line for each mark, without what is listed below it.
        listed: the parts that are listed below it, each with its own truth.
    """

    expression: Expression
    lines: Mapping[str, Why]
    listed: tuple[_Part, ...] = ()

    def line(self, mark: str, case: Case) -> Why:
        """The line in a case in which the part has that mark."""
        if not self.listed:
            return self.lines[mark]
        below = tuple([each.line(_MARK[truth(each.expression, case)], case) for each in self.listed])
        return Why(self.lines[mark].says, mark, None, below)


@dataclass(frozen=True, slots=True)
class _ExemptionWords:
    """An exception in words: what it says for each mark, its test, and its steps where they are undone or open."""

    clause: str
    says: Mapping[str, Label]
    test: tuple[_Part, ...]
    undone: Mapping[str, Why]
    open: Mapping[str, Why]


@dataclass(frozen=True, slots=True)
class _NormWords:
    """A norm in words: its condition, its exceptions; what it says, by the outcome it gives and whether for certain."""

    norm: Norm
    when: tuple[_Part, ...]
    exemptions: tuple[_ExemptionWords, ...]
    says: dict[tuple[str | None, bool], Label] = field(default_factory=dict)


@dataclass(slots=True)
class _ProgramWords:
    """What of a program is in words already: norms by their identity, and the facts whose values are a closed list."""

    program: Program
    wording: Wording
    norms: dict[int, _NormWords] = field(default_factory=dict)
    facts: dict[tuple[str, bool | str], Why] = field(default_factory=dict)

    def fact(self, name: str, value: Value) -> Why:
        """The line of a fact that is given."""
        if not isinstance(value, bool | str):
            return Why(self.wording.fact_is(self.program, name, value))
        found = self.facts.get((name, value))
        if found is None:
            found = self.facts[name, value] = Why(self.wording.fact_is(self.program, name, value))
        return found

    def norm(self, norm: Norm) -> _NormWords:
        """The words of a norm."""
        found = self.norms.get(id(norm))
        if found is None:
            exemptions = tuple(self._exemption(each) for each in norm.unless)
            found = self.norms[id(norm)] = _NormWords(norm, self._parts(norm.when), exemptions)
        return found

    def says(self, words: _NormWords, effect: str | None, *, settled: bool) -> Label:
        """What a norm says where it gives this outcome."""
        found = words.says.get((effect, settled))
        if found is None:
            clause = words.norm.clauses[0]
            found = self.wording.norm(self.program, clause, effect, settled=settled)
            words.says[effect, settled] = found
        return found

    def _exemption(self, exemption: Exemption) -> _ExemptionWords:
        program, wording, clause = self.program, self.wording, exemption.clauses[0]
        steps = [step.fact.id for step in exemption.steps]
        return _ExemptionWords(
            clause,
            {mark: wording.exemption(program, clause, mark) for mark in _MARK.values()},
            self._parts(exemption.test),
            {name: Why(wording.step(program, name, done=False), NO) for name in steps},
            {name: Why(wording.step(program, name, done=None), UNKNOWN) for name in steps},
        )

    def _parts(self, expression: Expression) -> tuple[_Part, ...]:
        return () if expression == TRUE else tuple(self._part(each) for each in _conjuncts(expression))

    def _part(self, part: Expression) -> _Part:
        if isinstance(part, AnyOf | All) and len(part.parts) <= SHOWN:
            return _Part(part, _lines(self.wording.join(part)), tuple(self._part(each) for each in part.parts))
        if isinstance(part, Not) and not isinstance(part.part, All | AnyOf | Const):
            return _Part(part, _lines(self.wording.negation(self.program, part.part)))
        return _Part(part, _lines(self.wording.predicate(self.program, part)))


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains decisions in the words of the vocabulary."""

    wording: Wording
    _programs: dict[int, _ProgramWords] = field(default_factory=dict, repr=False, compare=False)

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

    def _words(self, program: Program) -> _ProgramWords:
        found = self._programs.get(id(program))
        if found is None:
            found = self._programs[id(program)] = _ProgramWords(program, self.wording)
        return found

    def _given(self, decision: Decision) -> Why:
        words = self._words(decision.program)
        lines = tuple([words.fact(name, value) for name, value in decision.facts.items()])
        return Why(_GIVEN, INFO, None, lines)

    def _layer(self, who: str, said: str, traces: tuple[NormTrace, ...], program: Program, case: Case) -> Why:
        lines = tuple([line for trace in traces if (line := self._norm(trace, program, case)) is not None])
        return Why(self.wording.layer(who, said), INFO, None, lines)

    def _norm(self, trace: NormTrace, program: Program, case: Case) -> Why | None:
        if trace.engaged is False:
            return None
        program_words = self._words(program)
        words = program_words.norm(trace.norm)
        below = [] if trace.engaged else _chosen(words.when, case, only=None)  # what holds as a whole needs no lines
        used = trace.used
        rest: list[str] = []
        for each, said in zip(trace.exemptions, words.exemptions, strict=True):
            # Those used; else those relied on, open, or open to anybody.
            if each in used if used else each.claimed is not False:
                below.append(_exemption(each, said, case))
            else:
                rest.append(said.clause)
        if rest:
            below.append(Why(self.wording.others(rest)))
        says = program_words.says(words, trace.contribution or trace.norm.outcome, settled=trace.settled)
        return Why(says, YES if trace.settled else UNKNOWN, trace.norm.clauses[0], tuple(below))

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


def _exemption(trace: ExemptionTrace, words: _ExemptionWords, case: Case) -> Why:
    wanted = _MARK[trace.holds]
    below = _chosen(words.test, case, only=None if wanted == YES else wanted)
    below += [words.undone[name] for name in trace.undone]
    below += [words.open[name] for name in trace.open]
    mark = NO if trace.undone else wanted
    return Why(words.says[mark], mark, words.clause, tuple(below))


def _chosen(parts: tuple[_Part, ...], case: Case, *, only: str | None) -> list[Why]:
    """The lines of parts in a case; `only` keeps those that fail, or that are unknown."""
    marked = [(part, _MARK[truth(part.expression, case)]) for part in parts]
    return [part.line(mark, case) for part, mark in marked if only is None or mark == only]


def _lines(says: Label) -> Mapping[str, Why]:
    return {mark: Why(says, mark) for mark in _MARK.values()}


def _conjuncts(expression: Expression) -> Iterator[Expression]:
    """The parts of a conjunction, nested ones included."""
    if isinstance(expression, All):
        for part in expression.parts:
            yield from _conjuncts(part)
    else:
        yield expression
