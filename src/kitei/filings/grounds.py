"""Grounds for refusing a request: by which clause, whether the institution may or must refuse, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.filings.book import Book
from kitei.filings.citing import labels
from kitei.procedures.procedure import Outcome, Step
from kitei.regulations.schema.registers import RefusalGround
from kitei.regulations.schema.words import Language, Words


@dataclass(frozen=True, slots=True)
class RefusedOn:
    """A ground for refusing, as it stands under this regulation.

    Attributes:
        clauses: where it stands. nature: `must` if the institution may not comply, `may` if it need not; `None` where
            neither the regulation nor the statute speaks of it.
        decider: the role or body that judges it.
        title: what it is called. cited: its clauses as a paper cites them.
    """

    ground: str
    clauses: tuple[str, ...]
    nature: str | None
    decider: str
    title: Words
    cited: Words

    @property
    def refuses(self) -> bool:
        """Whether it is a ground for refusing, and not one on which a request rests."""
        return self.nature is not None

    def says(self, language: Language) -> str:
        """The ground by name and clause."""
        name, clause = self.title.of(language), self.cited.of(language)
        return f"{name}（{clause}）" if language == "ja" else f"{name} ({clause})"


def grounds_of(book: Book, step: Step, outcome: Outcome, kind: str | None) -> tuple[RefusedOn, ...]:
    """The grounds of which one must be named for an outcome, in its order.

    Args:
        kind: the kind of request; a ground of the register counts only for the kinds it is written for.
    """
    return tuple(_ground(book, step, outcome, ground, kind) for ground in outcome.grounds)


def _ground(book: Book, step: Step, outcome: Outcome, ground: str, kind: str | None) -> RefusedOn:
    title = _title(book, ground)
    found = next(_registered(book, ground, kind), None)
    if found is None:
        own = outcome.clauses or step.clauses
        return RefusedOn(ground, own, None, step.actor, title, _cited(book, own))
    clauses = tuple(each.clause for each in _registered(book, ground, kind) if _same(each, found))
    people = book.regulation.people
    decider = found.decider if found.decider in people or found.decider == step.actor else step.actor
    return RefusedOn(ground, clauses, found.nature, decider or step.actor, title, _cited(book, clauses))


def _cited(book: Book, clauses: tuple[str, ...]) -> Words:
    return Words(ja=labels(book.texts, clauses, "ja"), en=labels(book.texts, clauses, "en"))


def _same(one: RefusalGround, other: RefusalGround) -> bool:
    return (one.clause.partition(":")[0], one.nature, one.decider) == (
        other.clause.partition(":")[0],
        other.nature,
        other.decider,
    )


def _registered(book: Book, ground: str, kind: str | None) -> Iterator[RefusalGround]:
    """The entries of the registers on a ground: the regulation's own before the statute's."""
    entity = book.regulation.identity.entity_type
    for text in book.texts:
        yield from (
            each
            for each in text.registers.refusal_grounds
            if each.ground == ground and each.entity in (None, entity) and (kind is None or kind in each.requests)
        )


def _title(book: Book, ground: str) -> Words:
    vocabulary = book.catalogue.library.vocabulary.extended(book.regulation.identity.extends)
    named = (
        value
        for name in ("refusal_grounds", "stop_grounds")
        for value in vocabulary.enums[name].values
        if value.id == ground
    )
    found = next(named, None)
    if found is not None:
        return Words(ja=found.ja, en=found.en)
    clause = next((each.clause for each in book.regulation.registers.refusal_grounds if each.ground == ground), None)
    if clause is not None and clause in book.regulation.clauses:
        return book.regulation.clauses[clause].title
    return Words(ja=ground, en=ground)
