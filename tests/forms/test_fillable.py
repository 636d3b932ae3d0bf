"""The version to be completed on a screen has one named place for every entry that is written in."""

from __future__ import annotations

import io
from itertools import combinations

import pikepdf
import pytest
from pikepdf import Name

from kitei.forms.paper.fillable import widgets
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from tests.forms.samples import DAY, FORMS, fillable, form, text_of


def fields(pdf: bytes) -> dict[str, pikepdf.Object | None]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(each["/T"]): each.get("/FT") for each in document.Root.AcroForm.Fields}


@pytest.mark.parametrize("name", list(FORMS))
def test_every_entry_has_its_place(name: str) -> None:
    folder = form(name)
    places = set(fields(fillable(folder.name)))

    entries = [field.id for field in folder.form.fields if field.printed]
    assert [
        each for each in entries if not any(place == each or place.startswith(f"{each}-") for place in places)
    ] == []


@pytest.mark.parametrize("name", list(FORMS))
def test_its_places_lie_on_the_page_and_in_the_structure(name: str) -> None:
    with pikepdf.open(io.BytesIO(fillable(name))) as document:
        for _, field in widgets(document):
            box = [float(each) for each in field.P.MediaBox]
            left, bottom, right, top = (float(each) for each in field.Rect)
            assert box[0] - 0.5 <= left < right <= box[2] + 0.5
            assert box[1] <= bottom < top <= box[3] + 0.5
            assert "/StructParent" in field
            assert str(field.TU)


@pytest.mark.parametrize("name", list(FORMS))
def test_no_place_lies_over_another(name: str) -> None:
    with pikepdf.open(io.BytesIO(fillable(name))) as document:
        found = [(each.P.objgen, name, *(float(side) for side in each.Rect)) for name, each in widgets(document)]

    for (page, one, left, bottom, right, top), (other, two, west, south, east, north) in combinations(found, 2):
        wide, high = min(right, east) - max(left, west), min(top, north) - max(bottom, south)
        assert page != other or wide <= 1 or high <= 1, (one, two)


@pytest.mark.parametrize("name", list(FORMS))
def test_every_answer_of_a_choice_can_be_marked(name: str) -> None:
    places = set(fields(fillable(name)))
    answers = {f"{field.id}-{each.id}" for field in form(name).form.fields if field.printed for each in field.choices}
    answers -= {"extent-whole"}  # said by striking out that it is a part

    assert {each for each in answers if each not in places and f"{each}-struck" not in places} == set()


def test_seals_are_signed_and_stamps_are_written() -> None:
    found = fields(fillable("josai:form4"))

    assert found["manager_seal"] == Name.Sig
    assert found["received-unit"] == found["received-on"] == Name.Tx
    assert found["kinds-correct-struck"] == Name.Btn


def test_what_is_given_is_printed_and_cannot_be_changed(printer: Printer, setting: Setting) -> None:
    folder = form("josai:form3")
    values = read_values(folder.form, folder.example(), on=DAY)

    paper = printer.fillable(folder, values, setting).pdf

    assert not {each.partition("-")[0] for each in fields(paper)} & set(values)
    assert "identity_other" in fields(paper)
    assert "髙橋𠮷彦" in text_of(paper)


def test_a_mark_is_drawn_as_with_a_pen() -> None:
    with pikepdf.open(io.BytesIO(fillable("josai:form4"))) as document:
        faces = {name: each.AP.N for name, each in widgets(document) if "/AP" in each}

        assert faces["decision-partly"].On.read_bytes().count(b" c") == 4  # a ring, of four curves
        assert faces["kinds-correct-struck"].On.read_bytes().endswith(b"l S")
        assert faces["decision-partly"].Off.read_bytes() == b""


def test_the_tab_key_follows_the_form() -> None:
    with pikepdf.open(io.BytesIO(fillable("nihon-cst:annex4"))) as document:
        names = [str(each["/T"]) for each in document.Root.AcroForm.Fields]
        rects = [[float(side) for side in each.Rect] for each in document.Root.AcroForm.Fields]

        assert names[:3] == ["req_name", "req_kind-principal", "req_kind-agent"]
        assert document.pages[0].Tabs == Name.S
    assert [-top for _, _, _, top in rects] == pytest.approx(sorted(-top for _, _, _, top in rects), abs=40)


def test_what_is_struck_out_in_one_place_is_struck_out_in_all() -> None:
    with pikepdf.open(io.BytesIO(fillable("nihon-cst:annex5"))) as document:
        (kind,) = [each for each in document.Root.AcroForm.Fields if each["/T"] == "kinds-erase-struck"]

        assert len(kind.Kids) == 4
        assert all(widget.Parent.objgen == kind.objgen and "/T" not in widget for widget in kind.Kids)


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
