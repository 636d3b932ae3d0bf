"""The regulation in plain words, and the place of every clause on the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kitei.office.lawbook import Law, law_of
from kitei.portal.shared.citing import anchor, citation


def test_every_clause_stands_once_on_the_page(law: Law) -> None:
    page = Client().get("/words/").content.decode()

    places = re.findall(r'id="(c-[^"]+)"', page)
    assert sorted(places) == sorted(anchor(name) for name in law.regulation.clauses)


@pytest.mark.parametrize(
    ("key", "clause", "ja", "en"),
    [
        ("josai", "josai:13(2)", "第13条第2項", "Article 13, paragraph 2"),
        ("josai", "appi:33(2)(1)", "個人情報保護法第33条第2項第1号", "APPI, Article 33, paragraph 2, item 1"),
        ("josai", "appi:order-22(1)", "個人情報保護法施行令第22条第1項", "APPI Cabinet Order, Article 22, paragraph 1"),
        (
            "muroran-it",
            "aaa:18(1)",
            "行政不服審査法第18条第1項",
            "Administrative Complaint Review Act, Article 18, paragraph 1",
        ),
        ("muroran-it", "muroran-it:1(1)(21)", "1(1)(21)", "1(1)(21)"),
        ("iuj", "iuj:policy-purpose(1)", "ポリシー「個人情報の利用目的」(1)", "Policy, “Purposes of use” (1)"),
        ("iuj", "iuj:18-2(3)", "第18条の2第3項", "Article 18-2, paragraph 3"),
    ],
)  # fmt: skip
def test_a_clause_is_named_as_its_text_is_numbered(key: str, clause: str, ja: str, en: str) -> None:
    law = law_of(key)

    assert citation(law, clause, "ja").label == ja
    assert citation(law, clause, "en").label == en


def test_a_statute_is_named_but_not_linked() -> None:
    law = law_of("josai")

    assert citation(law, "josai:13(2)", "ja").own
    assert not citation(law, "appi:33(2)", "ja").own
    assert citation(law, "elsewhere:x", "ja").label == "x"
