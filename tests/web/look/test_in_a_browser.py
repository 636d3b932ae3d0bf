"""Every page in a real browser: axe finds nothing, nothing is wider than the screen, in both languages and sizes.

And the way of a request through the desk, with and without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kitei.office.cases.models import Case, StepDone
from kitei.office.cases.services import corresponding, facts
from tests.browser import Visitor
from tests.web.office import Front

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
LOOKS = (("ja", "laptop"), ("en", "phone"), ("en", "laptop"), ("ja", "phone"))


@pytest.fixture
def desk(office: str, noon: object, transactional_db: None, desk: Front) -> Front:
    """The same office, seen by the server's own connections."""
    del office, noon, transactional_db
    return desk


def addresses(found: Case, decided: Case) -> Iterator[str]:
    """Every page of these rooms."""
    for name in (
        "home:home", "cases:list", "calendar:month", "calendar:address", "statistics:overview", "requests:kinds",
        "lawbook:contents", "lawbook:comparison", "lawbook:procedures", "lawbook:forms",
    ):  # fmt: skip
        yield reverse(name)
    yield reverse("lawbook:clause", args=["josai:13"])
    yield reverse("lawbook:procedure", args=["disclosure"])
    yield reverse("requests:begin", args=["disclosure"])
    yield reverse("requests:enter", args=["disclosure"])
    yield reverse("requests:identity", args=[found.number])
    for case in (found, decided):
        yield reverse("cases:case", args=[case.number])
    yield reverse("cases:facts", args=[found.number])
    yield reverse("cases:step", args=[found.number, "decide"])
    yield reverse("cases:take", args=[found.number, "decide", "partly"])
    yield reverse("cases:record", args=[decided.number])
    for name in ("note", "message", "attach", "assign", "transfer", "merge", "withdraw"):
        yield reverse("cases:act", args=[found.number, name])
    notice = decided.documents.filter(direction="out").first()
    assert notice is not None
    yield reverse("cases:values", args=[decided.number, notice.pk])
    yield reverse("cases:handed_over", args=[decided.number, notice.pk])
    kept = decided.decisions.first()
    assert kept is not None
    yield reverse("cases:decision", args=[decided.number, kept.pk])
    yield "/desk/cases/R8-D-9999"  # there is none


def test_axe_finds_nothing_on_any_page(desk: Front, visit: Visit, full: bool) -> None:
    """Each page in Japanese on a laptop or in English on a phone, in turn; `./test --full` looks at all four."""
    found, decided = desk.found(), desk.decided()
    corresponding.send(case=decided, body="結果をお送りします。", **desk.staff.acts("manager"))
    corresponding.add_note(case=decided, body="照会済み", **desk.staff.acts("manager"))
    pages = list(addresses(found, decided))
    told: list[str] = []
    for turn, (lang, size) in enumerate(LOOKS if full else LOOKS[:2]):
        visitor = visit(desk.account("manager"), lang=lang, size=size)
        for address in pages if full else pages[turn::2]:
            visitor.open(address)
            told += visitor.findings()
            visitor.complaints.clear()

    assert [each for each in told if "404 (Not Found)" not in each] == []


def test_a_decision_is_made_without_a_mouse_and_without_javascript(desk: Front, visit: Visit) -> None:
    case = desk.found()
    facts.set_facts(case=case, facts={"refusal_grounds": ["evaluation"]}, **desk.staff.acts("manager"))
    page = visit(desk.account("manager"), javascript=False).open(reverse("cases:case", args=[case.number]))

    page.get_by_role("link", name="この段階を進める").press("Enter")
    page.get_by_role("link", name="一部に応じ").press("Enter")
    page.get_by_label("評価・選考・指導等の情報").check()
    page.get_by_label("理由", exact=False).first.fill("所見は評価に当たる。")
    page.get_by_label("請求の一部に応じる理由").fill("面談の記録は開示する。")
    page.get_by_role("button", name="決定して書面を発行する").press("Enter")

    expect(page.get_by_text("記録しました")).to_be_visible()
    expect(page.get_by_role("link", name="開示等可否決定通知書").first).to_be_visible()
    assert StepDone.objects.get(case=case, step="decide").effect == "partly"


def test_a_preview_opens_beside_the_form(desk: Front, visit: Visit) -> None:
    case = desk.found()
    visitor = visit(desk.account("manager"))
    page = visitor.open(reverse("cases:take", args=[case.number, "decide", "partly"]))
    page.get_by_label("評価・選考・指導等の情報").check()
    page.get_by_label("請求の一部に応じる理由").fill("面談の記録は開示する。")

    with visitor.context.expect_event("response", lambda answer: "preview" in answer.url) as answered:
        page.get_by_role("button", name="見本を見る").click()

    assert answered.value.headers["content-type"] in {"application/pdf", "text/html; charset=utf-8"}
    assert visitor.complaints == []


def test_a_search_shows_what_it_finds_while_one_types(desk: Front, visit: Visit) -> None:
    case, other = desk.disclosure(), desk.disclosure()
    visitor = visit(desk.account("manager"))
    page = visitor.open(reverse("cases:list"))

    page.get_by_label("番号・氏名・日付で探す").press_sequentially(case.number)

    expect(page.get_by_role("link", name=other.number)).to_have_count(0)
    expect(page.get_by_role("link", name=case.number)).to_be_visible()
    assert f"q={case.number}" in page.url
    assert visitor.complaints == []


def test_the_skip_link_leads_past_the_menu(desk: Front, visit: Visit) -> None:
    page = visit(desk.account("manager")).open(reverse("home:home"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_nothing_is_left_that_only_a_screen_can_use(desk: Front, visit: Visit, tmp_path: Path) -> None:
    case = desk.decided()
    visitor = visit(desk.account("manager"))
    page = visitor.open(reverse("cases:case", args=[case.number]))

    visitor.picture(tmp_path / "paper.png", printed=True)
    page.emulate_media(media="print")

    assert (tmp_path / "paper.png").stat().st_size > 10_000
    expect(page.get_by_role("navigation", name="主要")).to_be_hidden()
    expect(page.get_by_role("heading", name=case.number)).to_be_visible()
    assert page.locator(".btn:visible").count() == 0
