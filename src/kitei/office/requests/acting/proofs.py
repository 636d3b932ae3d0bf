"""Which proofs are asked of whoever filed a case."""

from __future__ import annotations

from typing import get_args

from kitei.filings.proving import Needed, needed
from kitei.office.cases.models import Case
from kitei.office.requests.books import current_book
from kitei.regulations.schema.filings import Channel, Claimant


def asked_of(case: Case) -> tuple[Needed, ...]:
    """The proofs asked of whoever filed a case, by the way in which it came in."""
    book = current_book()
    filing = book.filings.get(case.procedure)
    if filing is None:
        return ()
    said = str(case.facts.get("claimant") or case.contact.get("claimant") or "principal")
    claimant: Claimant = next(each for each in get_args(Claimant) if each == said)
    came = str(case.contact.get("channel") or "counter")
    way: Channel = next((each for each in get_args(Channel) if each == came), "counter")
    return needed(book, filing, claimant, way)
