"""Every form's folder says what it must, and nothing that points nowhere."""

from __future__ import annotations

import pytest

from kitei.forms.catalogue import UnknownForm
from kitei.forms.checks import check_form
from kitei.forms.fieldsets import field_set, folder_schema, value_schema
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from tests.forms.samples import CATALOGUE, DAY, FORMS, LIBRARY, PRESCRIBED, form


@pytest.mark.parametrize("name", list(FORMS))
def test_nothing_is_wrong_with_a_form(name: str, printer: Printer) -> None:
    assert [str(each) for each in check_form(form(name), LIBRARY, printer, on=DAY)] == []


def test_every_form_that_a_regulation_prints_can_be_printed() -> None:
    printed = {
        clause.id
        for key in LIBRARY.universities()
        for clause in LIBRARY.get(key).clauses.values()
        if clause.kind in ("form", "annex")
    }

    assert printed == {folder.form.clause for folder in PRESCRIBED.values()}
    assert len(printed) == 12


@pytest.mark.parametrize("name", list(PRESCRIBED))
def test_a_form_names_an_edition_that_there_is(name: str) -> None:
    folder = form(name)
    editions = {each.id for each in LIBRARY.get(folder.home).identity.editions}

    assert set(folder.form.editions) <= editions
    assert folder.form.editions


@pytest.mark.parametrize("key", ["muroran-it", "shibaura-it", "iuj"])
def test_the_texts_without_forms_have_letters_that_say_so(key: str) -> None:
    letters = [folder for folder in FORMS.values() if folder.home == key]

    assert letters
    assert not any(folder.form.prescribed for folder in letters)
    assert all(folder.form.id.startswith("letter-") for folder in letters)


def test_the_papers_of_the_act_are_for_a_national_university_only() -> None:
    assert any(name.startswith("appi:") for name in CATALOGUE.names("muroran-it"))
    assert not any(name.startswith("appi:") for name in CATALOGUE.names("josai"))


def test_a_misspelt_form_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownForm) as caught:
        CATALOGUE.get("josai", "from3")

    assert caught.value.nearest == "form3"


@pytest.mark.parametrize("name", ["../../iuj/forms/letter-request", "/etc", "form3/../form4", ""])
def test_a_form_is_never_found_by_a_path(name: str) -> None:
    with pytest.raises(UnknownForm):
        CATALOGUE.get("josai", name)


@pytest.mark.parametrize("name", list(FORMS))
def test_the_public_never_sees_what_the_office_fills_in(name: str) -> None:
    definition = form(name).form
    shown = {each["id"] for each in field_set(definition, "ja")}

    assert shown == {field.id for field in definition.fields if not field.office}
    assert {each["id"] for each in field_set(definition, "en", office=True)} >= shown


@pytest.mark.parametrize("name", list(FORMS))
def test_page_api_and_paper_have_the_same_fields(name: str) -> None:
    definition = form(name).form
    ids = [field.id for field in definition.fields]
    schema = value_schema(definition)

    assert list(schema["properties"]) == ids
    assert [each["id"] for each in field_set(definition, "ja", office=True)] == ids
    assert set(schema["required"]) <= set(ids)


@pytest.mark.parametrize("name", list(FORMS))
def test_the_example_obeys_the_schema(name: str) -> None:
    folder = form(name)
    schema = value_schema(folder.form)
    example = folder.example()

    assert set(schema["required"]) <= set(example) <= set(schema["properties"])
    assert read_values(folder.form, example, on=DAY)


def test_the_schema_of_a_folder_is_published() -> None:
    assert "fields" in folder_schema("form")["properties"]
    assert folder_schema("wording")["additionalProperties"]["required"] == ["ja", "en"]
