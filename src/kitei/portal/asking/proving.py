"""Who may ask, with which papers, and at what cost: as the folders say how requests come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kitei.filings.proving import papers_of
from kitei.office.lawbook import Law
from kitei.office.requests.books import book_of
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say, who_acts
from kitei.predicates.expression import All, AnyOf, Expression, Is
from kitei.procedures.procedure import REQUESTER, Procedure
from kitei.regulations.schema.filings import Channel, Filing
from kitei.regulations.schema.words import Language

PORTAL: Channel = "portal"


@dataclass(frozen=True, slots=True)
class Paper:
    """Documents of which one is needed.

    Attributes:
        of: `identity` or `authority`. claimants: of whom it is asked; empty: of everybody.
        kinds: the documents, any one of them.
        within_days: how old it may be at most; `None`: no matter.
    """

    id: str
    of: str
    claimants: tuple[str, ...]
    kinds: tuple[str, ...]
    within_days: int | None
    note: str
    clauses: tuple[Citation, ...]

    def asked_of(self, claimant: str) -> bool:
        """Whether somebody must bring it."""
        return not self.claimants or claimant in self.claimants


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody who may ask.

    Attributes:
        extra: what happens besides, because this claimant asks.
    """

    id: str
    title: str
    note: str
    extra: tuple[str, ...]
    clauses: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What asking costs.

    Attributes:
        amount: yen; `None` where no figure is known. guide, guide_online: yen that the law names for guidance.
    """

    amount: int | None
    guide: int | None
    guide_online: int | None
    note: str
    clauses: tuple[Citation, ...]


def filing_of(law: Law, procedure: str) -> Filing | None:
    """How a procedure is started; `None` where no folder says."""
    return book_of(law).filings.get(procedure)


def claimants(law: Law, procedure: Procedure, language: Language) -> tuple[Claimant, ...]:
    """Everybody who may ask, the person first."""
    filing = filing_of(law, procedure.id)
    named = {value.id: say(value, language) for value in law.vocabulary.enums["claimant"].values}
    return tuple(
        Claimant(
            id=rule.claimant,
            title=named[rule.claimant],
            note=rule.note.of(language) if rule.note else "",
            extra=tuple(_extra(law, procedure, rule.claimant, language)),
            clauses=citations(law, rule.clause, language),
        )
        for rule in (filing.claimants if filing else ())
    )


def papers(law: Law, procedure: str, language: Language, *, channel: Channel = PORTAL) -> tuple[Paper, ...]:
    """The proofs asked for when one files by a channel."""
    filing = filing_of(law, procedure)
    if filing is None:
        return ()
    book = book_of(law)
    proofs = (book.proof(name) for name in filing.proofs)
    return tuple(
        Paper(
            id=each.id,
            of=each.of,
            claimants=each.claimants,
            kinds=tuple(say(kind, language) for kind in papers_of(book, filing, each)),
            within_days=each.within_days,
            note=each.note.of(language) if each.note else "",
            clauses=citations(law, each.clause, language),
        )
        for each in proofs
        if not each.channels or channel in each.channels
    )


def costs(law: Law, procedure: Procedure, language: Language) -> tuple[Cost, ...]:
    """What the folders say about fees for what the procedure serves; each sentence once."""
    fees = (book_of(law).fee(kind, procedure.id) for kind in procedure.serves)
    return tuple(
        Cost(each.amount, each.guide, each.guide_online, each.note.of(language), citations(law, each.clause, language))
        for each in {fee.note.ja: fee for fee in fees if fee is not None}.values()
    )


def _extra(law: Law, procedure: Procedure, claimant: str, language: Language) -> Iterator[str]:
    """The steps entered because this claimant asks, besides the check of papers."""
    for step in procedure.steps.values():
        if step.actor == REQUESTER or "paper-authority" in step.receives or claimant not in _tested(step.when):
            continue
        title, who = say(step.title, language), who_acts(law, step.actor, language)
        yield f"{title}（{who}）" if language == "ja" else f"{title} ({who})"


def _tested(expression: Expression) -> Iterable[str]:
    """The values of `claimant` for which a guard can hold."""
    match expression:
        case Is(fact, values) if fact.id == "claimant":
            return [str(value) for value in values]
        case All(parts) | AnyOf(parts):
            return [found for part in parts for found in _tested(part)]
        case _:
            return []
