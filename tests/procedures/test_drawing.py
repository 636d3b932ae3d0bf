"""The drawing: well-formed, complete in both languages, nothing on top of anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kitei.procedures.drawing import WIDTH, draw
from kitei.procedures.lanes import Line, lanes
from kitei.procedures.lettering import ems
from kitei.procedures.naming import actor_names, paper_names
from kitei.procedures.procedure import Label, Procedure
from tests.procedures.library import EVERY, LIBRARY

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"title": 15.0, "meta": 12.0, "row": 13.0, "paper": 11.5, "pill": 11.0}
LANGUAGES: tuple[Literal["ja", "en"], ...] = ("ja", "en")
EACH = pytest.mark.parametrize(
    ("key", "language"), [(key, language) for key in sorted(EVERY) for language in LANGUAGES]
)


@cache
def drawing(key: str, language: Literal["ja", "en"]) -> str:
    regulation = LIBRARY.get(key.partition("/")[0])
    statutes = LIBRARY.statutes_of(regulation)
    people = actor_names(regulation, statutes, language)
    return draw(EVERY[key], people, language, paper_names(EVERY[key], regulation, statutes, language))


def read(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def boxes(root: etree._Element) -> list[tuple[float, float, float, float]]:
    found = [rect for rect in root.iter(f"{SVG}rect") if float(rect.get("width", "0")) == WIDTH]
    return [
        (float(r.get("x", "0")), float(r.get("y", "0")), float(r.get("width", "0")), float(r.get("height", "0")))
        for r in found
    ]


def written(svg: str) -> str:
    return "".join(text.text or "" for text in read(svg).iter(f"{SVG}text")).replace(" ", "").replace("　", "")


@EACH
def test_it_is_well_formed_names_itself_and_fetches_nothing(key: str, language: Literal["ja", "en"]) -> None:
    svg = drawing(key, language)
    root = read(svg)
    title = EVERY[key].title.ja if language == "ja" else EVERY[key].title.en

    assert root.findtext(f"{SVG}title") == root.get("aria-label") == title
    assert root.get("role") == "img"
    assert not re.search(r"<script|href=|url\((?!#)|@import|\son\w+=", svg)


@EACH
def test_every_step_and_every_outcome_is_named_in_full(key: str, language: Literal["ja", "en"]) -> None:
    said = written(drawing(key, language))

    for step in EVERY[key].steps.values():
        for label in (step.title, *(outcome.title for outcome in step.outcomes)):
            text = label.ja if language == "ja" else label.en
            assert text.replace(" ", "").replace("　", "") in said


@EACH
def test_no_box_lies_on_another_and_no_line_runs_through_one(key: str, language: Literal["ja", "en"]) -> None:
    root = read(drawing(key, language))
    found = boxes(root)
    left, right = found[0][0], found[0][0] + WIDTH

    assert len(found) == len(EVERY[key].steps) + 1
    assert all(above[1] + above[3] < below[1] for above, below in pairwise(found))
    assert all(not left < x < right for x in upright(root))


def upright(root: etree._Element) -> Iterator[float]:
    """Where lines run up and down."""
    for path in root.iter(f"{SVG}path"):
        if path.get("class") in ("line", "line skip"):
            yield from (float(x) for x in re.findall(r"Q(-?[\d.]+)", path.get("d", "")))


@EACH
def test_every_text_stays_inside_its_box_and_the_page(key: str, language: Literal["ja", "en"]) -> None:
    root = read(drawing(key, language))
    right = boxes(root)[0][0] + WIDTH
    _, _, page, height = (float(number) for number in root.get("viewBox", "").split())

    for text in root.iter(f"{SVG}text"):
        kind = text.get("class", "").split()[0]
        if text.get("text-anchor") is None and kind != "pill":
            assert float(text.get("x", "0")) + ems(text.text or "") * SIZES[kind] <= right + 2
        assert float(text.get("y", "0")) < height
    assert right < page


@EACH
def test_no_two_lines_of_text_lie_on_each_other(key: str, language: Literal["ja", "en"]) -> None:
    root = read(drawing(key, language))
    places = [
        (float(text.get("x", "0")), float(text.get("y", "0")))
        for text in root.iter(f"{SVG}text")
        if text.get("class") != "pill" and not text.get("text-anchor")
    ]
    columns: dict[float, list[float]] = {}
    for x, y in places:
        columns.setdefault(x, []).append(y)

    assert all(below - above >= 12 for ys in columns.values() for above, below in pairwise(sorted(ys)))


@given(
    st.lists(
        st.builds(Line, st.sampled_from("abcdefgh"), st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=20
    )
)
def test_lines_to_different_steps_never_share_a_lane_where_both_run(lines: list[Line]) -> None:
    entries: dict[str, float] = {}
    lines = [replace(line, enters=entries.setdefault(line.target, line.enters)) for line in lines]
    found = lanes(lines)
    spans = {
        name: (
            min(min(line.leaves, line.enters) for line in lines if line.target == name),
            max(max(line.leaves, line.enters) for line in lines if line.target == name),
        )
        for name in found
    }

    assert set(found) == {line.target for line in lines}
    for one, other in combinations(found, 2):
        if found[one] == found[other]:
            assert spans[one][1] < spans[other][0] or spans[other][1] < spans[one][0]


def test_what_a_person_wrote_is_never_read_as_markup() -> None:
    procedure: Procedure = EVERY["josai/disclosure"]
    nasty = replace(procedure, title=Label("<script>&", '"><script>'))

    for language in LANGUAGES:
        assert "<script>" not in drawing_of(nasty, language)


def drawing_of(procedure: Procedure, language: Literal["ja", "en"]) -> str:
    return draw(procedure, {"manager": "<b>&"}, language)
