"""Which cases a member of a body is called to deal with. Meetings stand two floors up: they are asked by wiring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

Finder = Callable[[UUID, str], QuerySet[Any]]
"""From a person and a body to rows with the ids of cases as `case`."""

_finder: list[Finder] = []


def called_by(finder: Finder | None) -> Finder | None:
    """Say who knows the agendas; returns who knew them before. As long as nobody does, a member sees no case."""
    before = _finder[0] if _finder else None
    _finder[:] = [finder] if finder is not None else []
    return before


def called(person: UUID | None, body: str | None) -> QuerySet[Any] | None:
    """The cases that a member of a body is called to deal with; `None` if nobody knows."""
    return _finder[0](person, body) if _finder and person is not None and body is not None else None


def is_called(person: UUID | None, body: str | None, case: UUID | None) -> bool:
    """Whether a member is called to deal with one case."""
    cases = called(person, body) if case is not None else None
    return cases is not None and cases.filter(case=case).exists()
