"""The papers that procedures name although no text prescribes them: what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import RootModel

from kitei.regulations.schema.words import Model, Slug, Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

PAPERS_FILE = Path(__file__).parent / "papers.yaml"


class Paper(Model):
    """A neutral letter of the office (`letter-…`), or a paper that somebody else hands in (`paper-…`)."""

    id: Slug
    title: Words


class Papers(RootModel[tuple[Paper, ...]]):
    """The whole of `papers.yaml`."""


@lru_cache(maxsize=1)
def load_papers() -> Mapping[str, Words]:
    """What each paper is called, by id."""
    return {paper.id: paper.title for paper in read_model(Papers, read_yaml(PAPERS_FILE)).root}
