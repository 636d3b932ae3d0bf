"""From `procedures.yaml` to procedures; guards are read over the facts of the procedure's question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kitei.predicates.expression import TRUE, Expression
from kitei.predicates.facts import Absence, Fact, Kind
from kitei.predicates.reading import PredicateError, Reader, read_day
from kitei.procedures.procedure import Clock, Label, Outcome, Procedure, Step, Term
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.norms import Due
from kitei.regulations.schema.procedures import Clock as ClockModel
from kitei.regulations.schema.procedures import OutcomeModel, ProcedureModel, StepModel
from kitei.regulations.schema.words import Words
from kitei.regulations.vocabulary import Vocabulary
from kitei.text import nearest


class BadProcedure(ValueError):
    """A guard or clock that cannot be read.

    Attributes:
        procedure, step: where. problem, expected: what is wrong and what may stand there.
    """

    def __init__(self, procedure: str, step: str, error: PredicateError) -> None:
        self.procedure, self.step = procedure, step
        self.problem, self.expected, self.nearest = error.problem, error.expected, error.nearest
        super().__init__(f"{procedure}.{step}: {error}")


@dataclass(frozen=True, slots=True)
class ProcedureReader:
    """Reads the procedures of one regulation.

    Attributes:
        statutes: for guards that use the statute's definitions (`is: appi/name`).
    """

    regulation: Regulation
    vocabulary: Vocabulary
    statutes: tuple[Regulation, ...]

    def read(self) -> Mapping[str, Procedure]:
        """All procedures by id.

        Raises:
            BadProcedure: at the first guard or clock that cannot be read.
        """
        return {model.id: self._procedure(model) for model in self.regulation.procedures}

    def _procedure(self, model: ProcedureModel) -> Procedure:
        known = tuple(self.vocabulary.questions)
        if model.question not in known:
            problem = f"unknown question `{model.question}`"
            error = PredicateError("question", problem, ", ".join(known), nearest(model.question, known))
            raise BadProcedure(model.id, model.start, error)
        predicates = self._predicates(model.question, self.regulation)
        return Procedure(
            id=model.id,
            matter=model.matter,
            title=_label(model.title),
            clauses=model.clause,
            question=model.question,
            serves=model.serves,
            basis=model.basis,
            appeal=model.appeal,
            warnings=model.warnings,
            start=model.start,
            keeps=model.keeps,
            steps={step.id: self._step(model, step, predicates) for step in model.steps},
        )

    def _step(self, procedure: ProcedureModel, model: StepModel, predicates: Reader) -> Step:
        try:
            return Step(
                id=model.id,
                title=_label(model.title),
                actor=model.actor,
                clauses=model.clause,
                when=_guard(model.when, predicates),
                otherwise=model.otherwise,
                question=model.question,
                receives=model.receives,
                form=model.form,
                clock=_clock(model.clock, predicates) if model.clock else None,
                outcomes=tuple(_outcome(each, predicates) for each in model.outcomes),
                warnings=model.warnings,
                meeting=model.meeting,
                follows=model.follows,
            )
        except PredicateError as error:
            raise BadProcedure(procedure.id, model.id, error) from error

    def _predicates(self, question: str, home: Regulation) -> Reader:
        vocabulary = self.vocabulary.extended(self.regulation.identity.extends)
        ranks = {name: rank for rank, name in enumerate(vocabulary.facts)}
        facts: dict[str, Fact] = {}
        for name, model in vocabulary.facts_of(question).items():
            kind = Kind(model.type)
            absence = Absence.OPEN if kind is Kind.STEP else Absence(model.absence)
            values = tuple(value.id for value in vocabulary.values_of(model))
            facts[name] = Fact(model.id, kind, ranks[name], values, absence, model.least, model.most)

        def definition(name: str) -> Expression | None:
            folder, _, own = name.rpartition("/")
            text = home if not folder else next((each for each in self.statutes if each.id == folder), None)
            found = text.norms.definitions.get(own) if text else None
            return self._predicates(question, text).read(found.when) if text and found else None

        return Reader(facts, definition)


def _outcome(model: OutcomeModel, predicates: Reader) -> Outcome:
    return Outcome(
        id=model.id,
        title=_label(model.title),
        clauses=model.clause,
        effect=model.effect,
        when=_guard(model.when, predicates),
        grounds=model.grounds,
        notice=model.notice,
        reason=model.reason,
        extends=model.extends,
        then=model.then,
    )


def _clock(model: ClockModel, predicates: Reader) -> Clock:
    return Clock(
        word=model.word,
        term=_term(model.due, predicates) if model.due else None,
        extended=_term(model.extends_to, predicates) if model.extends_to else None,
        stops=model.stops,
        clauses=model.clause,
        since=model.since or (),
    )


def _term(model: Due, predicates: Reader) -> Term:
    return Term(
        start=read_day(model.source or "on", lambda name: predicates.fact(name, "due.from"), "due.from"),
        counter=model.counter or ("ppc" if model.day else "civil"),
        days=model.days,
        months=model.months,
        years=model.years,
        nth_day=model.day,
        moves=model.moves,
    )


def _guard(raw: object, predicates: Reader) -> Expression:
    return TRUE if raw is None else predicates.read(raw)


def _label(words: Words) -> Label:
    return Label(words.ja, words.en)
