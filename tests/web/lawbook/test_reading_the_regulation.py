"""The regulation to read: contents, search, one clause, comparison, procedures, forms."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kitei.office.lawbook import current, law_of
from kitei.web.lawbook import outline
from kitei.web.look.showing.clauses import citation, link, says, title
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(desk: Front) -> Client:
    return desk.client("manager")


def test_the_contents_lead_to_every_article(client: Client) -> None:
    page = text(client.get(reverse("lawbook:contents")))

    articles = [clause for clause in current().regulation.clauses.values() if clause.kind == "article"]
    assert [each.id for each in articles if reverse("lawbook:clause", args=[each.id]) not in page] == []


def test_a_search_finds_clauses_of_regulation_and_statute(client: Client) -> None:
    page = text(client.get(reverse("lawbook:contents"), {"q": "開示 請求"}))

    assert "個人情報保護法" in page
    assert "第13条" in page


def test_a_search_for_nothing_finds_nothing(client: Client) -> None:
    assert "見つかりませんでした" in text(client.get(reverse("lawbook:contents"), {"q": "ぬりかべ"}))
    assert outline.search(current(), "  ") == ()


def test_a_clause_shows_those_below_it_and_the_steps_that_rest_on_it(client: Client) -> None:
    page = text(client.get(reverse("lawbook:clause", args=["josai:13"])))

    assert "第13条第2項" in page
    assert "受け付けて本人を確かめる" in page
    assert "第14条" in page  # the next one


def test_a_clause_of_the_statute_is_shown_as_well(client: Client) -> None:
    assert "個人情報保護法第33条" in text(client.get(reverse("lawbook:clause", args=["appi:33"])))


@pytest.mark.parametrize(
    "address",
    [
        "/desk/lawbook/clauses/josai:999",
        "/desk/lawbook/procedures/nothing",
        "/desk/lawbook/procedures/nothing.svg",
        "/desk/lawbook/forms/nothing.pdf",
        "/desk/lawbook/comparison?with=nowhere",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_two_regulations_stand_beside_each_other(client: Client) -> None:
    differing = text(client.get(reverse("lawbook:comparison"), {"with": "iuj"}))
    every = text(client.get(reverse("lawbook:comparison"), {"with": "iuj", "all": "1"}))

    assert law_of("iuj").institution.ja in differing
    assert len(every) >= len(differing)


def test_every_procedure_is_drawn_and_tabled(client: Client) -> None:
    listed = text(client.get(reverse("lawbook:procedures")))
    for name, procedure in current().procedures.items():
        assert procedure.title.ja in listed
        page = text(client.get(reverse("lawbook:procedure", args=[name])))
        assert all(f'id="{step}"' in page for step in procedure.steps)
    drawing = client.get(reverse("lawbook:drawing", args=["disclosure"]))
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert drawing.content.startswith(b"<svg")


def test_every_form_can_be_printed_empty(client: Client) -> None:
    page = text(client.get(reverse("lawbook:forms")))

    blank = client.get(reverse("lawbook:blank", args=["josai:form3"]))

    assert "様式第3号" in page
    assert blank.content.startswith(b"%PDF")
    assert blank.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("clause", "cited"),
    [
        ("josai:13(2)", "規程第13条第2項"),
        ("appi:33(1)", "個人情報保護法第33条第1項"),
        ("appi:order-9", "個人情報保護法施行令第9条"),
        ("josai:form3", "様式第3号"),
        ("iuj:8(1)", "第8条第1項"),
        ("iuj:policy-purpose(0)", "ポリシー「目的の範囲と例外」"),
        ("elsewhere:policy", "ポリシー"),
    ],
)
@pytest.mark.usefixtures("office")
def test_clauses_are_cited_as_people_say_them(clause: str, cited: str) -> None:
    assert citation(clause) == cited
    assert cited in link(clause)


@pytest.mark.usefixtures("office")
def test_a_title_that_only_occurs_in_the_name_of_the_law_is_said() -> None:
    assert outline.heading(current().clause("appi:2(1)"), "ja") == "個人情報保護法第2条第1項　個人情報"


@pytest.mark.regulation("iuj")
@pytest.mark.usefixtures("office")
def test_a_policy_is_cited_by_its_heading() -> None:
    part = next(each for each in current().regulation.clauses if ":policy" in each)

    assert citation(part).startswith("ポリシー「")
    assert outline.heading(current().regulation.clauses[part], "ja") == citation(part)


@pytest.mark.regulation("muroran-it")
@pytest.mark.usefixtures("office")
def test_a_notice_is_cited_by_its_own_numbering() -> None:
    part = next(each for each in current().regulation.clauses if each.partition(":")[2][:1].isdigit())

    assert citation(part) == part.partition(":")[2]


@pytest.mark.usefixtures("office")
def test_a_clause_nobody_has_is_text_without_a_link() -> None:
    assert "<a" not in link("appi:9999")
    assert (title("appi:9999"), says("appi:9999")) == ("", "")
