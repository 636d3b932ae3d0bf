"""How to ask, read from the regulation, its procedures, forms and filings."""

from __future__ import annotations

import pytest
from django.test import Client

from kitei.office.lawbook import Law, law_of
from kitei.portal.asking.guide import Guide, askable, guide


def _guide(key: str, procedure: str) -> Guide:
    law = law_of(key)
    return guide(law, law.procedures[procedure], "ja")


def test_everything_a_person_can_ask_has_its_guide_in_both_languages(law: Law) -> None:
    for lang in ("ja", "en"):
        assert Client().get("/ask/", {"lang": lang}).status_code == 200
        for procedure in askable(law):
            answer = Client().get(f"/ask/{procedure.id}/", {"lang": lang})
            assert answer.status_code == (302 if procedure.matter == "complaint" else 200)


def test_every_guide_names_who_may_ask_a_form_and_the_clauses(law: Law) -> None:
    for procedure in askable(law):
        found = guide(law, procedure, "ja")

        assert found.form is not None
        assert found.clauses
        assert found.stages[0].mine
        assert procedure.matter == "complaint" or found.claimants[0].id == "principal"


def test_a_parent_learns_that_the_committee_is_asked_first() -> None:
    parent = next(each for each in _guide("josai", "disclosure").claimants if each.id == "parent")

    assert any("運営委員会" in extra for extra in parent.extra)


def test_a_ground_that_leaves_no_choice_is_told_from_one_that_does() -> None:
    strict = {each.ground: each.must for each in _guide("josai", "disclosure").refusals}
    lenient = {each.ground: each.must for each in _guide("shibaura-it", "disclosure").refusals}

    assert all(strict.values())
    assert not any(lenient.values())


def test_serious_hindrance_is_judged_by_the_committee_where_the_text_says_so() -> None:
    josai = {each.ground: each.decider for each in _guide("josai", "disclosure").refusals}
    nihon = {each.ground: each.decider for each in _guide("nihon-cst", "disclosure").refusals}

    assert josai["hinders_operations"] == "個人情報保護運営委員会"
    assert nihon["hinders_operations"] == "個人情報取扱統括責任者"


@pytest.mark.parametrize(
    ("key", "procedure", "to", "within"),
    [
        ("josai", "disclosure", "個人情報保護運営委員会", []),
        ("iuj", "disclosure", "不服申立審査会", []),
        ("muroran-it", "disclosure", "学長", ["決定を知った日から3か月以内"]),
    ],
)
def test_an_appeal_is_told_with_who_decides_and_until_when(
    key: str, procedure: str, to: str, within: list[str]
) -> None:
    appeal = _guide(key, procedure).appeal

    assert appeal is not None
    assert appeal.to == to
    assert [each.within for each in appeal.deadlines] == within


@pytest.mark.parametrize("key", ["nihon-cst", "shibaura-it"])
def test_where_no_appeal_lies_the_page_points_elsewhere(key: str, settings: object) -> None:
    settings.OFFICE = {**settings.OFFICE, "regulation": key}  # type: ignore[attr-defined]

    page = Client().get("/ask/disclosure/").content.decode()

    assert _guide(key, "disclosure").appeal is None
    assert "苦情の窓口に申し出る" in page


def test_thirty_days_and_their_extension_are_told_in_plain_words() -> None:
    deadline = next(each for each in _guide("muroran-it", "disclosure").deadlines if each.longer)

    assert (deadline.within, deadline.stops) == ("請求を受け取った日から30日以内", True)
    assert deadline.longer == "請求を受け取った日から60日以内"
    assert deadline.clauses[0].label == "個人情報保護法第83条第1項"


def test_the_persons_own_time_limit_is_told_apart() -> None:
    assert _guide("muroran-it", "correction").deadlines[0].mine


def test_what_cannot_be_asked_has_no_guide() -> None:
    assert Client().get("/ask/incident/").status_code == 404
    assert Client().get("/ask/nothing/").status_code == 404
