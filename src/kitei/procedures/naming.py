"""What the actors and papers of a regulation's procedures are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from kitei.procedures.papers import load_papers
from kitei.procedures.procedure import REQUESTER, SYSTEM, Procedure
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.words import Language, Words
from kitei.regulations.yamlfile import read_yaml

_GENERAL = {
    REQUESTER: Words(ja="請求者・申出人", en="The person who asks"),
    SYSTEM: Words(ja="事務局(自動)", en="The office (automatic)"),
}


def actor_names(regulation: Regulation, statutes: tuple[Regulation, ...], language: Language) -> Mapping[str, str]:
    """What each role and body is called: the regulation's own before the statute's."""
    named = {name: words.of(language) for name, words in _GENERAL.items()}
    for text in reversed((regulation, *statutes)):
        named |= {name: person.title.of(language) for name, person in text.people.items()}
    return named


def paper_names(
    procedure: Procedure, regulation: Regulation, statutes: tuple[Regulation, ...], language: Language
) -> Mapping[str, str]:
    """What each form and letter of a procedure is called: by its form, its clause, or the list of neutral papers."""
    texts = (regulation, *statutes)
    return {name: words.of(language) for name in papers_of(procedure) if (words := _paper(name, texts)) is not None}


def papers_of(procedure: Procedure) -> tuple[str, ...]:
    """Every document a procedure names, once, in the order in which it comes up."""
    return tuple(dict.fromkeys(_named(procedure)))


def _named(procedure: Procedure) -> Iterator[str]:
    for step in procedure.steps.values():
        yield from (name for name in (step.form, *step.receives) if name is not None)
        yield from (outcome.notice for outcome in step.outcomes if outcome.notice is not None)


def _paper(name: str, texts: tuple[Regulation, ...]) -> Words | None:
    key, _, form = name.rpartition(":")
    for text in texts:
        file = text.folder / "forms" / form / "form.yaml"
        if text.id == (key or texts[0].id) and file.is_file():
            return _printed(form, _title(file))
        if name in text.clauses:
            return text.clauses[name].title
    return load_papers().get(name)


@lru_cache(maxsize=512)
def _title(file: Path) -> Words:
    data: Any = read_yaml(file).data
    return Words.model_validate(data["title"])


def _printed(form: str, title: Words) -> Words:
    """Prescribed forms are known by their number: 様式第4号, 別紙5."""
    number = "".join(sign for sign in form if sign.isdigit())
    if form == f"form{number}":
        return Words(ja=f"様式第{number}号 {title.ja}", en=f"Form {number}: {title.en}")
    if form == f"annex{number}":
        return Words(ja=f"別紙{number} {title.ja}", en=f"Annex {number}: {title.en}")
    return title
