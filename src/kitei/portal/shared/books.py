"""What the office's folders say about papers that come in and go out, read once."""

from __future__ import annotations

from functools import lru_cache

from kitei.filings.book import Book
from kitei.office.lawbook import Law, law_of


def book_of(law: Law) -> Book:
    """The filings of the law an office runs."""
    return _book(law.key)


@lru_cache(maxsize=16)
def _book(key: str) -> Book:
    law = law_of(key)
    return Book(law.regulation, law.statutes, law.procedures, law.forms)
