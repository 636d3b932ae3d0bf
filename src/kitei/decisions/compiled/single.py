"""The fast form of single decisions: what was decided once is remembered, at four depths.

1. By the facts as they were handed in, byte for byte.
2. By the key of the whole case (`coding`): other spellings, other values that no norm tells apart.
3. Norm by norm (`tracing`): a case not seen before mostly consists of norms in states seen before.
4. By what all norms do together: cases that differ only in facts that change nothing share one answer.

The interpreter stays the definition: it makes every trace, every determination and every answer that is remembered.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kitei.decisions.answer import Answer
from kitei.decisions.building.programs import Ready
from kitei.decisions.compiled.coding import Coding, Tables, coding
from kitei.decisions.compiled.tracing import TracedNorm
from kitei.decisions.deciding import Decision, Engine
from kitei.decisions.evaluating.assembling import Assembler
from kitei.decisions.evaluating.traces import NormTrace
from kitei.predicates.expression import Case
from kitei.predicates.facts import FactFault, Facts, Value, read_facts

CAPACITY = 200_000
"""Cases remembered for each program and day before its memory is emptied."""

VERBATIM = 50_000
"""Cases remembered byte for byte (some 700 bytes each)."""

PROGRAMS = 512
"""Programs (one for each question and day asked for) kept at hand."""

_NO_REFERENCES = 2
"""The version of `marshal` in which equal values have equal bytes, and 1, 1.0 and True different ones."""


@dataclass(slots=True, repr=False)
class FastProgram:
    """Decides single cases of one question on one day quickly, with the interpreter's answers."""

    engine: Engine
    ready: Ready
    on: date
    _coding: Coding = field(init=False)
    _tables: Tables = field(init=False)
    _verbatim: dict[tuple[str, ...], dict[bytes, Answer]] = field(init=False)
    _spelled: int = field(init=False)
    _answers: dict[int, Answer] = field(init=False)
    _by_behaviour: dict[tuple[Any, ...], Answer] = field(init=False)
    _learned: int = field(init=False)
    _text: tuple[TracedNorm, ...] = field(init=False)
    _statute: tuple[TracedNorm, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._forget()

    def decide(self, facts: Mapping[str, Any]) -> Answer:
        """Decide one case.

        Args:
            facts: names and values as they stand in JSON or YAML; absent or `None` = unknown.

        Raises:
            BadFacts: a fact cannot be read.
        """
        try:
            return self._verbatim[tuple(facts)][marshal.dumps([*facts.values()], _NO_REFERENCES)]
        except (KeyError, ValueError):
            return self._remembered(facts)  # not seen before, or with values, as of days, that have no such bytes

    def _remembered(self, facts: Mapping[str, Any]) -> Answer:
        answer = self._by_key(facts)
        try:
            spelled = marshal.dumps([*facts.values()], _NO_REFERENCES)
        except ValueError:
            return answer
        if self._spelled >= VERBATIM:
            self._verbatim, self._spelled = {}, 0
        self._spelled += 1
        self._verbatim.setdefault(tuple(facts), {})[spelled] = answer
        return answer

    def _by_key(self, facts: Mapping[str, Any]) -> Answer:
        tables = self._tables
        key = 0
        try:
            for name, raw in facts.items():
                kind = raw.__class__
                key += tables[name][kind][tuple(raw) if kind is list else raw]
            return self._answers[key]
        except (KeyError, TypeError):
            return self._decide(facts)  # not seen before, or not to be read

    def decision(self, facts: Mapping[str, Any]) -> Decision:
        """Decide one case, with the traces that explain it.

        Raises:
            BadFacts: a fact cannot be read.
        """
        known = self._read(facts)
        answer = self.decide(facts)
        if self.ready.program.resolver != "norms":
            return Decision(answer, self.ready.regulation, self.ready.program, known)
        text, statute = self._traces(self.codes(known), Case(known, self.on))
        return Decision(answer, self.ready.regulation, self.ready.program, known, text, statute)

    def codes(self, known: Facts) -> dict[str, int]:
        """The number of each known fact that some norm looks at."""
        coders = self._coding.coders
        return {name: code for name, value in known.items() if (code := coders[name].code(value))}

    def tell_apart(self, name: str, value: Value) -> Any:
        """What distinguishes a value of a fact from its others, as far as the norms care; `None` if nothing does."""
        apart = self._coding.coders[name].tell_apart
        return None if apart is None else apart(value)

    def traced(self) -> tuple[TracedNorm, ...]:
        """Every norm of both layers with its memory."""
        return (*self._text, *self._statute)

    def _forget(self) -> None:
        program = self.ready.program
        self._coding = coding(program, self.on)
        self._tables = self._coding.tables()
        self._answers, self._by_behaviour, self._learned = {}, {}, 0
        self._verbatim, self._spelled = {}, 0
        self._text = tuple(TracedNorm(norm, program.family) for norm in program.text.norms)
        self._statute = tuple(TracedNorm(norm, program.family) for norm in program.statute.norms)

    def _decide(self, facts: Mapping[str, Any]) -> Answer:
        if self._learned >= CAPACITY:
            self._forget()
        self._learned += 1
        known = self._read(facts)
        codes = self.codes(known)
        key = sum(codes.values())
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._answer(codes, Case(known, self.on))
        for name, raw in facts.items():
            if raw is not None:
                self._coding.remember(self._tables, name, raw, codes.get(name, 0))
        return answer

    def _read(self, facts: Mapping[str, Any]) -> Facts:
        """The same as `read_facts`, which is asked only where something is wrong."""
        coders = self._coding.coders
        known: dict[str, Value] = {}
        for name, raw in facts.items():
            if raw is not None:
                coder = coders.get(name)
                value = coder.read(raw) if coder is not None else None
                if value is None or isinstance(value, FactFault):
                    program = self.ready.program
                    return read_facts(facts, program.facts, program.clause_ids)
                known[name] = value
            elif name not in coders:
                return read_facts(facts, self.ready.program.facts)
        return MappingProxyType(known)

    def _answer(self, codes: Mapping[str, int], case: Case) -> Answer:
        program = self.ready.program
        if program.resolver != "norms":
            return self.engine.decide_ready(self.ready, case.facts, self.on).answer
        text, statute = self._traces(codes, case)
        found = self.ready.determiner.determine(case)
        behaviour = (found, *map(id, text), *map(id, statute))
        answer = self._by_behaviour.get(behaviour)
        if answer is None:
            answer = self._by_behaviour[behaviour] = Assembler(program, case, text, statute, found).answer()
        return answer

    def _traces(self, codes: Mapping[str, int], case: Case) -> tuple[tuple[NormTrace, ...], tuple[NormTrace, ...]]:
        return (
            tuple([norm.trace(codes, case) for norm in self._text]),
            tuple([norm.trace(codes, case) for norm in self._statute]),
        )


@dataclass(slots=True)
class FastEngine:
    """The engine's `decide`, fast: regulation, question, facts and day in, the whole answer out."""

    engine: Engine
    _programs: dict[tuple[str | Path, str, date], FastProgram] = field(default_factory=dict)

    def decide(self, regulation: str | Path, question: str, facts: Mapping[str, Any], on: date) -> Answer:
        """Decide one case.

        Raises:
            UnknownRegulation, UnknownQuestion, NotInForce, TextNotSupplied: the question cannot be put.
            BadFacts: a fact cannot be read.
        """
        try:
            program = self._programs[regulation, question, on]
        except KeyError:
            program = self.program(regulation, question, on)
        return program.decide(facts)

    def program(self, regulation: str | Path, question: str, on: date) -> FastProgram:
        """The program that answers a question on a day.

        Raises:
            UnknownRegulation, UnknownQuestion, NotInForce, TextNotSupplied: the question cannot be put.
        """
        found = self._programs.get((regulation, question, on))
        if found is None:
            if len(self._programs) >= PROGRAMS:
                self._programs.clear()
            ready = self.engine.programs.get(self.engine.library.get(regulation), question, on)
            found = self._programs[regulation, question, on] = FastProgram(self.engine, ready, on)
        return found
