"""`frame.yaml`, `options.yaml` and `rights.yaml`: what a regulation is drafted from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, RootModel, model_validator

from kitei.regulations.schema.identity import EntityType
from kitei.regulations.schema.words import Model, Slug, Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

FOLDER = Path(__file__).parent

Raw = Mapping[str, Any]


class Clause(Model):
    """A clause before it has a number.

    Attributes:
        at: article, paragraph and item by what they are about: `provision/consent/law`. An option that gives a clause
            of the frame again puts its own wording in place of it.
        order: where it stands among the paragraphs of its article, before the order of appearance.
    """

    at: str
    says: Words
    title: Words | None = None
    force: Literal["obliges", "forbids", "permits", "defines", "declares", "refers", "organises"]
    topics: tuple[str, ...] = ()
    no_norm: Slug | None = None
    order: int = 0


class Fragment(Model):
    """Parts of a regulation folder, as its files have them, with names for numbers.

    Attributes:
        unless: exceptions added to a norm of the frame, by its id.
    """

    clauses: tuple[Clause, ...] = ()
    norms: tuple[Raw, ...] = ()
    unless: Mapping[str, tuple[Raw, ...]] = Field(default_factory=dict)
    definitions: Mapping[str, Raw] = Field(default_factory=dict)
    topics: Mapping[str, Raw] = Field(default_factory=dict)
    roles: tuple[Raw, ...] = ()
    bodies: tuple[Raw, ...] = ()
    documents: tuple[Raw, ...] = ()
    desks: tuple[Raw, ...] = ()
    categories: tuple[Raw, ...] = ()
    purposes: tuple[Raw, ...] = ()
    registers: tuple[Raw, ...] = ()
    checklists: tuple[Raw, ...] = ()
    clause_sets: tuple[Raw, ...] = ()
    refusal_grounds: tuple[Raw, ...] = ()
    time_words: tuple[Raw, ...] = ()


class Option(Model):
    """One way to settle a question.

    Attributes:
        like: the regulations of the library that settled it so.
        caution: where it falls short of the Act, or what to mind.
        sets: what `$name` and `%name%` stand for.
        contract: the clauses of the entrustment contract.
    """

    id: str
    label: Words
    like: tuple[Slug, ...] = ()
    caution: Words | None = None
    needs: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    sets: Mapping[str, str] = Field(default_factory=dict)
    contract: tuple[Slug, ...] = ()
    adds: Fragment = Fragment()


class Choice(Model):
    """One question of the interview.

    Attributes:
        needs: asked only if these earlier questions were settled in one of these ways.
        only: asked only of institutions of this type.
    """

    id: Slug
    ask: Words
    default: str
    needs: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    only: EntityType | None = None
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _has_its_default(self) -> Choice:
        if self.default not in {option.id for option in self.options}:
            raise ValueError(f"`{self.default}` is no option of `{self.id}`")
        return self

    def option(self, name: str) -> Option:
        """The option of that id."""
        return next(option for option in self.options if option.id == name)


class Choices(RootModel[tuple[Choice, ...]]):
    """The whole of `options.yaml`."""


class Titled(Model):
    """A chapter, or an article and the chapter it stands in."""

    id: Slug
    title: Words
    chapter: Slug | None = None


class Frame(Model):
    """The whole of `frame.yaml`."""

    chapters: tuple[Titled, ...]
    articles: tuple[Titled, ...]
    base: Fragment
    contract_clauses: Mapping[str, Words]


class Rights(RootModel[Mapping[EntityType, Fragment]]):
    """The whole of `rights.yaml`."""


@lru_cache(maxsize=1)
def load_choices() -> tuple[Choice, ...]:
    """The questions of the interview, in the order in which they are asked."""
    return read_model(Choices, read_yaml(FOLDER / "options.yaml")).root


@lru_cache(maxsize=1)
def load_frame() -> Frame:
    """What every regulation has."""
    return read_model(Frame, read_yaml(FOLDER / "frame.yaml"))


@lru_cache(maxsize=1)
def load_rights() -> Mapping[EntityType, Fragment]:
    """Requests of principals, by entity type."""
    return read_model(Rights, read_yaml(FOLDER / "rights.yaml")).root
