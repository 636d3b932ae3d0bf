"""The first page, and where to turn."""

from __future__ import annotations

import re

from django.test import Client

from kitei.office.lawbook import Law


def test_the_first_page_offers_what_can_be_asked_here(law: Law) -> None:
    for lang in ("ja", "en"):
        page = Client().get("/", {"lang": lang}).content.decode()

        offered = re.findall(r'href="/ask/([a-z-]+)/"', page)
        assert "disclosure" in offered
        assert set(offered) <= set(law.procedures)
        assert law.institution.of("en" if lang == "en" else "ja") in page


def test_every_desk_the_text_names_is_told(law: Law) -> None:
    page = Client().get("/desks/").content.decode()

    assert all(desk.title.ja in page for desk in law.regulation.identity.desks)
    assert law.regulation.identity.desks or "窓口の名前を書いていません" in page


def test_no_page_of_the_portal_loads_anything_from_elsewhere(law: Law) -> None:
    del law
    page = Client().get("/")

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r'(?:src|href)="https?:', page.content.decode())
    assert page.headers["Cache-Control"] == "no-store"
