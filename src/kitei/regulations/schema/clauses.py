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


class ProposedTopic(Model):
    """A question an imported clause seems to bear on, with the words that led to it."""

    topic: str
    words: tuple[str, ...]


class Confirmation(Model):
    """Whether a person has confirmed what an import proposed; nothing proposed counts until then."""

    state: Literal["proposed", "confirmed", "rejected"]
    by: str | None = None
    at: str | None = None


class Reference(Model):
    """A reference in the wording, as printed and as resolved; `unresolved` says why not."""

    printed: str = Field(alias="as")
    read: tuple[str, ...] = ()
    document: str | None = None
    corrected: bool = False
    unresolved: str | None = None


class DefinedTerm(Model):
    """A term the clause defines (以下「…」という。).

    Attributes:
        of: what it stands for. here: it counts in its own article only.
    """

    term: str
    of: str
    here: bool = False


class Imported(Model):
    """How an imported clause is printed and where it stood; for export and for the reader."""

    lines: tuple[int, ...] = ()
    label: str | None = None
    caption: str | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    paragraph_label: str | None = None
    section: bool = False


class Clause(Model):
    """One clause: id, kind, short title, and what it says in one sentence of our own.

    Attributes:
        force: what it does to somebody.
        no_norm: for a clause that obliges or forbids and that no norm cites: the reason.
        deleted: the number is kept and may not be cited.
        text_ja: the wording itself, where the institution keeps it; an import does.
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
    text_ja: str | None = None
    proposed_topics: tuple[ProposedTopic, ...] = ()
    confirmation: Confirmation | None = None
    references: tuple[Reference, ...] = ()
    defines: tuple[DefinedTerm, ...] = ()
    imported: Imported | None = None


class Clauses(RootModel[tuple[Clause, ...]]):
    """The whole of `clauses.yaml`."""
