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
    reviews = {"office:review-request", "office:letter-referral", "office:letter-referral-notice"}
    assert reviews | {"office:letter-review-ruling"} <= set(CATALOGUE.names("muroran-it"))
    assert not reviews & set(CATALOGUE.names("josai"))


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


@pytest.mark.parametrize(
    "name", [name for name, folder in FORMS.items() if folder.form.filled_by in ("principal", "third_party")]
)
def test_whoever_is_not_of_the_office_is_helped_with_every_entry(name: str) -> None:
    assert [each["id"] for each in field_set(form(name).form, "en") if not each.get("help")] == []


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith("office:")])
def test_every_entry_has_a_clause(name: str) -> None:
    assert [each["id"] for each in field_set(form(name).form, "ja", office=True) if not each["clause"]] == []


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith("office:")])
def test_a_form_names_the_editions_it_is_made_for(name: str) -> None:
    folder = form(name)
    editions = {each.id for each in LIBRARY.get(folder.home).identity.editions if each.text == "supplied"}

    assert set(folder.form.editions) == editions


# The documents that the texts require but do not supply, by the clause that asks for them.
REQUIRED = {
    "muroran-it:2.s3": "muroran-it:letter-consent",
    "shibaura-it:15(4)": "shibaura-it:letter-breach-report",
    "shibaura-it:15(5)": "shibaura-it:letter-breach-notice",
    "shibaura-it:10(2)": "shibaura-it:letter-joint-use-notice",
    "iuj:23(1)": "iuj:letter-request",
    "iuj:19(3)": "iuj:letter-purpose-decision",
    "iuj:20(3)": "iuj:letter-disclosure-decision",
    "iuj:21(2)": "iuj:letter-correction-decision",
    "iuj:22(4)": "iuj:letter-suspension-decision",
    "iuj:30(2)": "iuj:letter-appeal",
    "iuj:30(4)": "iuj:letter-appeal-result",
    "iuj:18(2)": "iuj:letter-opt-out-notice",
    "iuj:18(6)": "iuj:letter-opt-out-filing",
    "iuj:19(1)": "iuj:letter-retained-data",
    "nihon-cst:24(1)(1)": "nihon-cst:letter-incident-slip",
    "nihon-cst:10(1)": "nihon-cst:letter-provision-record",
    "nihon-cst:8(2)": "nihon-cst:letter-related-information-record",
    "nihon-cst:4(1)(2)": "nihon-cst:letter-handling-statement",
    "appi:77(1)": "appi:disclosure-request",
    "appi:82(1)": "appi:disclosure-decision",
    "appi:82(2)": "appi:non-disclosure-decision",
    "appi:91(1)": "appi:correction-request",
    "appi:93": "appi:correction-decision",
    "appi:99(1)": "appi:cessation-request",
    "appi:101": "appi:cessation-decision",
    "appi:83(2)": "appi:extension-notice",
    "appi:84": "appi:special-extension-notice",
    "appi:85(1)": "appi:transfer-notice",
    "appi:86(1)": "appi:third-party-enquiry",
    "appi:86(3)": "appi:opposed-party-notice",
    "appi:104(1)": "appi:review-instructions",
}


@pytest.mark.parametrize(("clause", "name"), REQUIRED.items())
def test_what_a_text_requires_but_does_not_supply_is_there(clause: str, name: str) -> None:
    assert form(name).form.clause == clause
    assert not form(name).form.prescribed


@pytest.mark.parametrize(
    ("name", "clauses"),
    [
        ("shibaura-it:letter-breach-report", [f"shibaura-it:15(4)({number})" for number in range(1, 10)]),
        ("shibaura-it:letter-breach-notice", [f"shibaura-it:15(4)({number})" for number in (1, 2, 4, 5, 9)]),
        ("shibaura-it:letter-joint-use-notice", [f"shibaura-it:10(2)({number})" for number in range(1, 6)]),
        ("iuj:letter-opt-out-notice", [f"iuj:18(2)({number})" for number in range(1, 6)]),
        ("iuj:letter-opt-out-filing", [f"iuj:18(2)({number})" for number in range(1, 6)]),
        ("iuj:letter-retained-data", [f"iuj:19(1)({number})" for number in range(1, 6)]),
    ],
)
def test_a_letter_has_every_item_that_the_text_lists_in_its_order(name: str, clauses: list[str]) -> None:
    cited = [field.clause for field in form(name).form.fields if field.clause]

    assert list(dict.fromkeys(each for each in cited if each in clauses)) == clauses


def test_the_schema_of_a_folder_is_published() -> None:
    assert "fields" in folder_schema("form")["properties"]
    assert folder_schema("wording")["additionalProperties"]["required"] == ["ja", "en"]
