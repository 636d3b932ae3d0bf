"""`registers.yaml`: what must be written down, checked off, contained and kept."""

from __future__ import annotations

from typing import Literal

from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.norms import Keep
from kitei.regulations.schema.words import ClauseId, ClauseIds, DueWord, Model, Slug, Words


class RegisterField(Model):
    """One column of a register."""

    id: Slug
    ja: str
    en: str
    clause: ClauseId | None = None
    required: bool = True


class RegisterKeep(Keep):
    """How long an entry is kept, by the way it was made."""

    clause: ClauseId
    record_kind: Literal["single", "batch", "contract"] | None = None


class Register(Model):
    """A register (台帳)."""

    id: Slug
    title: Words
    clauses: ClauseIds
    kept_by: Slug | None = None
    fields: tuple[RegisterField, ...] = ()
    keep: tuple[RegisterKeep, ...] = ()
    form: ClauseId | None = None
    document: Slug | None = None


class ChecklistRow(Model):
    """One line to check."""

    id: Slug
    ja: str
    en: str


class Checklist(Model):
    """A checklist."""

    id: Slug
    title: Words
    clause: ClauseId
    rows: tuple[ChecklistRow, ...]


class ClauseSetItem(Model):
    """One thing a contract or notice must contain."""

    clause: ClauseId
    value: Slug
    ja: str
    en: str


class ClauseSet(Model):
    """What a contract or notice must contain."""

    id: Slug
    title: Words
    clause: ClauseId
    waivable: bool = False
    items: tuple[ClauseSetItem, ...]


class RefusalGround(Model):
    """A ground for refusing a request, whether it may or must be used, and who decides.

    Attributes:
        entity: a statute's ground for one type of institution only.
    """

    clause: ClauseId
    ground: Slug
    requests: tuple[Slug, ...]
    nature: Literal["may", "must"]
    decider: Slug | None = None
    entity: EntityType | None = None


class TimeWord(Model):
    """A time word of the text."""

    clause: ClauseId
    word: DueWord
    printed: str


class Registers(Model):
    """The whole of `registers.yaml`."""

    registers: tuple[Register, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    clause_sets: tuple[ClauseSet, ...] = ()
    refusal_grounds: tuple[RefusalGround, ...] = ()
    time_words: tuple[TimeWord, ...] = ()
