"""Decides: a question, the facts, a day, and the answer with what each norm did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kitei.decisions.answer import Answer
from kitei.decisions.building.programs import Programs, Ready
from kitei.decisions.evaluating.assembling import Assembler
from kitei.decisions.evaluating.traces import NormTrace, evaluate
from kitei.decisions.norms import Program
from kitei.decisions.resolving import cited_clause, governing_edition
from kitei.predicates.expression import Case
from kitei.predicates.facts import Facts, read_facts
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer, and the traces it was made from (empty where no norms were asked)."""

    answer: Answer
    regulation: Regulation
    program: Program
    facts: Facts
    text: tuple[NormTrace, ...] = ()
    statute: tuple[NormTrace, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """The decision engine over a library of regulations. Pure: the day is always handed in."""

    library: Library
    programs: Programs

    def decide(self, regulation: str | Path, question: str, facts: Mapping[str, object], on: date) -> Decision:
        """Decide one case.

        Args:
            facts: names and values as they stand in JSON or YAML; absent or `None` = unknown.

        Raises:
            UnknownRegulation, UnknownQuestion, NotInForce, TextNotSupplied: the question cannot be put.
            BadFacts: a fact cannot be read.
            BadNorm, BadRegulation, UnreadableFile: the regulation cannot be used.
        """
        ready = self.programs.get(self.library.get(regulation), question, on)
        return self.decide_ready(ready, read_facts(facts, ready.program.facts, ready.program.clause_ids), on)

    def decide_ready(self, ready: Ready, facts: Facts, on: date) -> Decision:
        """Decide one case whose program is at hand and whose facts are read."""
        program, case = ready.program, Case(facts, on)
        if program.resolver == "editions":
            answer = governing_edition(ready.regulation, program, case)
            return Decision(answer, ready.regulation, program, facts)
        if program.resolver == "clauses":
            answer = cited_clause(ready.regulation, program, case)
            return Decision(answer, ready.regulation, program, facts)
        text = evaluate(program.text, program.family, case)
        statute = evaluate(program.statute, program.family, case)
        found = ready.determiner.determine(case)
        answer = Assembler(program, case, text, statute, found).answer()
        return Decision(answer, ready.regulation, program, facts, text, statute)


def engine(library: Library | None = None) -> Engine:
    """An engine over a library; by default the one that ships with Kitei."""
    home = library or Library()
    return Engine(home, Programs(home))
