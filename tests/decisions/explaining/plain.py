"""A vocabulary whose every word is its own id, Japanese in capitals: what is tested is the sentence, not the word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from kitei.decisions.deciding import Decision, Engine, engine
from kitei.decisions.explaining.tree import Explainer, Why
from kitei.decisions.explaining.wording import Wording
from kitei.regulations.library import Library
from kitei.regulations.regulation import load_regulation
from kitei.regulations.vocabulary import Vocabulary, load_vocabulary
from tests.decisions.conftest import TEXTS
from tests.decisions.inline import Shelf

M = TypeVar("M", bound=BaseModel)


def _plain(model: M, **more: Any) -> M:
    name = str(getattr(model, "id"))  # noqa: B009 -- every model of the vocabulary has one
    words = {"ja": name.upper(), "en": name} if getattr(model, "en") else {}  # noqa: B009
    return model.model_copy(update={**words, **more})


@cache
def plain_vocabulary() -> Vocabulary:
    real = load_vocabulary()
    return replace(
        real,
        questions={name: _plain(each, ask=None) for name, each in real.questions.items()},
        facts={name: _plain(each, ask=None) for name, each in real.facts.items()},
        enums={
            name: each.model_copy(update={"values": tuple(_plain(value) for value in each.values)})
            for name, each in real.enums.items()
        },
        kinds={name: _plain(each) for name, each in real.kinds.items()},
        glossary={
            concept: {name: _plain(term) for name, term in terms.items()} for concept, terms in real.glossary.items()
        },
    )


class PlainShelf(Shelf):
    """The two invented texts under the plain vocabulary."""

    def __init__(self) -> None:
        super().__init__(load_regulation(TEXTS / "school"), load_regulation(TEXTS / "law"))
        self.vocabulary = plain_vocabulary()


def plain_engine(library: Library | None = None) -> Engine:
    home = library or PlainShelf()
    home.vocabulary = plain_vocabulary()
    return engine(home)


def explain(decision: Decision) -> Why:
    return Explainer(Wording(plain_vocabulary())).explain(decision)


def lines(why: Why, language: str, depth: int = 0) -> Iterator[str]:
    """Two blanks for each level, mark, words, clause."""
    words = why.says.ja if language == "ja" else why.says.en
    yield "  " * depth + f"{why.mark}: {words}" + (f" [{why.clause}]" if why.clause else "")
    for each in why.below:
        yield from lines(each, language, depth + 1)
