"""What proves who asks and for whom: the documents that the text lists, and how old they may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kitei.filings.book import Book
from kitei.regulations.schema.filings import Channel, Claimant, Filing, PaperKind, Proof
from kitei.text import nearest


class NoSuchPaper(ValueError):
    """A document that the text does not list.

    Attributes:
        known: the documents it lists.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known, self.nearest = name, known, nearest(name, known)
        super().__init__(f"`{name}` is not among the documents listed: {', '.join(known)}")


class TooOld(ValueError):
    """A document was made longer ago than the text allows, or after the request.

    Attributes:
        earliest: the first day on which it may have been made.
    """

    def __init__(self, made_on: date | None, earliest: date, latest: date) -> None:
        self.made_on, self.earliest, self.latest = made_on, earliest, latest
        day = made_on.isoformat() if made_on else "a day not given"
        super().__init__(f"made on {day}; it must be of {earliest.isoformat()} to {latest.isoformat()}")


@dataclass(frozen=True, slots=True)
class Needed:
    """A proof that must be given, with the documents of which one will do."""

    proof: Proof
    papers: tuple[PaperKind, ...]


def needed(book: Book, filing: Filing, claimant: Claimant, channel: Channel) -> tuple[Needed, ...]:
    """Every proof asked of whoever files in this way, in the order of the folder."""
    proofs = (book.proof(name) for name in filing.proofs)
    return tuple(Needed(each, papers_of(book, filing, each)) for each in proofs if asked(each, claimant, channel))


def asked(proof: Proof, claimant: Claimant, channel: Channel) -> bool:
    """Whether a proof is asked of somebody who files in some way."""
    return (not proof.claimants or claimant in proof.claimants) and (not proof.channels or channel in proof.channels)


def papers_of(book: Book, filing: Filing, proof: Proof) -> tuple[PaperKind, ...]:
    """The documents of which one proves it."""
    if proof.papers:
        return proof.papers
    if proof.checklist is not None:
        lists = (each for text in book.texts for each in text.registers.checklists if each.id == proof.checklist)
        return tuple(PaperKind(id=row.id, ja=row.ja, en=row.en) for row in next(lists).rows)
    field = book.form(filing.form).form.field(str(proof.field))
    return tuple(
        PaperKind(id=each.id, ja=each.corrected or each.ja, en=each.en, clause=each.clause) for each in field.choices
    )


def check_paper(each: Needed, paper: str, *, made_on: date | None, received_on: date) -> PaperKind:
    """The document shown, if the text lists it and it is not too old.

    Args:
        made_on: the day on which it was made; needed only where the text says how old it may be.

    Raises:
        NoSuchPaper: the text does not list it.
        TooOld: it is older than the text allows, or its day is not given or lies after the request.
    """
    found = next((known for known in each.papers if known.id == paper), None)
    if found is None:
        raise NoSuchPaper(paper, tuple(known.id for known in each.papers))
    days = each.proof.within_days
    if days is not None:
        earliest = received_on - timedelta(days=days)
        if made_on is None or not earliest <= made_on <= received_on:
            raise TooOld(made_on, earliest, received_on)
    return found
