"""`norms.yaml`: what the clauses mean for the questions people ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.words import ClauseId, ClauseIds, DueWord, Model, Predicate, Slug, TrapId

Outcome = Literal[
    "deny",
    "escalate",
    "allow_if",
    "allow",
    "invalid",
    "required",
    "valid",
    "not_required",
    "in_scope",
    "out_of_scope",
    "refuse",
    "may_refuse",
    "comply_partly",
    "comply",
]
Basis = Literal["text", "referred_law", "parent_document", "gap"]
Effect = Literal["forbids", "permits", "requires", "exempts", "defines", "refers"]


class Due(Model):
    """When something is due.

    Attributes:
        source: the date fact it runs from; alternatives joined by `|`, the first that is given counts.
        day: with counter `ppc`: the n-th day, the first day being day 1.
        year, on, plus: a fixed day (`10-15`) of the fiscal year a fact names, or of a later one.
    """

    source: str | None = Field(default=None, alias="from")
    days: int = 0
    months: int = 0
    years: int = 0
    day: int | None = None
    counter: Literal["civil", "ppc"] | None = None
    moves: bool = True
    year: Slug | None = None
    plus: int = 0
    on: str | None = None


class Keep(Model):
    """How long a record is kept; `include_first` for 起算して."""

    source: str = Field(alias="from")
    days: int = 0
    months: int = 0
    years: int = 0
    include_first: bool = False


class Obligation(Model):
    """Something that must be done: a condition before, or an obligation after."""

    kind: Slug
    clause: ClauseId | None = None
    role: Slug | None = None
    due_word: DueWord | None = None
    due: Due | None = None
    fields: tuple[Slug, ...] = ()
    keep: Keep | None = None
    strength: Literal["duty", "effort"] = "duty"
    when: Predicate | None = None
    see: str | None = None


class Notice(Model):
    """A letter or form that must be issued, and what it must carry."""

    document: str
    items: tuple[Slug, ...] = ()
    clause: ClauseId | None = None
    when: Predicate | None = None


class RecordEntry(Model):
    """An entry that must be made in a register."""

    register_id: Slug = Field(alias="register")
    fields: tuple[Slug, ...] = ()
    keep: Keep | None = None
    clause: ClauseId | None = None
    when: Predicate | None = None


def _obligations(value: Any) -> Any:
    listed = value if isinstance(value, list | tuple) else [value]
    return [{"kind": each} if isinstance(each, str) else each for each in listed]


def _notices(value: Any) -> Any:
    listed = value if isinstance(value, list | tuple) else [value]
    return [{"document": each} if isinstance(each, str) else each for each in listed]


_AsObligations = Slug | Obligation | tuple[Slug | Obligation, ...]
_AsNotices = str | Notice | tuple[str | Notice, ...]
Obligations = Annotated[tuple[Obligation, ...], BeforeValidator(_obligations, json_schema_input_type=_AsObligations)]
Notices = Annotated[tuple[Notice, ...], BeforeValidator(_notices, json_schema_input_type=_AsNotices)]


class ExceptionModel(Model):
    """What lifts a norm where it holds."""

    clause: ClauseIds
    ground: Slug | None = None
    claimed: Predicate | None = None
    when: Predicate | None = None
    steps: Mapping[str, Obligations] = Field(default_factory=dict)
    outcome: Outcome | None = None
    obligations: Obligations = ()
    notices: Notices = ()
    records: tuple[RecordEntry, ...] = ()
    warnings: tuple[TrapId, ...] = ()
    basis: Basis | None = None
    escalate_to: Slug | None = None
    mandatory: bool = False


class NormModel(Model):
    """One norm. See docs/reference/regulation-folder.md for the meaning of each key.

    `clause` may be left to the entries of `each`.
    """

    id: Slug
    question: str
    clause: ClauseIds = ()
    when: Predicate | None = None
    outcome: Outcome | None = None
    effect: Effect | None = None
    unless: tuple[ExceptionModel, ...] = ()
    conditions: Obligations = ()
    obligations: Obligations = ()
    notices: Notices = ()
    records: tuple[RecordEntry, ...] = ()
    warnings: tuple[TrapId, ...] = ()
    escalate_to: Slug | None = None
    basis: Basis | None = None
    only_if: tuple[Outcome, ...] = ()
    each: tuple[Mapping[str, Any], ...] = ()
    purposes: bool = False
    yields_to: ClauseIds = ()
    entity: EntityType | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _rests_on_a_clause(self) -> Self:
        if not self.clause and not (self.each and all("clause" in entry for entry in self.each)):
            raise ValueError("a norm needs `clause`, its own or in every entry of `each`")
        return self


class Topic(Model):
    """Whether the text rules a question, is silent, or leaves it to a document not supplied."""

    state: Literal["ruled", "silent", "elsewhere"]
    near: ClauseIds = ()
    refers: ClauseIds = ()
    document: Slug | None = None
    escalate_to: Slug | None = None
    warnings: tuple[TrapId, ...] = ()


class DefinitionModel(Model):
    """A named predicate."""

    when: Predicate
    clause: ClauseIds = ()


class Norms(Model):
    """The whole of `norms.yaml`."""

    topics: Mapping[str, Topic]
    definitions: Mapping[str, DefinitionModel] = Field(default_factory=dict)
    norms: tuple[NormModel, ...] = ()
