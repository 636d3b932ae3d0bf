"""The Act, the Cabinet Order and the Rules, in copies that lost the numbers of paragraphs and items."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kitei.regulations.importing import Imported, import_regulation
from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.wording.folding import squeeze
from kitei.regulations.importing.wording.joining import sentences

_MAIN = {"act": 185, "order": 40, "rules": 71}
_ALL = {"act": 242, "order": 46, "rules": 98}
# Lines that hold nothing but 第…条 and are cells of a table of readings (読替え) or of penalties, not headings.
_CELLS = {"act": ["第四十四条", "第百八十二条"], "order": ["第五条", "第八条", "第九条"], "rules": []}


def _imported(shared: Path, name: str) -> tuple[str, Imported]:
    text = (shared / "law" / "acts" / f"appi-{name}.txt").read_text(encoding="utf-8")
    return text, import_regulation(text.encode(), "statute.txt")


@pytest.mark.parametrize("name", _MAIN)
def test_every_article_is_found_and_none_invented(shared: Path, name: str) -> None:
    text, found = _imported(shared, name)
    printed = re.findall(r"^\*\*(第[^*]*条[^*]*)\*\*$", text, re.MULTILINE)
    articles = [clause for clause in found.clauses if clause.kind is Kind.ARTICLE]
    main = [clause.id for clause in articles if not clause.id.startswith("supp")]
    labels = [clause.node.label for clause in articles]
    for cell in _CELLS[name]:
        printed.reverse()
        printed.remove(cell)  # the last of its kind: the heading comes before
        printed.reverse()
    assert sorted(labels) == sorted(printed)
    assert len(articles) == _ALL[name]
    assert len(main) == _MAIN[name]
    numbers = [int(own.partition("-")[0]) for own in main]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, max(numbers) + 1))


@pytest.mark.parametrize("name", _MAIN)
def test_paragraphs_and_items_stand_in_the_order_of_the_text_and_nothing_is_lost(shared: Path, name: str) -> None:
    text, found = _imported(shared, name)
    whole = squeeze(text.replace("**", ""))
    at = 0
    for node in found.document.walk():
        if node.kind in {Kind.PARAGRAPH, Kind.ITEM}:
            first = squeeze(sentences(node.text)[0])
            at = whole.find(first, at)
            assert at >= 0, node
    said = squeeze("".join(node.text + node.label for node in found.document.walk()))
    assert len(said) > 0.99 * len(squeeze(re.sub(r"^(?:---|## .*|\*Gen.*|- .*)$|[*#]", "", text, flags=re.MULTILINE)))


def test_items_are_told_from_paragraphs_where_the_sentences_tell(shared: Path) -> None:
    _, found = _imported(shared, "act")
    ids = {clause.id for clause in found.clauses}
    assert {f"27(1)({item})" for item in range(1, 8)} <= ids
    assert "27(1)(8)" not in ids
    assert {f"16(2)({item})" for item in range(1, 5)} <= ids
    assert {"27(5)(1)", "27(5)(3)", "27(6)"} <= ids
    assert any(doubt.code == "numbers_inferred" for doubt in found.doubts)
