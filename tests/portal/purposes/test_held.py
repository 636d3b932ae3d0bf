"""What is held and why, as the portal shows it."""

from __future__ import annotations

import pytest
from django.test import Client

from kitei.office.lawbook import Law, law_of
from kitei.portal.purposes.holdings import holdings, silence


def test_every_class_of_persons_has_its_page_in_both_languages(law: Law) -> None:
    for lang in ("ja", "en"):
        contents = Client().get("/held/", {"lang": lang})

        assert contents.status_code == 200
        for held in holdings(law, "en" if lang == "en" else "ja"):
            page = Client().get(f"/held/{held.id}/", {"lang": lang}).content.decode()
            assert held.title.replace("'", "&#39;") in page
            assert all(item in page for item in held.items)


def test_all_forty_seven_purposes_of_the_notice_are_shown_in_their_five_classes() -> None:
    found = holdings(law_of("muroran-it"), "ja")

    assert [len(each.purposes) for each in found] == [21, 10, 6, 3, 7]


def test_a_purpose_common_to_all_is_marked_so() -> None:
    students = holdings(law_of("iuj"), "en")[0]

    assert [purpose.everybody for purpose in students.purposes] == [False, True]
    assert students.purposes[0].activities


@pytest.mark.parametrize(("key", "document"), [("josai", False), ("nihon-cst", True), ("shibaura-it", False)])
def test_where_no_purposes_are_listed_the_page_says_where_they_stand_and_how_to_ask(key: str, document: bool) -> None:
    found = silence(law_of(key), "ja")

    assert found is not None
    assert (found.document is not None, found.ask) == (document, "purpose-notice")
    assert found.near


def test_where_purposes_are_listed_nothing_is_silent() -> None:
    assert silence(law_of("muroran-it"), "ja") is None


def test_a_class_that_does_not_exist_has_no_page() -> None:
    assert Client().get("/held/emperors/").status_code == 404
