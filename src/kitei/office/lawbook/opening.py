"""Reads the office's regulation, once a process."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from kitei.decisions.deciding import engine
from kitei.forms.catalogue import Catalogue
from kitei.office.lawbook.law import Law
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library


def current() -> Law:
    """The law of this office, as `settings.OFFICE["regulation"]` names it."""
    return law_of(str(settings.OFFICE["regulation"]))


@lru_cache(maxsize=16)
def law_of(key: str) -> Law:
    """The law of a regulation, by key or folder.

    Raises:
        UnknownRegulation, BadRegulation, UnreadableFile: it cannot be read.
        BadProcedure: a guard or a clock of a procedure cannot be read.
    """
    library = _library()
    regulation = library.get(key)
    statutes = library.statutes_of(regulation)
    return Law(
        regulation=regulation,
        statutes=statutes,
        vocabulary=library.vocabulary.extended(regulation.identity.extends),
        engine=engine(library),
        procedures=ProcedureReader(regulation, library.vocabulary, statutes).read(),
        forms=Catalogue(library),
    )


@lru_cache(maxsize=1)
def _library() -> Library:
    """One library for all, so that the statute is read once."""
    return Library()
