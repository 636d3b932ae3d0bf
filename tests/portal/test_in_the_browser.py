"""The portal in a browser at each university: Japanese on a phone without a script, English on a laptop with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kitei import clock
from kitei.office.cases.models import Case
from kitei.office.lawbook import Law, current
from kitei.portal.asking.guide import askable
from tests.office.cases.staffing import staffed
from tests.office.requests.clauses import HELD, REASON, answers, shows
from tests.portal.browsing import Tour, Visit, fill, tour_of
from tests.portal.conftest import FIVE
from tests.portal.filing.test_whole_way import meant
from tests.portal.walking import open_office

pytestmark = pytest.mark.django_db(transaction=True)

WAYS: list[dict[str, Any]] = [
    {"lang": "ja", "size": "phone", "script": False},
    {"lang": "en", "size": "laptop", "script": True},
]


def _named(law: Law, way: dict[str, Any]) -> str:
    return f"{law.key}-{way['lang']}-{way['size']}"


@pytest.fixture
def somewhere(law: Law, way: dict[str, Any], full: bool) -> Law:
    """Everywhere in both ways when all is asked for; else each university in one way, the first in both."""
    turn = FIVE.index(law.key)
    if not full and turn > 0 and WAYS.index(way) != turn % len(WAYS):
        pytest.skip("in the other way; `./test --full` looks at both")
    return law


@pytest.mark.parametrize("way", WAYS, ids=["ja", "en"])
def test_what_one_reads_first_is_open_to_everybody(visit: Visit, somewhere: Law, way: dict[str, Any]) -> None:
    law = somewhere
    tour = tour_of(visit, way, _named(law, way))
    category = law.regulation.identity.categories[0].id

    for path in (
        "/",
        "/held/",
        f"/held/{category}/",
        "/ask/",
        "/words/",
        "/forms/",
        "/desks/",
        "/complaint/",
        "/status/",
        "/draft/",
    ):
        tour.open(path)
    for procedure in askable(law):
        if procedure.matter in ("disclosure", "cessation", "appeal"):
            tour.open(f"/ask/{procedure.id}/")

    assert tour.found == []


@pytest.mark.parametrize("way", WAYS, ids=["ja", "en"])
def test_a_request_is_made_and_followed(visit: Visit, somewhere: Law, way: dict[str, Any]) -> None:
    open_office()
    law = somewhere
    tour = tour_of(visit, way, f"{_named(law, way)}-filing")
    say = _saying(way)

    tour.file("disclosure", meant(law, "disclosure") | {"script": way["script"]})
    assert tour.page.url.endswith("/file/done/")
    tour.press(say("状況を見る", "Follow the request"))
    tour.page.locator("#f-body").fill(say("いつごろ分かりますか。", "When will I know?"))
    tour.press(say("送る", "Send"))
    assert say("いつごろ分かりますか。", "When will I know?") in tour.page.content()
    tour.press(say("請求を取り下げる", "Withdraw the request"))
    tour.press(say("取り下げる", "Withdraw"))

    assert say("取り下げました", "Withdrawn") in tour.page.content()
    assert tour.found == []


@pytest.mark.parametrize("way", WAYS, ids=["ja", "en"])
@pytest.mark.regulation("josai")
@pytest.mark.usefixtures("office")
def test_mistakes_drafts_missing_papers_and_the_appeal_are_as_readable(visit: Visit, way: dict[str, Any]) -> None:
    staff = staffed()
    staff.now = clock.now()
    law = current()
    tour = tour_of(visit, way, f"josai-{way['lang']}-{way['size']}-rest")
    say = _saying(way)

    _mistakes(tour, say)
    tour.file("disclosure", meant(law, "disclosure") | {"script": way["script"]})
    case = Case.objects.get()
    answers(
        staff, case, "identity", "incomplete", reason="読めない", typed={"missing": "学生証", "until": "2026-12-20"}
    )
    tour.press(say("状況を見る", "Follow the request"))
    tour.press(say("返事をする", "Answer now"))
    tour.page.locator("#f-body").fill(say("窓口に持って行きました。", "I brought it to the desk."))
    tour.press(say("送る", "Send"))
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "decide", "refused", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]}
    )
    tour.open("/status/case/")
    tour.press(say("見直しを求める", "Ask for it to be looked at again"))
    tour.file("appeal", {"script": way["script"]})

    assert Case.objects.filter(appeal_of=case).count() == 1
    assert tour.found == []


@pytest.mark.regulation("josai")
@pytest.mark.usefixtures("office")
def test_with_a_script_a_field_appears_as_soon_as_it_is_called_for(visit: Visit) -> None:
    open_office()
    tour = tour_of(visit, {"lang": "ja", "size": "phone", "script": True}, "peek")
    tour.visitor.open("/file/disclosure/")
    tour.press("次へ進む")
    tour.fill({})
    tour.press("次へ進む")
    tour.page.locator("#f-information").fill("成績")
    assert not tour.page.locator("#f-correction").count()

    tour.page.locator('input[value="correct"]').check()

    tour.page.locator("#f-correction").wait_for()
    assert tour.page.locator("#f-information").input_value() == "成績"
    tour.look()
    assert tour.found == []


@pytest.mark.regulation("iuj")
@pytest.mark.usefixtures("office")
def test_a_browser_that_runs_no_scripts_at_all_comes_to_the_receipt(visit: Visit) -> None:
    open_office()
    visitor = visit(lang="ja", size="phone", javascript=False)
    page = visitor.page
    page.set_default_timeout(8_000)
    visitor.open("/file/disclosure/")
    while not page.url.endswith("/check/"):
        fill(page, {})
        page.locator("button[name=go][value=on]").click()
        page.wait_for_load_state("load")
    page.locator("button[name=go][value=send]").click()
    page.wait_for_load_state("load")

    assert page.url.endswith("/file/done/")
    assert page.locator(".secret").count() == 2


def _saying(way: dict[str, Any]) -> Callable[[str, str], str]:
    return lambda ja, en: ja if way["lang"] == "ja" else en


def _mistakes(tour: Tour, say: Callable[[str, str], str]) -> None:
    """An empty page sent, a draft kept, its link opened, a wrong number."""
    tour.visitor.open("/file/disclosure/")
    tour.press(say("次へ進む", "Continue"))
    tour.press(say("次へ進む", "Continue"))
    assert tour.page.locator("#errors").is_visible()
    tour.press(say("保存して後で続ける", "Save and go on later"))
    link = str(tour.page.locator("main .slip a").get_attribute("href"))
    tour.open(link.removeprefix(tour.visitor.base))
    tour.open("/draft/")
    tour.visitor.open("/status/")
    tour.page.locator("#f-number").fill("R8-D-9999")
    tour.page.locator("#f-secret").fill("AAAA-BBBB-CCCC-DDDD")
    tour.press(say("状況を見る", "Show it"))
    tour.open("/confirm/forged/")
    tour.press(say("私のアドレスです", "It is mine"))
