"""The pictures in the documentation are the drawings that the library gives today."""

from __future__ import annotations

from tests.procedures.library import EVERY
from tests.procedures.redraw import FOLDER, drawings


def test_the_pictures_are_drawn_from_the_data_of_today() -> None:
    stale = [
        name
        for name, drawing in drawings()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != drawing
    ]

    assert stale == [], "draw them anew: .venv/bin/python -m tests.procedures.redraw"


def test_there_is_no_picture_of_a_procedure_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.svg")} == {name for name, _ in drawings()}


def test_the_reference_shows_every_procedure() -> None:
    page = (FOLDER.parents[1] / "reference" / "procedures.md").read_text(encoding="utf-8")

    assert [key for key in EVERY if f"procedures/{key.replace('/', '-')}-ja.svg" not in page] == []
