"""What the office's folders say about papers that come in and go out, read once a process."""

from __future__ import annotations

from functools import lru_cache

from kitei.filings.book import Book
from kitei.office.lawbook import Law, current, law_of


def current_book() -> Book:
    """The book of this office's law."""
    return book_of(current())


def book_of(law: Law) -> Book:
    """The book of a law."""
    return _book(law.key)


@lru_cache(maxsize=16)
def _book(key: str) -> Book:
    law = law_of(key)
    return Book(law.regulation, law.statutes, law.procedures, law.forms)
