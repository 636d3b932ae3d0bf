"""Acts of the record as rows of a page: which act, by which role, when, under which clauses; nothing sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kitei.office.cases.queries import terms
from kitei.office.lawbook import Law
from kitei.office.record.models import Act
from kitei.procedures.procedure import Label
from kitei.web.look.days import moment
from kitei.web.look.words import Language, say


@dataclass(frozen=True, slots=True)
class Leaf:
    """One act.

    Attributes:
        name: its name in the record. title: in words. digest: of what was done, hexadecimal.
    """

    id: int
    name: str
    title: str
    at: Markup
    role: str
    clauses: tuple[str, ...]
    digest: str


def shown(acts: Iterable[Act], law: Law, language: Language) -> tuple[Leaf, ...]:
    """Acts as a page shows them."""
    return tuple(
        Leaf(
            each.id,
            each.name,
            say(terms.ACTS.get(each.name, Label(each.name, each.name))),
            moment(each.at),
            law.role_title(each.role, language),
            tuple(each.clauses),
            str(each.payload_digest),
        )
        for each in acts
    )
