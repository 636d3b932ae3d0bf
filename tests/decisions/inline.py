"""Texts written inside a test: the norms of a regulation `school` and of a statute `law`, and the answer they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Decision, Engine, engine
from kitei.regulations.library import Library, UnknownRegulation
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.identity import Identity
from kitei.regulations.schema.norms import Norms
from kitei.regulations.schema.registers import Registers
from kitei.regulations.schema.words import Words
from kitei.regulations.yamlfile import Document, parse_yaml

ON = date(2026, 5, 11)


class Shelf(Library):
    """A library of texts at hand."""

    def __init__(self, *texts: Regulation) -> None:
        super().__init__(folder=Path("/shelf"))
        self._texts = {text.id: text for text in texts}

    def get(self, name: str | Path) -> Regulation:
        if str(name) not in self._texts:
            raise UnknownRegulation(str(name), tuple(self._texts))
        return self._texts[str(name)]


def regulation(key: str, question: str, norms: str = "", **more: Any) -> Regulation:
    """A text whose norms stand in YAML without `id` and `question`; every clause it cites exists.

    Args:
        more: `topic` and `definitions` of norms.yaml; anything else goes to regulation.yaml.
    """
    file = Path(f"/shelf/{key}/norms.yaml")
    written = parse_yaml(norms, file).data if norms else []
    data = {
        "topics": {question: more.pop("topic", {"state": "ruled" if norms else "silent"})},
        "definitions": more.pop("definitions", {}),
        "norms": [{"id": f"n{number}", "question": question, **each} for number, each in enumerate(written, start=1)],
    }
    identity = Identity.model_validate({**_identity(key), **more})
    cited = dict.fromkeys(name for name in _texts_in([data, more]) if name.startswith(("school:", "law:")))
    clauses = {name: _clause(name) for name in (f"{key}:1", *cited) if name.startswith(f"{key}:")}
    documents = {"norms": Document(file, data, {})}
    return Regulation(
        folder=file.parent,
        identity=identity,
        clauses=clauses,
        norms=Norms.model_validate(data),
        registers=Registers(),
        procedures=(),
        digest=f"sha-{key}",
        documents=documents,
    )


def shelf(question: str, text: str = "", law: str = "", *, with_law: bool = True, **more: Any) -> Engine:
    """An engine over `school` with this text, and `law` with this statute."""
    statute = regulation("law", question, law, kind="statute", **more.pop("statute", {}))
    school = regulation("school", question, text, statutes=["law"] if with_law else [], **more)
    return engine(Shelf(school, statute))


def decide(
    question: str, facts: Mapping[str, object], text: str = "", law: str = "", *, on: date = ON, **more: Any
) -> Decision:
    """Decide a case at the school."""
    return shelf(question, text, law, **more).decide("school", question, facts, on)


def ask(
    question: str, facts: Mapping[str, object], text: str = "", law: str = "", *, on: date = ON, **more: Any
) -> Answer:
    """The answer to a case at the school."""
    return decide(question, facts, text, law, on=on, **more).answer


def cited(answer: Answer) -> list[tuple[str, str]]:
    return [(cite.clause, cite.effect) for cite in answer.because]


def lifted_by(answer: Answer) -> list[tuple[str, str]]:
    return [(cite.clause, cite.effect) for cite in answer.exceptions]


def conditions(answer: Answer) -> list[str]:
    return [task.kind for task in answer.conditions]


def obligations(answer: Answer) -> list[str]:
    return [task.kind for task in answer.obligations]


def _identity(key: str) -> dict[str, Any]:
    name = {"ja": f"{key}の規程", "en": f"regulation of {key}"}
    return {
        "id": key,
        "kind": "regulation",
        "title": name,
        "institution": name,
        "entity_type": "private_school_corporation",
        "editions": [
            {
                "id": "2020-04-01",
                "effective_on": "2020-04-01",
                "applies_from": "2020-04-01",
                "clause": f"{key}:1",
                "text": "supplied",
            }
        ],
    }


def _clause(name: str) -> Clause:
    words = Words(ja=f"{name}の定め", en=f"what {name} says")
    return Clause(id=name, kind="article", title=words, says=words)


def _texts_in(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts_in(value)
