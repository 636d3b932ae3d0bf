"""The texts a decision rests on, cut down to its question, so that it can be replayed without today's library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kitei.decisions.norms import Program
from kitei.regulations.library import Library, UnknownRegulation
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.identity import Identity
from kitei.regulations.schema.norms import Norms
from kitei.regulations.schema.registers import Registers
from kitei.regulations.schema.vocabulary import Enumeration, EnumValue, FactModel, KindModel, QuestionModel
from kitei.regulations.vocabulary import Vocabulary

_IDENTITY_KEPT = (
    "id",
    "kind",
    "title",
    "institution",
    "entity_type",
    "statutes",
    "editions",
    "roles",
    "bodies",
    "purposes",
    "extends",
    "traps",
)


def snapshot(library: Library, regulation: Regulation, program: Program, on: date) -> dict[str, Any]:
    """The norms, definitions, clauses, identities and vocabulary that one question needs."""
    statutes = [library.get(each.id) for each in program.statutes if each.id != regulation.id]
    texts = {text.id: _text(text, program) for text in (regulation, *statutes)}
    return {
        "question": program.question,
        "on": on.isoformat(),
        "regulations": texts,
        "vocabulary": _vocabulary(library.vocabulary, program),
    }


def _text(regulation: Regulation, program: Program) -> dict[str, Any]:
    norms = {
        norm.id: norm.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for norm in regulation.norms.norms
        if norm.question == program.question
    }
    topic = regulation.norms.topics.get(program.question)
    whole = program.resolver != "norms"
    cited = _cited(
        [
            norms,
            topic.model_dump(mode="json") if topic else {},
            *(purpose.model_dump(mode="json") for purpose in regulation.identity.purposes),
        ]
    )
    clauses = {
        name: clause.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for name, clause in regulation.clauses.items()
        if whole or name in cited
    }
    identity = regulation.identity.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {
        "identity": {key: value for key, value in identity.items() if key in _IDENTITY_KEPT},
        "digest": regulation.digest,
        "topic": topic.model_dump(mode="json", exclude_defaults=True) if topic else None,
        "definitions": {
            name: each.model_dump(mode="json", exclude_defaults=True)
            for name, each in regulation.norms.definitions.items()
        },
        "norms": norms,
        "clauses": clauses,
    }


def _cited(data: object) -> frozenset[str]:
    found: set[str] = set()
    stack = [data]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            found.add(at)
        elif isinstance(at, Mapping):
            stack.extend(at.values())
        elif isinstance(at, list | tuple):
            stack.extend(at)
    return frozenset(found)


def _vocabulary(vocabulary: Vocabulary, program: Program) -> dict[str, Any]:
    facts = vocabulary.facts_of(program.question)
    enums = {fact.enum: vocabulary.enums[fact.enum] for fact in facts.values() if fact.enum} | {
        "role": vocabulary.enums["role"]
    }
    return {
        "question": vocabulary.questions[program.question].model_dump(mode="json"),
        "facts": {name: fact.model_dump(mode="json") for name, fact in facts.items()},
        "enums": {name: each.model_dump(mode="json") for name, each in enums.items()},
        "kinds": {name: each.model_dump(mode="json") for name, each in vocabulary.kinds.items()},
        "glossary": {
            c: {n: v.model_dump(mode="json") for n, v in terms.items()} for c, terms in vocabulary.glossary.items()
        },
    }


class SnapshotLibrary(Library):
    """A library that holds what one stored decision carries, and nothing else."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        super().__init__(folder=Path("/snapshot"), vocabulary=_read_vocabulary(texts["vocabulary"]))
        self._texts = {name: _read_text(name, raw, texts["question"]) for name, raw in texts["regulations"].items()}

    def get(self, name: str | Path) -> Regulation:
        """A regulation of the snapshot.

        Raises:
            UnknownRegulation: it is not part of it.
        """
        found = self._texts.get(str(name))
        if found is None:
            raise UnknownRegulation(str(name), tuple(self._texts))
        return found


def _read_text(name: str, raw: Mapping[str, Any], question: str) -> Regulation:
    topics = {question: raw["topic"]} if raw["topic"] else {}
    return Regulation(
        folder=Path("/snapshot") / name,
        identity=Identity.model_validate(raw["identity"]),
        clauses={key: Clause.model_validate(each) for key, each in raw["clauses"].items()},
        norms=Norms.model_validate(
            {"topics": topics, "definitions": raw["definitions"], "norms": list(raw["norms"].values())}
        ),
        registers=Registers(),
        procedures=(),
        digest=raw["digest"],
        documents={},
    )


def _read_vocabulary(raw: Mapping[str, Any]) -> Vocabulary:
    question = QuestionModel.model_validate(raw["question"])
    facts = {name: FactModel.model_validate(each) for name, each in raw["facts"].items()}
    return Vocabulary(
        questions={question.id: question},
        facts=facts,
        enums={name: Enumeration.model_validate(each) for name, each in raw["enums"].items()},
        kinds={name: KindModel.model_validate(each) for name, each in raw["kinds"].items()},
        reasons={},
        glossary={
            c: {n: EnumValue.model_validate(v) for n, v in terms.items()} for c, terms in raw["glossary"].items()
        },
    )
