"""The portal in a browser at each of the universities: Japanese on a phone without a script, English on a laptop with."""

from __future__ import annotations

from typing import Any

import pytest

from kitei.office.lawbook import Law
from kitei.portal.asking.guide import askable
from tests.portal.browsing import Visit, tour_of
from tests.portal.filing.test_whole_way import meant
from tests.portal.walking import open_office

pytestmark = pytest.mark.django_db(transaction=True)

WAYS: list[dict[str, Any]] = [
    {"lang": "ja", "size": "phone", "script": False},
    {"lang": "en", "size": "laptop", "script": True},
]


def _named(law: Law, way: dict[str, Any]) -> str:
    return f"{law.key}-{way['lang']}-{way['size']}"


@pytest.mark.parametrize("way", WAYS, ids=["ja", "en"])
def test_what_one_reads_first_is_open_to_everybody(visit: Visit, law: Law, way: dict[str, Any]) -> None:
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
def test_a_request_is_made_and_followed(visit: Visit, law: Law, way: dict[str, Any]) -> None:
    open_office()
    tour = tour_of(visit, way, f"{_named(law, way)}-filing")
    say = (lambda ja, en: ja) if way["lang"] == "ja" else (lambda ja, en: en)

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
