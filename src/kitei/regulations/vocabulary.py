"""The vocabulary of the contract, as data: questions, facts, enums, obligation kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kitei.regulations.schema.vocabulary import (
    Enumeration,
    Enumerations,
    EnumValue,
    FactModel,
    FactModels,
    Glossary,
    KindModel,
    Kinds,
    QuestionModel,
    Questions,
    ReasonModel,
    Reasons,
)
from kitei.regulations.schema.words import Language
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

if TYPE_CHECKING:
    from kitei.regulations.schema.identity import AddedValue

VOCABULARY_FOLDER = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True)
class Vocabulary:
    """The names and types that questions, facts and answers are made of."""

    questions: Mapping[str, QuestionModel]
    facts: Mapping[str, FactModel]
    enums: Mapping[str, Enumeration]
    kinds: Mapping[str, KindModel]
    reasons: Mapping[str, ReasonModel]
    glossary: Mapping[str, Mapping[str, EnumValue]]

    def facts_of(self, question: str) -> Mapping[str, FactModel]:
        """The facts a question takes, in the order in which they are asked."""
        wanted = set(self.questions[question].facts)
        return {name: fact for name, fact in self.facts.items() if name in wanted}

    def values_of(self, fact: FactModel) -> tuple[EnumValue, ...]:
        """The allowed values of a `one` or `any` fact."""
        return self.enums[fact.enum].values if fact.enum else ()

    def extended(self, added: Mapping[str, Iterable[AddedValue]]) -> Vocabulary:
        """The vocabulary with the values that a regulation folder adds to its enums."""
        if not added:
            return self
        enums = dict(self.enums)
        for name, values in added.items():
            if name not in enums:  # of another question, in a snapshot; a misspelt one is found by the checks
                continue
            known = {value.id for value in enums[name].values}
            extra = tuple(EnumValue(id=v.id, ja=v.ja, en=v.en) for v in values if v.id not in known)
            enums[name] = Enumeration(id=name, values=enums[name].values + extra)
        return replace(self, enums=enums)

    def term(self, concept: str, name: str, language: Language) -> str:
        """The glossary's word for one of our terms."""
        found = self.glossary[concept][name]
        return found.ja if language == "ja" else found.en

    @cached_property
    def roles(self) -> Mapping[str, EnumValue]:
        """The canonical roles (contract §8)."""
        return {value.id: value for value in self.enums["role"].values}


@lru_cache(maxsize=4)
def load_vocabulary(folder: Path = VOCABULARY_FOLDER) -> Vocabulary:
    """Read the vocabulary.

    Raises:
        BadRegulation: a file of the vocabulary is not as it should be.
    """
    questions = read_model(Questions, read_yaml(folder / "questions.yaml")).root
    facts = read_model(FactModels, read_yaml(folder / "facts.yaml")).root
    enums = read_model(Enumerations, read_yaml(folder / "enums.yaml")).root
    kinds = read_model(Kinds, read_yaml(folder / "kinds.yaml")).root
    reasons = read_model(Reasons, read_yaml(folder / "reasons.yaml")).root
    glossary = read_model(Glossary, read_yaml(folder / "glossary.yaml")).root
    return Vocabulary(
        {each.id: each for each in questions},
        {each.id: each for each in facts},
        {each.id: each for each in enums},
        {each.id: each for each in kinds},
        {each.id: each for each in reasons},
        {concept: {term.id: term for term in terms} for concept, terms in glossary.items()},
    )
