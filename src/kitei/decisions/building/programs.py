"""Finds and keeps the program of a question: the right texts, editions and norms for an institution and a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kitei.decisions.building.layers import LayerBuilder
from kitei.decisions.evaluating.determination import Determiner, determiner
from kitei.decisions.norms import Label, Layer, Program, TextId, TopicState
from kitei.predicates.facts import Absence, Fact, Kind
from kitei.regulations.library import Library
from kitei.regulations.regulation import NotInForce, Regulation
from kitei.regulations.schema.identity import Edition
from kitei.regulations.schema.vocabulary import FactModel
from kitei.regulations.vocabulary import Vocabulary
from kitei.text import nearest

STATUTE_NOT_SUPPLIED = "statute-not-supplied"
"""Warning: the statute of that day is not in the library, so only the regulation's own text was asked."""


class UnknownQuestion(ValueError):
    """No question of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known, self.nearest = name, known, nearest(name, known)
        super().__init__(f"unknown question `{name}`")


@dataclass(frozen=True, slots=True)
class Ready:
    """A program with its diagrams."""

    regulation: Regulation
    program: Program
    determiner: Determiner = field(repr=False)


@dataclass(slots=True)
class Programs:
    """Builds each program once. The key is the texts' digests and the set of norms that count on the day."""

    library: Library
    _kept: dict[tuple[object, ...], Ready] = field(default_factory=dict, repr=False)

    def get(self, regulation: Regulation, question: str, on: date) -> Ready:
        """The program of a question on a day.

        Raises:
            UnknownQuestion: there is no such question.
            NotInForce, TextNotSupplied: no text governs that day.
            BadNorm: a norm of the regulation or the statute cannot be read.
        """
        vocabulary = self.library.vocabulary
        if question not in vocabulary.questions:
            raise UnknownQuestion(question, tuple(vocabulary.questions))
        by_norms = vocabulary.questions[question].resolver == "norms"
        edition = regulation.text_on(on) if by_norms else regulation.identity.editions[-1]
        statutes = _statutes_on(self.library, regulation, on)
        key = (
            regulation.folder,
            edition.id,
            question,
            tuple((statute.folder, at.id) for statute, at in statutes),
            *(_stretch(text, question, on) for text in (regulation, *(statute for statute, _ in statutes))),
        )
        if key not in self._kept:
            program = _Builder(self.library, regulation, edition, statutes, question, on).program()
            self._kept[key] = Ready(regulation, program, determiner(program))
        return self._kept[key]


def facts_of_question(vocabulary: Vocabulary, question: str) -> Mapping[str, Fact]:
    """The typed facts of a question, in the order in which they are asked."""
    ranks = {name: rank for rank, name in enumerate(vocabulary.facts)}
    return {name: _fact(vocabulary, model, ranks[name]) for name, model in vocabulary.facts_of(question).items()}


def _fact(vocabulary: Vocabulary, model: FactModel, rank: int) -> Fact:
    kind = Kind(model.type)
    absence = Absence.OPEN if kind is Kind.STEP else Absence(model.absence)
    values = tuple(value.id for value in vocabulary.values_of(model))
    return Fact(model.id, kind, rank, values, absence, model.least, model.most)


def _statutes_on(library: Library, regulation: Regulation, on: date) -> tuple[tuple[Regulation, Edition], ...]:
    found: list[tuple[Regulation, Edition]] = []
    for statute in library.statutes_of(regulation):
        try:
            found.append((statute, statute.text_on(on)))
        except NotInForce:
            continue
    return tuple(found)


def _stretch(text: Regulation, question: str, on: date) -> int:
    """Which stretch between the days on which norms begin or end the day lies in."""
    norms = [norm for norm in text.norms.norms if norm.question == question]
    days = {day for norm in norms for day in (norm.since, norm.until)}
    days |= {entry.get(key) for norm in norms for entry in norm.each for key in ("from", "until")}
    return bisect_right(sorted(found for day in days if (found := _day(day))), on)


def _day(value: object) -> date | None:
    """A day of an entry of `each`, which a snapshot carries as text; what is none is reported when the norm is read."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Builder:
    library: Library
    regulation: Regulation
    edition: Edition
    statutes: tuple[tuple[Regulation, Edition], ...]
    question: str
    on: date

    def program(self) -> Program:
        regulation = self.regulation
        vocabulary = self.library.vocabulary.extended(regulation.identity.extends)
        facts = facts_of_question(vocabulary, self.question)
        model = vocabulary.questions[self.question]
        is_statute = regulation.identity.kind == "statute"
        texts = (regulation, *(statute for statute, _ in self.statutes))
        return Program(
            question=self.question,
            family=model.family,
            resolver=model.resolver,
            regulation=TextId(regulation.id, self.edition.id, regulation.digest),
            statutes=self._statute_ids(is_statute=is_statute),
            facts=facts,
            text=self._text(facts, model.family, is_statute=is_statute),
            statute=self._statute(facts, model.family, is_statute=is_statute),
            wording={name: Label(c.says.ja, c.says.en) for text in texts for name, c in text.clauses.items()},
            prompts={name: _prompt(vocabulary.facts[name]) for name in facts},
            labels=_labels(vocabulary, facts),
            warnings=_warnings(vocabulary, texts),
            clause_ids=frozenset(regulation.clauses),
            is_statute=is_statute,
        )

    def _statute_ids(self, *, is_statute: bool) -> tuple[TextId, ...]:
        if is_statute:
            return (TextId(self.regulation.id, self.edition.id, self.regulation.digest),)
        return tuple(TextId(statute.id, edition.id, statute.digest) for statute, edition in self.statutes)

    def _text(self, facts: Mapping[str, Fact], family: str, *, is_statute: bool) -> Layer:
        layer = self._layer(self.regulation, facts, family)
        return Layer((), layer.topic) if is_statute else layer

    def _statute(self, facts: Mapping[str, Fact], family: str, *, is_statute: bool) -> Layer:
        if is_statute:
            return self._layer(self.regulation, facts, family)
        if not self.statutes:
            return Layer((), TopicState("silent", warnings=(STATUTE_NOT_SUPPLIED,)))
        layers = [self._layer(statute, facts, family) for statute, _ in self.statutes]
        return Layer(tuple(norm for layer in layers for norm in layer.norms), layers[0].topic)

    def _layer(self, home: Regulation, facts: Mapping[str, Fact], family: str) -> Layer:
        statutes = tuple(statute for statute, _ in self.statutes) or (home,)
        builder = LayerBuilder(
            home, self.question, family, facts, statutes, self.regulation.identity.entity_type, self.on
        )
        return builder.build()


def _prompt(fact: FactModel) -> Label:
    return Label(fact.ask.ja, fact.ask.en) if fact.ask else Label(fact.ja, fact.en)


def _warnings(vocabulary: Vocabulary, texts: tuple[Regulation, ...]) -> Mapping[str, Label]:
    general = {name: Label(term.ja, term.en) for name, term in vocabulary.glossary["warning"].items()}
    return general | {name: Label(t.says.ja, t.says.en) for text in texts for name, t in text.traps.items()}


def _labels(vocabulary: Vocabulary, facts: Mapping[str, Fact]) -> Mapping[str, Label]:
    found = {name: Label(vocabulary.facts[name].ja, vocabulary.facts[name].en) for name in facts}
    for name in facts:
        for value in vocabulary.values_of(vocabulary.facts[name]):
            found[f"{name}={value.id}"] = Label(value.ja or value.id, value.en or value.id)
    return found
