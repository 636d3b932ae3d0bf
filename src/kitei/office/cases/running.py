"""Where a case stands, from its rows: a pure reading of what was done, the facts and the procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.decisions.building.programs import facts_of_question
from kitei.office.cases.models import Case, StepDone
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law
from kitei.predicates.expression import Case as Asked
from kitei.predicates.expression import tests_of
from kitei.predicates.facts import BadFacts, Fact, Facts, read_facts
from kitei.procedures.procedure import REQUESTER, Outcome, Procedure, Step
from kitei.procedures.progress import Done, Next, Progress, next_steps

REOPENED = "reopened"
"""The outcome that takes a case back to an earlier step."""


class NoSuchProcedure(OfficeError):
    """The regulation has no procedure of that name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            ja=f"手続 `{name}` はこの規程にありません。あるのは {listed} です",
            en=f"this regulation has no procedure `{name}`; it has {listed}",
        )


class FactsNotRead(OfficeError):
    """Facts that the vocabulary does not know, or values it does not allow.

    Attributes:
        faults: one for each, as the vocabulary's reader found them.
    """

    def __init__(self, error: BadFacts) -> None:
        self.faults = error.faults
        shown = "; ".join(f"{fault.path}: {fault.expected}" for fault in error.faults)
        super().__init__(
            ja=f"読み取れない事実があります。使えるもの: {shown}", en=f"facts that cannot be read; expected {shown}"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One case, read.

    Attributes:
        counted: the steps that count: without what a reopening undid.
        facts: the facts that the procedure's guards read.
        progress: what can be done now.
    """

    procedure: Procedure
    counted: tuple[StepDone, ...]
    facts: Facts
    progress: Progress

    def open(self, step: str) -> Next | None:
        """An open step by id."""
        return next((each for each in self.progress.steps if each.step.id == step), None)

    @property
    def waits(self) -> bool:
        """Whether only whoever asked can go on, once something was done."""
        steps = self.progress.steps
        return bool(self.counted) and bool(steps) and all(each.step.actor == REQUESTER for each in steps)

    @property
    def effect(self) -> str:
        """What it came to for the person so far: the last outcome that granted or refused something."""
        return next((done.effect for done in reversed(self.counted) if done.effect != "none"), "")


def counted(rows: Iterable[StepDone]) -> tuple[StepDone, ...]:
    """The steps that count, oldest first: a reopening undoes everything from `back_to` on."""
    found: list[StepDone] = []
    for row in rows:
        if row.outcome == REOPENED:
            found = [each for each in found if each.order < (row.back_to or 0)]
        else:
            found.append(row)
    return tuple(found)


def done_of(rows: Sequence[StepDone]) -> tuple[Done, ...]:
    """The steps as the procedure reads them."""
    return tuple(Done(row.step, row.outcome, row.ground or None, day_of(row.at)) for row in rows)


def procedure_of(law: Law, name: str) -> Procedure:
    """A procedure of the office's regulation.

    Raises:
        NoSuchProcedure: there is none.
    """
    found = law.procedures.get(name)
    if found is None:
        raise NoSuchProcedure(name, law.procedures)
    return found


def run_of(law: Law, case: Case, rows: Sequence[StepDone], on: date) -> Run:
    """Where a case stands.

    Args:
        rows: all its steps taken, in order.
        on: the day; days on which the clock still stands still are not counted before it goes on.
    """
    procedure = procedure_of(law, case.procedure)
    steps = counted(rows)
    facts = facts_for(law, procedure.question, case.facts)
    progress = next_steps(procedure, done_of(steps), Asked(facts, on), stopped_days=case.stopped_days)
    return Run(procedure, steps, facts, progress)


def allowed_facts(law: Law, procedure: Procedure) -> Mapping[str, Fact]:
    """Every fact that the procedure or one of its steps asks about."""
    questions = [procedure.question, *(step.question for step in procedure.steps.values() if step.question)]
    found: dict[str, Fact] = {}
    for question in dict.fromkeys(questions):
        found |= {name: fact for name, fact in facts_of_question(law.vocabulary, question).items() if name not in found}
    return found


def facts_for(law: Law, question: str, raw: Mapping[str, Any]) -> Facts:
    """What is known of a case for one question; facts of other questions are left out."""
    allowed = facts_of_question(law.vocabulary, question)
    known = {name: value for name, value in raw.items() if name in allowed}
    return read_facts(known, allowed, law.regulation.clauses)


def read_case_facts(law: Law, procedure: Procedure, raw: Mapping[str, Any]) -> Facts:
    """Read facts that somebody hands in.

    Raises:
        FactsNotRead: with one fault for each.
    """
    try:
        return read_facts(raw, allowed_facts(law, procedure), law.regulation.clauses)
    except BadFacts as error:
        raise FactsNotRead(error) from error


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Facts as they are kept: days ISO, sets sorted."""
    return {name: _plain(value) for name, value in sorted(facts.items())}


def facts_in_guards(step: Step, outcome: Outcome | None = None) -> tuple[Fact, ...]:
    """The facts on which it hangs whether a step is needed, or an outcome open."""
    expressions = [step.when, *([outcome.when] if outcome else [])]
    return tuple(dict.fromkeys(test.fact for each in expressions for test in tests_of(each)))


def _plain(value: object) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
