"""`clauses.yaml`: the clause tree, in the order of the document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from kitei.regulations.schema.words import ClauseId, ClauseIds, Model, Slug, TrapId, Words

ClauseKind = Literal[
    "header",
    "title",
    "preamble",
    "policy",
    "part",
    "chapter",
    "section",
    "article",
    "paragraph",
    "item",
    "subitem",
    "sentence",
    "form",
    "annex",
    "table",
    "supplementary",
]
Force = Literal["obliges", "forbids", "permits", "defines", "declares", "refers", "organises"]


class PrintedReference(Model):
    """A reference as printed, and as it must be read."""

    printed: str = Field(alias="as")
    read: ClauseIds
    warnings: tuple[TrapId, ...] = ()


class Clause(Model):
    """One clause: id, kind, short title, and what it says in one sentence of our own.

    Attributes:
        force: what it does to somebody.
        no_norm: for a clause that obliges or forbids and that no norm cites: the reason.
        deleted: the number is kept and may not be cited.
    """

    id: ClauseId
    kind: ClauseKind
    parent: ClauseId | None = None
    title: Words
    says: Words
    force: Force = "declares"
    topics: tuple[Annotated[str, Field()], ...] = ()
    no_norm: Slug | None = None
    deleted: bool = False
    printed: tuple[PrintedReference, ...] = ()
    warnings: tuple[TrapId, ...] = ()


class Clauses(RootModel[tuple[Clause, ...]]):
    """The whole of `clauses.yaml`."""
