"""The version to be completed on a screen has one named place for every entry that is written in."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Name

from tests.forms.samples import FORMS, fillable, form


def fields(pdf: bytes) -> dict[str, pikepdf.Object | None]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(each["/T"]): each.get("/FT") for each in document.Root.AcroForm.Fields}


@pytest.mark.parametrize("name", list(FORMS))
def test_every_entry_has_its_place(name: str) -> None:
    folder = form(name)
    places = set(fields(fillable(folder.name)))

    for field in folder.form.fields:
        if not field.printed or field.type in ("seal", "stamp", "code", "table"):
            continue
        if field.type in ("choice", "choices"):
            continue  # some are struck out on paper, by hand
        assert any(place == field.id or place.startswith(f"{field.id}-") for place in places), field.id


@pytest.mark.parametrize("name", list(FORMS))
def test_its_places_lie_on_the_page_and_in_the_structure(name: str) -> None:
    with pikepdf.open(io.BytesIO(fillable(name))) as document:
        for field in document.Root.AcroForm.Fields:
            box = [float(each) for each in field.P.MediaBox]
            left, bottom, right, top = (float(each) for each in field.Rect)
            assert box[0] <= left < right <= box[2] + 0.5
            assert box[1] <= bottom < top <= box[3] + 0.5
            assert "/StructParent" in field
            assert str(field.TU)


def test_no_two_places_share_a_name() -> None:
    for folder in FORMS.values():
        with pikepdf.open(io.BytesIO(fillable(folder.name))) as document:
            names = [str(each["/T"]) for each in document.Root.AcroForm.Fields]
        assert sorted(names) == sorted(set(names)), folder.name


def test_a_box_can_be_ticked_and_a_line_written() -> None:
    found = fields(fillable("nihon-cst:annex4"))

    assert found["kinds-disclose"] == Name.Btn
    assert found["req_name"] == Name.Tx


def test_it_does_not_say_that_it_is_archival() -> None:
    with pikepdf.open(io.BytesIO(fillable("josai:form3"))) as document:
        with document.open_metadata() as metadata:
            assert "pdfaid:part" not in metadata
        assert not document.Root.AcroForm.get("/XFA")
