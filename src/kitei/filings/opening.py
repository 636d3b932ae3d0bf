"""Opens the book of a regulation."""

from __future__ import annotations

from pathlib import Path

from kitei.filings.book import Book
from kitei.forms.catalogue import Catalogue
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library


def open_book(library: Library, name: str | Path) -> Book:
    """What a regulation says about papers that come in and go out.

    Raises:
        UnknownRegulation, BadRegulation, UnreadableFile: it cannot be read.
        BadProcedure: a guard or a clock of a procedure cannot be read.
    """
    regulation = library.get(name)
    statutes = library.statutes_of(regulation)
    procedures = ProcedureReader(regulation, library.vocabulary, statutes).read()
    return Book(regulation, statutes, procedures, Catalogue(library))
