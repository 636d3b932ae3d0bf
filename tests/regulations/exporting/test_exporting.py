"""Export: XML that reads back as the same document, readable texts, comparisons."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kitei.regulations.exporting import changes, compared, exported, read_folder
from kitei.regulations.exporting.egov import to_xml
from kitei.regulations.exporting.writing import NoSuchForm
from kitei.regulations.importing import folder_files, import_regulation, known_topics, write_folder
from kitei.regulations.importing.bench import made_up
from kitei.regulations.importing.model import Document, Kind, Node
from kitei.regulations.importing.readers.egov import read_egov
from kitei.regulations.library import LIBRARY_FOLDER
from kitei.regulations.yamlfile import read_yaml
from tests.regulations.importing.truth import SEEDS

_INVENTED = Path(__file__).parents[1] / "importing" / "invented"
_FILES = sorted(path for path in _INVENTED.iterdir() if path.suffix != ".yaml")


@pytest.mark.parametrize("file", _FILES, ids=lambda path: path.stem)
def test_import_then_xml_then_import_is_the_identity(file: Path) -> None:
    document = import_regulation(file.read_bytes(), file.name).document
    assert read_egov(to_xml(document)) == document
    again = import_regulation(to_xml(document), "again.xml")
    assert again.document == document


@pytest.mark.parametrize("file", _FILES, ids=lambda path: path.stem)
def test_a_folder_reads_back_as_the_document_it_was_written_from(file: Path, tmp_path: Path) -> None:
    found = import_regulation(file.read_bytes(), file.name)
    write_folder(tmp_path / "x", folder_files(found, "x", known_topics()))
    assert read_folder(tmp_path / "x").document == found.document


@pytest.mark.parametrize("key", SEEDS)
def test_the_given_documents_survive_both_ways(shared: Path, tmp_path: Path, key: str) -> None:
    found = import_regulation((shared / "seeds" / SEEDS[key]).read_bytes(), "given.txt")
    assert read_egov(to_xml(found.document)) == found.document
    write_folder(tmp_path / "x", folder_files(found, key, known_topics()))
    assert read_folder(tmp_path / "x").document == found.document


@pytest.mark.parametrize("name", ["act", "order", "rules"])
def test_the_statutes_survive_xml(shared: Path, name: str) -> None:
    found = import_regulation((shared / "law" / "acts" / f"appi-{name}.txt").read_bytes(), "statute.txt")
    assert read_egov(to_xml(found.document)) == found.document


@given(st.integers(300, 3000), st.integers(0, 10_000))
def test_any_regulation_made_up_survives_xml(size: int, seed: int) -> None:
    document = import_regulation(made_up(size, seed)[0].encode(), "a.txt").document
    assert read_egov(to_xml(document)) == document


_signs = st.text(st.sampled_from("あ個人情報。「」()ただし、&<>'\"?　"), min_size=1, max_size=30)
_wording = _signs.map(str.strip).filter(lambda text: text not in {"", "削除"})


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    """Trees that no drafter would write, to see that the XML carries everything."""
    articles = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        items = tuple(
            Node(
                kind=Kind.ITEM,
                number=str(item),
                label=f"({item})",
                text="\n".join(draw(st.lists(_wording, min_size=1, max_size=3))),
            )
            for item in range(1, draw(st.integers(0, 3)) + 1)
        )
        grid = draw(st.lists(st.tuples(_wording, _wording), max_size=2).map(tuple))
        first = Node(
            kind=Kind.PARAGRAPH, number="1", text=draw(_wording), children=items, grids=(grid,) if grid else ()
        )
        second = Node(kind=Kind.PARAGRAPH, number="2", label="２", text=draw(_wording))
        articles.append(
            Node(
                kind=Kind.ARTICLE,
                number=str(number),
                label=f"第{number}条",
                caption=draw(st.sampled_from(["", "目的"])),
                children=(first, second),
            )
        )
    title = Node(kind=Kind.TITLE, text="規程")
    return Document(title="規程", sort="regulation", nodes=(title, *articles))


@given(_documents())
def test_any_tree_survives_xml(document: Document) -> None:
    assert read_egov(to_xml(document)) == document


def test_the_xml_uses_the_elements_of_the_standard_and_marks_provisos() -> None:
    document = import_regulation((_INVENTED / "kanji.txt").read_bytes(), "kanji.txt").document
    law = etree.fromstring(to_xml(document))
    assert law.xpath("string(//Article[@Num='5_2']/ArticleCaption)") == "（取得の特例）"
    assert law.xpath("count(//MainProvision/Part)") == 2
    assert law.xpath("//Article[@Num='3']/Paragraph[@Num='2']//Sentence/@Function") == ["main", "proviso"]
    assert law.xpath("//Article[@Delete='true']/@Num") == ["6", "7", "8"]
    assert (
        law.xpath("string(//Article[@Num='2']/Paragraph[@Num='2']/Item[@Num='2']/Subitem1[@Num='2']/Subitem1Title)")
        == "ロ"
    )
    assert law.xpath("count(//AppdxTable) + count(//AppdxStyle)") == 2


def _folder(tmp_path: Path, name: str, text: str) -> Path:
    write_folder(tmp_path / name, folder_files(import_regulation(text.encode(), f"{name}.txt"), "x", known_topics()))
    return tmp_path / name


def test_the_consolidated_text_says_everything_in_every_form(tmp_path: Path) -> None:
    source = (_INVENTED / "after.txt").read_text(encoding="utf-8")
    text = read_folder(_folder(tmp_path, "a", source))
    for form in ("md", "html", "docx"):
        written = exported(text, form)
        said = _said(written) if form == "docx" else written.decode()
        for wording in (
            "サーバー室",
            "別館のもの",
            "承認した場合",
            "第３条",
            "管理責任者",
            "令和４年４月１日から施行する",
        ):
            assert wording in said, (form, wording)
    with pytest.raises(NoSuchForm):
        exported(text, "pdf")


def _said(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


_OLD = """規程
第１条　個人情報は、適正に取得する。
第２条　次の者を置く。
(1)　管理者
(2)　担当者
第３条　細則は、別に定める。
"""
_NEW = """規程
第１条　個人情報は、適正かつ公正に取得する。
第２条　次の者を置く。
(1)　管理者
(2)　担当者
(3)　監査人
第３条　削除
"""


def test_a_comparison_shows_what_was_changed_added_and_taken_away(tmp_path: Path) -> None:
    old, new = read_folder(_folder(tmp_path, "old", _OLD)), read_folder(_folder(tmp_path, "new", _NEW))
    found = {each.clause: each for each in changes(old.document, new.document)}
    assert {own: each.sort for own, each in found.items()} == {"1": "changed", "2(1)(3)": "added", "3": "changed"}
    assert [piece.text for piece in found["1"].new if piece.changed] == ["かつ公正"]
    assert "".join(piece.text for piece in found["3"].new) == "削除"
    assert "<ins>かつ公正</ins>" in compared(old, new, "html").decode()
    assert "**かつ公正**" in compared(old, new, "md").decode()
    assert "監査人" in _said(compared(old, new, "docx"))
    with pytest.raises(NoSuchForm):
        compared(old, new, "xml")


def test_a_text_compared_with_itself_shows_nothing(tmp_path: Path) -> None:
    text = read_folder(_folder(tmp_path, "a", _OLD))
    assert changes(text.document, text.document) == []


def test_a_folder_of_paraphrases_is_exported_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "regulation.yaml").write_text(
        "id: x\nkind: regulation\ntitle: {ja: 規程, en: Regulation}\neditions: [{id: 2020-04-01}]\n", encoding="utf-8"
    )
    (tmp_path / "clauses.yaml").write_text(
        "- {id: 'x:1', kind: article, title: {ja: 目的, en: Aim}, says: {ja: 目的を定める。, en: Says why.}}\n"
        "- {id: 'x:2', kind: article, title: {ja: 例外, en: But}, says: {ja: 例外がある。, en: Exceptions.}}\n"
        "- {id: 'x:2(1)', kind: paragraph, title: {ja: 原則, en: Rule}, says: {ja: 原則による。, en: As a rule.}}\n"
        "- {id: 'x:2(1)(1)', kind: item, title: {ja: 法令, en: Law}, says: {ja: 法令による場合, en: By law.}}\n"
        "- {id: 'x:3', kind: article, deleted: true, title: {ja: 削除, en: Deleted}, says: {ja: 削除, en: Deleted}}\n",
        encoding="utf-8",
    )
    text = read_folder(tmp_path)
    assert text.paraphrased
    assert "要約です" in exported(text, "md").decode()
    assert "法令による場合" in exported(text, "html").decode()
    assert b"Article" in exported(text, "xml")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in LIBRARY_FOLDER.glob("*/clauses.yaml")))
def test_every_folder_of_the_library_is_exported_without_loss(name: str) -> None:
    text = read_folder(LIBRARY_FOLDER / name)
    assert read_egov(exported(text, "xml")) == text.document
    said = "\n".join(node.text + node.caption + node.label for node in text.document.walk())
    for row in read_yaml(LIBRARY_FOLDER / name / "clauses.yaml").data:
        if row["kind"] not in {"sentence", "title"} and not row.get("deleted"):
            assert row["says"]["ja"] in said or row["title"]["ja"].split()[-1] in said, row["id"]
