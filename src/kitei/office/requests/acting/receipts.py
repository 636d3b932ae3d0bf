"""What is written to somebody by e-mail: that a request came in, and links that open once. The words are data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kitei.filings.book import Book
from kitei.office.cases.models import Case
from kitei.office.post.services import queue
from kitei.regulations.schema.words import Language


def acknowledge(book: Book, cases: Sequence[Case], to: str, language: Language, address: str, at: datetime) -> None:
    """Tell whoever asked that it came in, and where to see how it stands."""
    if to:
        numbers = ", ".join(case.number for case in cases)
        _send(book, "mail-received", to, language, at, numbers=numbers, address=address)


def tell_of_news(book: Book, case: Case, to: str, language: Language, address: str, at: datetime) -> None:
    """Tell whoever asked that something waits for him."""
    _send(book, "mail-news", to, language, at, numbers=case.number, address=address)


def send_link(book: Book, to: str, language: Language, address: str, hours: int, at: datetime) -> None:
    """Send a link that opens once."""
    _send(book, "mail-link", to, language, at, hours=str(hours), address=address)


def _send(book: Book, text: str, to: str, language: Language, at: datetime, **said: str) -> None:
    said["institution"] = book.regulation.identity.institution.of(language)
    subject = book.text(f"{text}-subject").of(language).format_map(said)
    queue(to=to, subject=subject, body=book.text(text).of(language).format_map(said), at=at)
