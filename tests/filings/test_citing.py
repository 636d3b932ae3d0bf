"""Clauses on papers are cited as a person says them."""

from __future__ import annotations

import pytest

from kitei.filings.citing import label, labels
from tests.filings.books import book


@pytest.mark.parametrize(
    ("key", "clause", "ja", "en"),
    [
        ("josai", "josai:14(1)(2)", "第14条第1項第2号", "Article 14, paragraph 1, item 2"),
        ("iuj", "appi:33(2)", "個人情報の保護に関する法律第33条第2項",
         "Article 33, paragraph 2 of the Act on the Protection of Personal Information"),
        ("muroran-it", "appi:order-22(2)", "個人情報の保護に関する法律施行令第22条第2項",
         "Article 22, paragraph 2 of the Cabinet Order under the Act on the Protection of Personal Information"),
        ("muroran-it", "aaa:18(1)", "行政不服審査法第18条第1項",
         "Article 18, paragraph 1 of the Administrative Complaint Review Act"),
        ("muroran-it", "muroran-it:2.s4", "2.s4", "2.s4"),
        ("nihon-cst", "nihon-cst:annex4", "別紙4", "Annex 4"),
        ("josai", "elsewhere:3", "elsewhere第3条", "Article 3 of the elsewhere"),
    ],
)  # fmt: skip
def test_a_clause_is_cited_in_both_languages(key: str, clause: str, ja: str, en: str) -> None:
    assert label(book(key).texts, clause, "ja") == ja
    assert label(book(key).texts, clause, "en") == en


def test_several_clauses_are_cited_once_each() -> None:
    assert labels(book("josai").texts, ("josai:15", "josai:15", "josai:16"), "ja") == "第15条、第16条"
