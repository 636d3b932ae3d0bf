"""Forms to take away."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client

from kitei.office.lawbook import Law, current, law_of
from kitei.portal.downloads.papers import papers


def test_every_form_a_person_fills_in_is_offered(law: Law) -> None:
    page = Client().get("/forms/").content.decode()

    assert papers(law, "ja")
    for paper in papers(law, "ja"):
        assert f"/forms/{paper.slug}/blank.pdf" in page


@pytest.mark.regulation("josai")
@pytest.mark.usefixtures("office")
def test_a_form_comes_blank_fillable_and_in_translation() -> None:
    slug = papers(current(), "ja")[0].slug

    blank, fillable, translation = (
        Client().get(f"/forms/{slug}/{each}.pdf") for each in ("blank", "fillable", "translation")
    )

    assert blank.headers["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(fillable.content)) as document:
        assert "/AcroForm" in document.Root
    with pikepdf.open(io.BytesIO(blank.content)) as document:
        assert "/AcroForm" not in document.Root
    with pikepdf.open(io.BytesIO(translation.content)) as document:
        assert str(document.Root.Lang) == "en"


@pytest.mark.regulation("nihon-cst")
@pytest.mark.usefixtures("office")
def test_a_form_to_be_written_by_hand_is_not_offered_to_fill_in_on_a_screen() -> None:
    by_hand = next(each for each in papers(law_of("nihon-cst"), "ja") if each.handwritten)

    assert Client().get(f"/forms/{by_hand.slug}/blank.pdf").status_code == 200
    assert Client().get(f"/forms/{by_hand.slug}/fillable.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/forms/josai-form4/blank.pdf", "/forms/josai-form3/other.pdf", "/forms/x/blank.pdf"])
def test_nothing_else_can_be_fetched(path: str) -> None:
    assert Client().get(path).status_code == 404
