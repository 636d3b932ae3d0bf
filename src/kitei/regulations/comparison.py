"""Two regulations side by side, question by question: what each rules, by which clauses, and where they part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.norms import NormModel
from kitei.regulations.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Side:
    """What one regulation has on one question.

    Attributes:
        state: ruled, silent or elsewhere. clauses: those its norms rest on, in order.
        grounds: grounds its exceptions admit. duties: kinds of obligations and conditions.
    """

    state: str
    clauses: tuple[str, ...]
    outcomes: tuple[str, ...]
    grounds: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, two sides."""

    question: str
    one: Side
    other: Side

    @property
    def differs(self) -> bool:
        """Whether anything but the clause numbers differs."""
        return (self.one.state, self.one.outcomes, self.one.grounds, self.one.duties) != (
            self.other.state,
            self.other.outcomes,
            self.other.grounds,
            self.other.duties,
        )


def compare_regulations(
    one: Regulation, other: Regulation, vocabulary: Vocabulary, topic: str | None = None
) -> Iterator[Comparison]:
    """Compare two regulations on every question, or on one."""
    for question in vocabulary.questions:
        if topic in (None, question):
            yield Comparison(question, side(one, question), side(other, question))


def side(regulation: Regulation, question: str) -> Side:
    """What one regulation has on a question."""
    norms = [norm for norm in regulation.norms.norms if norm.question == question]
    topic = regulation.norms.topics.get(question)
    return Side(
        state=topic.state if topic else "silent",
        clauses=tuple(dict.fromkeys(clause for norm in norms for clause in _clauses(norm))),
        outcomes=tuple(sorted({norm.outcome for norm in norms if norm.outcome})),
        grounds=tuple(sorted({e.ground for norm in norms for e in norm.unless if e.ground})),
        duties=tuple(sorted({duty for norm in norms for duty in _duties(norm)})),
    )


def _clauses(norm: NormModel) -> Iterator[str]:
    yield from norm.clause
    for entry in norm.each:
        clause = entry.get("clause", ())
        yield from [clause] if isinstance(clause, str) else clause
    for exception in norm.unless:
        yield from exception.clause


def _duties(norm: NormModel) -> Iterator[str]:
    for each in (*norm.conditions, *norm.obligations):
        yield each.kind
    for exception in norm.unless:
        yield from (each.kind for each in exception.obligations)
        yield from (each.kind for conditions in exception.steps.values() for each in conditions)
