"""`regulation.yaml`: what the document is, who acts under it, whose data it covers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from kitei.regulations.schema.words import ClauseId, ClauseIds, Model, Slug, TrapId, Words


def _edition_id(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


EditionId = Annotated[str, BeforeValidator(_edition_id)]
EntityType = Literal["private_school_corporation", "national_university_corporation"]


class Edition(Model):
    """One state of the text in time.

    Attributes:
        id: the effective date, ISO.
        made_on: the day it was made or promulgated, if known; else it counts as made on the effective day.
        applies_from: the first day whose handling it governs; before `effective_on` where it is retroactive.
        text: whether this folder carries its text.
    """

    id: EditionId
    made_on: date | None = None
    effective_on: date
    applies_from: date
    clause: ClauseIds
    text: Literal["supplied", "not_supplied"]
    note: Words | None = None
    warnings: tuple[TrapId, ...] = ()

    @property
    def known_from(self) -> date:
        """The first day on which anybody could know this edition."""
        return self.made_on or self.effective_on


class NamedDocument(Model):
    """An instrument that the text names but that was not supplied."""

    id: Slug
    title: Words
    named_by: ClauseIds


class Desk(Model):
    """Where a person turns to, and what for."""

    id: Slug
    title: Words
    purpose: Words = Field(alias="for")
    clause: ClauseId
    contact: str | None = None


class Delegation(Model):
    """How much of a role's authority may be passed on, and to whom."""

    to: Slug
    extent: Literal["none", "part", "whole"]
    clause: ClauseId


HeldBy = Literal["named", "each_unit", "unit", "everyone"]
"""Who holds a role: persons named to it for the whole institution or a part of it; persons named to it in each unit;
without being named, whoever holds an office in the unit; without being named, everybody who works here."""


class Role(Model):
    """A post under the regulation, in the institution's own words."""

    id: Slug
    canonical: Slug | None = None
    title: Words
    clause: ClauseId
    posts: tuple[Words, ...] = ()
    duties: Words | None = None
    held_by: HeldBy = "named"
    appointed_by: Slug | None = None
    delegation: Delegation | None = None


class Share(Model):
    """A majority rule."""

    share: Literal["more_than_half", "half_or_more", "two_thirds", "all"]
    of: Literal["members", "present"]
    clause: ClauseId


class Tie(Model):
    """Who decides when votes are equal."""

    by: Slug
    clause: ClauseId


class ActingChair(Model):
    """When the vice-chair leads in place of the chair: only while the chair is prevented, or always."""

    when: Literal["prevented", "always"]
    clause: ClauseId


class Guests(Model):
    """Whether invited persons vote."""

    vote: bool
    clause: ClauseId


class Body(Model):
    """A committee or other body; its rules stand here or in a document not supplied."""

    id: Slug
    canonical: Slug | None = None
    title: Words
    clause: ClauseId
    members: tuple[Words, ...] = ()
    chair: Words | None = None
    vice_chair: Words | None = None
    vice_chair_acts: ActingChair | None = None
    rules: Literal["here", "elsewhere"]
    document: Slug | None = None
    quorum: Share | None = None
    decision: Share | None = None
    tie: Tie | None = None
    guests: Guests | None = None
    secretariat: Words | None = None
    powers: tuple[ClauseId, ...] = ()


class Category(Model):
    """A class of persons whose data are held, with the items named for it."""

    id: Slug
    clause: ClauseId
    title: Words
    persons: tuple[Slug, ...] = ()
    items: tuple[str, ...] = ()


class Purpose(Model):
    """A stated purpose of use (利用目的)."""

    clause: ClauseId
    persons: tuple[Slug, ...]
    activities: tuple[Slug, ...]
    catch_all: bool = False
    flags: tuple[Slug, ...] = ()
    warnings: tuple[TrapId, ...] = ()


class Trap(Model):
    """A contradiction, misnumbering or pitfall of the text. A changes a decision, B a printed document, C the data."""

    id: TrapId
    severity: Literal["A", "B", "C"]
    clauses: ClauseIds = ()
    says: Words


class AddedValue(Model):
    """A value a regulation adds to an enum of the vocabulary."""

    id: Slug
    ja: str
    en: str


class Pending(Model):
    """An amendment that is enacted but not yet in force; shown, never mixed in."""

    id: str
    made_on: date
    effective_on: date | None = None
    says: Words


class Identity(Model):
    """The whole of `regulation.yaml`."""

    id: Slug
    kind: Literal["notice", "regulation", "policy_and_regulation", "internal_rules", "statute"]
    title: Words
    institution: Words
    entity_type: EntityType
    statutes: tuple[Slug, ...] = ()
    editions: tuple[Edition, ...] = Field(min_length=1)
    documents: tuple[NamedDocument, ...] = ()
    desks: tuple[Desk, ...] = ()
    roles: tuple[Role, ...] = ()
    bodies: tuple[Body, ...] = ()
    categories: tuple[Category, ...] = ()
    item_aliases: Mapping[str, str] = Field(default_factory=dict)
    purposes: tuple[Purpose, ...] = ()
    traps: tuple[Trap, ...] = ()
    extends: Mapping[str, tuple[AddedValue, ...]] = Field(default_factory=dict)
    pending: tuple[Pending, ...] = ()
