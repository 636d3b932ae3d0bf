"""The shape of the vocabulary: questions, facts, enums and obligation kinds of the contract (§5-8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import RootModel

from kitei.regulations.schema.words import Model, Slug, Words

Family = Literal["act", "check", "duty", "check_duty", "scope", "request"]


class EnumValue(Model):
    """One allowed value with its label."""

    id: str
    ja: str
    en: str


class Enumeration(Model):
    """A closed list of values; a regulation folder may add to it."""

    id: Slug
    values: tuple[EnumValue, ...]


class FactModel(Model):
    """One fact: name, type, meaning."""

    id: Slug
    type: Literal["flag", "step", "one", "any", "int", "date", "clause"]
    enum: Slug | None = None
    absence: Literal["unknown", "none"] = "unknown"
    least: int = 0
    most: int = 10**12
    ja: str
    en: str
    ask: Words | None = None
    help: Words | None = None


class QuestionModel(Model):
    """One question of the contract.

    Attributes:
        resolver: `norms`, or what else answers it: the table of `editions`, the tree of `clauses`.
    """

    id: str
    family: Family
    ja: str
    en: str
    ask: Words | None = None
    facts: tuple[Slug, ...]
    resolver: Literal["norms", "editions", "clauses"] = "norms"


class KindModel(Model):
    """An obligation or condition kind with its label."""

    id: Slug
    ja: str
    en: str


class ReasonModel(Model):
    """Why a clause that obliges has no norm."""

    id: Slug
    ja: str
    en: str


class Questions(RootModel[tuple[QuestionModel, ...]]):
    """The whole of `questions.yaml`."""


class FactModels(RootModel[tuple[FactModel, ...]]):
    """The whole of `facts.yaml`."""


class Enumerations(RootModel[tuple[Enumeration, ...]]):
    """The whole of `enums.yaml`."""


class Kinds(RootModel[tuple[KindModel, ...]]):
    """The whole of `kinds.yaml`."""


class Reasons(RootModel[tuple[ReasonModel, ...]]):
    """The whole of `reasons.yaml`."""


class Glossary(RootModel[Mapping[str, tuple[EnumValue, ...]]]):
    """The whole of `glossary.yaml`: the terms of answers, by concept."""
