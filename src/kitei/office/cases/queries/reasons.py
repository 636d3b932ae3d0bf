"""Why: the engine's answer for a case, as a tree, and what the institution must, may and must not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Decision
from kitei.decisions.explaining.tree import Explainer, Why
from kitei.decisions.explaining.wording import Wording, titles_of
from kitei.decisions.outcomes import ESCALATE, UNDETERMINED
from kitei.office.cases.acting.judging import consider
from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.noticing import QUESTION, about_notice
from kitei.office.cases.running import procedure_of
from kitei.office.lawbook import Law, current
from kitei.procedures.procedure import Label

_MAY = frozenset({"permits", "exempts"})
_MUST = frozenset({"requires"})
_MUST_NOT = frozenset({"forbids"})
"""Which list a clause stands in, by what it did; clauses that define or refer say nothing that is to be done."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that must, may or must not be done, with the clause that says so and its last day."""

    says: Label
    clause: str
    due: date | None = None
    word: Label | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact to find out.

    Attributes:
        type: flag, step, one, any, int, date or clause; `values` for one and any.
        clause: what it is needed for. given: what is known now; `None` if nothing.
    """

    fact: str
    says: Label
    help: Label
    type: str
    values: Mapping[str, Label]
    clause: str
    given: Any


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the engine says about a case.

    Attributes:
        says: the outcome in words. settled: the known facts settle it.
        tree: why. ask: the fewest facts that would settle it.
    """

    question: str
    title: Label
    outcome: str
    says: Label
    settled: bool
    tree: Why
    must: tuple[Said, ...]
    may: tuple[Said, ...]
    must_not: tuple[Said, ...]
    ask: tuple[Asked, ...]
    warnings: tuple[Label, ...]
    decided_by: Label | None
    answer: Answer


def why(case: Case, question: str | None, on: date) -> Judgement:
    """What the engine says about a case on a day, and why.

    Args:
        question: that of a step; the procedure's own if `None`.
    """
    law = current()
    procedure = procedure_of(law, case.procedure)
    asked = question or procedure.question
    rows = StepDone.objects.filter(case=case).order_by("order") if asked == QUESTION else ()
    known = about_notice(procedure, asked, case.facts, rows)
    return judgement(law, consider(law, known, asked, on), known)


def judgement(law: Law, decision: Decision, facts: Mapping[str, Any]) -> Judgement:
    """A decision in words."""
    answer, program = decision.answer, decision.program
    model = law.vocabulary.questions[answer.question]
    word = law.vocabulary.glossary["outcome"].get(answer.outcome)
    named = law.people.get(answer.escalate_to) if answer.escalate_to else None
    must, may, must_not = _lists(law, answer)
    return Judgement(
        question=answer.question,
        title=Label(model.ja, model.en),
        outcome=answer.outcome,
        says=Label(word.ja, word.en) if word else Label(answer.outcome, answer.outcome),
        settled=answer.outcome != UNDETERMINED,
        tree=_explainer(law).explain(decision),
        must=must,
        may=may,
        must_not=must_not,
        ask=questions_to_ask(law, answer, facts),
        warnings=tuple(
            Label(found.ja, found.en) for name in answer.warnings if (found := program.warnings.get(name)) is not None
        ),
        decided_by=Label(named.title.ja, named.title.en) if named else None,
        answer=answer,
    )


def questions_to_ask(law: Law, answer: Answer, facts: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The fewest facts that would settle a question, as a page asks for them."""
    return tuple(asked(law, each.fact, each.clause, Label(each.ja, each.en), facts) for each in answer.questions)


def asked(law: Law, name: str, clause: str, says: Label, facts: Mapping[str, Any]) -> Asked:
    """One fact, as a page asks for it."""
    model = law.vocabulary.facts[name]
    return Asked(
        fact=name,
        says=says,
        help=Label(model.help.ja, model.help.en) if model.help else Label("", ""),
        type=model.type,
        values={value.id: Label(value.ja, value.en) for value in law.vocabulary.values_of(model)},
        clause=clause,
        given=facts.get(name),
    )


@lru_cache(maxsize=16)
def _explainer(law: Law) -> Explainer:
    return Explainer(Wording(law.vocabulary, titles_of(law.texts)))


def _lists(law: Law, answer: Answer) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[Said, ...]]:
    """Must, may and must not. While the question is open, only what must be done whatever the answer.

    A definition asks nothing of anybody: it is named only where no other clause is.
    """
    duties = tuple(_task(law, task) for task in (*answer.conditions, *answer.obligations))
    cites = () if answer.outcome in (UNDETERMINED, ESCALATE) else (*answer.because, *answer.exceptions)

    def of(effects: frozenset[str]) -> tuple[Said, ...]:
        found = [cite for cite in cites if cite.effect in effects and cite.ja]
        ruling = [cite for cite in found if law.clause(cite.clause).force != "defines"]
        return tuple(Said(Label(cite.ja, cite.en), cite.clause) for cite in ruling or found)

    return (*of(_MUST), *duties), of(_MAY), of(_MUST_NOT)


def _task(law: Law, task: Any) -> Said:
    kind = law.vocabulary.kinds.get(task.kind)
    word = law.vocabulary.glossary["due_word"].get(task.due_word)
    return Said(
        Label(kind.ja, kind.en) if kind else Label(task.kind, task.kind),
        task.clause,
        task.due,
        Label(word.ja, word.en) if word and task.due_word != "none" else None,
    )
