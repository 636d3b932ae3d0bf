"""Draws every procedure of the library anew for the documentation: `python -m tests.procedures.redraw`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kitei.procedures.drawing import draw
from kitei.procedures.naming import actor_names, paper_names
from kitei.regulations.schema.words import Language
from tests.procedures.library import EVERY, LIBRARY

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "procedures"
LANGUAGES: tuple[Language, ...] = ("ja", "en")


def drawings() -> Iterator[tuple[str, str]]:
    """Every drawing with the name of its file."""
    for key, procedure in EVERY.items():
        regulation = LIBRARY.get(key.partition("/")[0])
        statutes = LIBRARY.statutes_of(regulation)
        for language in LANGUAGES:
            people = actor_names(regulation, statutes, language)
            papers = paper_names(procedure, regulation, statutes, language)
            yield f"{key.replace('/', '-')}-{language}.svg", draw(procedure, people, language, papers) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings():
        (FOLDER / name).write_text(drawing, encoding="utf-8")
