"""Which regulation an office runs, and everything that interprets it."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import Settings

from kitei.forms.catalogue import UnknownForm
from kitei.office.lawbook import OFFICE_ROLES, NoSuchClause, current, law_of
from kitei.regulations.library import LIBRARY_FOLDER, UnknownRegulation
from kitei.regulations.regulation import NotInForce


def test_the_settings_say_which_regulation(settings: Settings) -> None:
    assert current().key == "josai"
    settings.OFFICE = {**settings.OFFICE, "regulation": "iuj"}
    assert current().key == "iuj"
    assert current() is law_of("iuj")


def test_a_regulation_of_ones_own_is_read_from_its_folder() -> None:
    assert law_of(str(LIBRARY_FOLDER / "josai")).key == "josai"


def test_an_unknown_regulation_is_refused() -> None:
    with pytest.raises(UnknownRegulation):
        law_of("nowhere")


def test_roles_are_called_as_the_text_calls_them_and_those_of_the_office_too() -> None:
    law = law_of("josai")
    assert law.role_title("manager", "ja") == "個人情報管理者"
    assert law.role_title("requester", "en") == "The person who asks"
    assert law.role_title("clerk", "ja") == OFFICE_ROLES["clerk"].title.ja == "事務担当"
    assert law.role_title("unheard-of", "en") == "unheard-of"
    assert law.institution.ja == "学校法人城西大学"


def test_clauses_are_found_in_the_regulation_and_its_statutes() -> None:
    law = law_of("josai")
    assert law.clause("josai:13(1)").id == "josai:13(1)"
    assert law.clause("appi:33(1)").id == "appi:33(1)"
    with pytest.raises(NoSuchClause) as refused:
        law.clause("josai:13(1")
    assert refused.value.nearest is not None


def test_the_edition_of_a_day_and_the_digest_that_a_case_freezes() -> None:
    law = law_of("josai")
    assert law.edition(date(2026, 11, 1)).id == "2015-11-10"
    assert law.digest == law.regulation.digest
    with pytest.raises(NotInForce):
        law.edition(date(1999, 1, 1))


def test_forms_are_found_by_name() -> None:
    law = law_of("josai")
    assert law.form("form4").name == "josai:form4"
    assert "様式第4号" in law.papers(law.procedures["disclosure"], "ja")["josai:form4"]
    with pytest.raises(UnknownForm):
        law.form("form99")


@pytest.mark.parametrize("key", ["josai", "iuj", "nihon-cst", "shibaura-it", "muroran-it"])
def test_everybody_who_acts_belongs_to_the_institution_and_has_a_title(key: str) -> None:
    law = law_of(key)
    assert set(law.actors) <= set(law.offices)
    assert law.bodies <= set(law.offices)
    for name in law.offices:
        assert law.role_title(name, "ja") != name
        assert law.role_title(name, "en") != name
    assert not set(law.offices) & set(OFFICE_ROLES)


def test_the_commission_of_the_state_is_no_body_of_the_institution() -> None:
    assert "commission" in law_of("josai").people
    assert "commission" not in law_of("josai").offices
    assert "review_board" in law_of("muroran-it").bodies
