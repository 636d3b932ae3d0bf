"""Norms as the engine reads them: frozen values over predicates, one program for each question, text and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kitei.predicates.expression import TRUE, Day, Expression
from kitei.predicates.facts import Fact


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class DueRule:
    """When something is due; see `kitei.regulations.schema.norms.Due` for the meaning of each field."""

    start: Day | None = None
    counter: str | None = None
    days: int = 0
    months: int = 0
    years: int = 0
    nth_day: int | None = None
    moves: bool = True
    year: Fact | None = None
    plus: int = 0
    month_day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How long a record is kept."""

    start: Day
    days: int = 0
    months: int = 0
    years: int = 0
    include_first: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation or condition before its dates are counted.

    Attributes:
        role: the title of the role or body, in the institution's own words.
        collateral: another question rules on it, so it does not change the basis.
    """

    kind: str
    clause: str
    role: str | None = None
    due_word: str | None = None
    due: DueRule | None = None
    fields: tuple[str, ...] = ()
    keep: KeepRule | None = None
    strength: str = "duty"
    when: Expression = TRUE
    collateral: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice that must be issued."""

    document: str
    items: tuple[str, ...]
    clause: str
    when: Expression = TRUE


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that must be made in a register."""

    register: str
    fields: tuple[str, ...]
    keep: KeepRule | None
    clause: str
    when: Expression = TRUE


@dataclass(frozen=True, slots=True)
class Attachments:
    """What follows where a norm or exception takes effect."""

    duties: tuple[Duty, ...] = ()
    letters: tuple[Letter, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class StepNeeded:
    """A step that must be done for an exception to hold, and the conditions it stands for while open."""

    fact: Fact
    conditions: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception to a norm.

    Attributes:
        claim: true where somebody relies on the exception (a ground asserted); `None`: nothing need be claimed.
        test: its condition facts, besides the claim.
        outcome: the outcome it gives where it lifts the norm.
        conditional: the outcome it gives while a step is open.
    """

    clauses: tuple[str, ...]
    claim: Expression | None
    test: Expression
    steps: tuple[StepNeeded, ...]
    outcome: str | None
    conditional: str | None
    attachments: Attachments
    warnings: tuple[str, ...]
    basis: str | None
    escalate_to: str | None
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm. Without an outcome it only cites, attaches and warns."""

    id: str
    clauses: tuple[str, ...]
    when: Expression
    outcome: str | None
    effect: str | None
    unless: tuple[Exemption, ...]
    conditions: tuple[Duty, ...]
    attachments: Attachments
    warnings: tuple[str, ...]
    escalate_to: str | None
    basis: str | None
    only_if: tuple[str, ...]
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicState:
    """What a text says where none of its norms reaches the case."""

    state: str  # ruled | silent | elsewhere
    near: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    document: str | None = None
    escalate_to: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """The norms of one text (or of the statutes together) for one question."""

    norms: tuple[Norm, ...]
    topic: TopicState


@dataclass(frozen=True, slots=True)
class TextId:
    """Which state of which text a decision rests on."""

    id: str
    edition: str
    digest: str


@dataclass(frozen=True)
class Program:
    """Everything that answers one question at one institution on one day.

    Attributes:
        facts: the facts of the question by id, in the order in which they are asked.
        wording: our own short wording of every clause that may be cited.
        prompts: how each fact is asked for.
        warnings: the text of each trap that an answer may name.
        labels: the short name of each fact, and of each value as `fact=value`.
        is_statute: the question is put to the statute itself; there is one layer.
    """

    question: str
    family: str
    resolver: str
    regulation: TextId
    statutes: tuple[TextId, ...]
    facts: Mapping[str, Fact] = field(repr=False)
    text: Layer = field(repr=False)
    statute: Layer = field(repr=False)
    wording: Mapping[str, Label] = field(repr=False)
    prompts: Mapping[str, Label] = field(repr=False)
    labels: Mapping[str, Label] = field(repr=False)
    warnings: Mapping[str, Label] = field(repr=False)
    clause_ids: frozenset[str] = field(repr=False)
    is_statute: bool = False
