"""Readers: encodings, Word's own numbers, tables that lay out a text, ruled tables in PDF, e-Gov XML."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from kitei.regulations.importing import import_regulation
from kitei.regulations.importing.model import Grid, Line
from kitei.regulations.importing.readers.detect import read
from kitei.regulations.importing.readers.plain import decode

_TEXT = """青嶺大学個人情報保護規程
（目的）
第１条　この規程は、個人情報の保護について定める。
２　細則は、別に定める。
（定義）
第２条　用語の意義は、次のとおりとする。
(1)　本人　識別される個人をいう。
附　則
この規程は、令和４年４月１日から施行する。
"""
_IDS = {"1", "1(1)", "1(2)", "2", "2(1)", "2(1)(1)", "supp(1)"}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _ids(data: bytes, name: str) -> set[str]:
    found = import_regulation(data, name)
    return {clause.id for clause in found.clauses if clause.kind not in {"title", "sentence", "header"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le"])
def test_any_encoding_in_use_is_read(encoding: str) -> None:
    assert decode(_TEXT.encode(encoding)).startswith("青嶺大学")
    assert _ids(_TEXT.encode(encoding), "a.txt") == _IDS


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _extend(paragraph: Paragraph, markup: str, *, properties: bool = False) -> None:
    """Word markup that python-docx has no words for, added to a paragraph."""
    element: Any = paragraph._p  # noqa: SLF001 (no public way)
    (element.get_or_add_pPr() if properties else element).append(parse_xml(markup))


def test_numbers_that_only_word_prints_are_read() -> None:
    document = docx.Document()
    levels = [("第%1条", "decimalFullWidth"), ("(%2)", "decimal"), ("%3", "aiueoFullWidth")]
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (text, form) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="77">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    document.add_paragraph("青嶺大学個人情報保護規程")
    for depth, text in [
        (0, "この規程は、次の事項を定める。"),
        (1, "取得"),
        (1, "次の利用"),
        (2, "学内の利用"),
        (2, "学外の利用"),
        (0, "細則は、別に定める。"),
    ]:
        paragraph = document.add_paragraph(text)
        _extend(paragraph, f'<w:numPr {_W}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>', properties=True)
    assert _ids(_saved(document), "auto.docx") == {"1", "1(1)", "1(1)(1)", "1(1)(2)", "1(1)(2)(ア)", "1(1)(2)(イ)", "2"}


def test_what_was_deleted_in_word_is_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("規程")
    paragraph = document.add_paragraph("第１条　この規程は、")
    _extend(paragraph, f"<w:del {_W}><w:r><w:delText>旧い</w:delText></w:r></w:del>")
    _extend(paragraph, f"<w:ins {_W}><w:r><w:t>新しい定めを置く。</w:t></w:r></w:ins>")
    [clause] = [each for each in import_regulation(_saved(document), "a.docx").clauses if each.id == "1"]
    assert clause.text == "この規程は、新しい定めを置く。"


def test_a_table_of_word_stays_a_table_and_one_that_lays_out_the_text_does_not() -> None:
    document = docx.Document()
    document.add_paragraph("規程")
    layout = document.add_table(rows=2, cols=2)
    for row, (number, text) in zip(
        layout.rows, [("第１条", "この規程は、次の表のとおり定める。"), ("２", "細則は、別に定める。")], strict=True
    ):
        row.cells[0].text, row.cells[1].text = number, text
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, [("区分", "期間"), ("記録", "３年")], strict=True):
        row.cells[0].text, row.cells[1].text = texts
    source = read(_saved(document), "a.docx")
    assert [type(block) for block in source.blocks] == [Line, Line, Line, Grid]  # type: ignore[union-attr]
    assert _ids(_saved(document), "a.docx") == {"1", "1(1)", "1(2)"}


def test_html_in_shift_jis_that_says_so() -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body><pre>'
        + _TEXT
        + "</pre></body></html>"
    )
    assert _ids(page.encode("cp932"), "a.html") == _IDS


_EGOV = """<?xml version="1.0" encoding="UTF-8"?>
<law_data_response><law_full_text><Law Era="Heisei" Year="15" Num="57" LawType="Act" Lang="ja">
<LawNum>平成十五年法律第五十七号</LawNum><LawBody><LawTitle>見本の保護に関する法律</LawTitle>
<TOC><TOCLabel>目次</TOCLabel></TOC><MainProvision><Chapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle>
<Article Num="1"><ArticleCaption>（目的）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
<Sentence Num="1" Function="main">この法律は、<Ruby>見本<Rt>みほん</Rt></Ruby>を保護する。</Sentence>
<Sentence Num="2" Function="proviso">ただし、次のものを除く。</Sentence></ParagraphSentence>
<Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence>
<Column Num="1"><Sentence>甲</Sentence></Column><Column Num="2"><Sentence>乙をいう。</Sentence></Column></ItemSentence>
<Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title>
<Subitem1Sentence><Sentence>丙</Sentence></Subitem1Sentence></Subitem1>
</Item></Paragraph></Article>
<Article Num="1_2"><ArticleTitle>第一条の二</ArticleTitle>
<Paragraph Num="1"><ParagraphNum/>
<ParagraphSentence><Sentence>前条の定めによる。</Sentence></ParagraphSentence></Paragraph>
<Paragraph Num="2"><ParagraphNum>２</ParagraphNum>
<ParagraphSentence><Sentence>前項のとおりとする。</Sentence></ParagraphSentence></Paragraph></Article>
<Article Num="2:4" Delete="true"><ArticleTitle>第二条から第四条まで</ArticleTitle>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>削除</Sentence></ParagraphSentence></Paragraph></Article>
</Chapter></MainProvision><SupplProvision><SupplProvisionLabel>附　則</SupplProvisionLabel>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
<Sentence>この法律は、平成十七年四月一日から施行する。</Sentence></ParagraphSentence></Paragraph></SupplProvision>
<AppdxTable><AppdxTableTitle>別表第一</AppdxTableTitle><RelatedArticleNum>（第一条関係）</RelatedArticleNum>
<TableStruct><Table><TableRow><TableColumn><Sentence>名称</Sentence></TableColumn></TableRow></Table></TableStruct>
</AppdxTable></LawBody></Law></law_full_text></law_data_response>"""


def test_an_answer_of_the_egov_interface_is_read_as_it_is_marked_up() -> None:
    found = import_regulation(_EGOV.encode(), "act.xml")
    texts = {clause.id: clause.text for clause in found.clauses if clause.kind not in {"title", "header"}}
    assert list(texts) == [
        "ch1",
        "1",
        "1(1)",
        "1(1).s1",
        "1(1).proviso",
        "1(1)(1)",
        "1(1)(1)(イ)",
        "1-2",
        "1-2(1)",
        "1-2(2)",
        "2",
        "3",
        "4",
        "supp(1)",
        "table1",
    ]
    assert texts["1(1).s1"] == "この法律は、見本を保護する。"
    assert texts["1(1)(1)"] == "甲　乙をいう。"
    assert [each.targets for each in found.references] == [("1",), ("1-2(1)",), ("1",)]
    assert str(found.editions[0].effective_on) == "2005-04-01"


def test_a_ruled_table_in_a_pdf_is_read_as_a_table(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    document = docx.Document()
    for text in ("青嶺大学個人情報保護規程", "第１条　記録は、別表のとおり保存する。", "別表（第１条関係）"):
        document.add_paragraph(text)
    long = "提供の年月日、提供先の名称及び提供した個人データの項目並びに提供の方法、根拠及び経緯"
    rows = [("区分", "記録"), ("提供", long), ("受領", "経緯")]
    for row, texts in zip(document.add_table(rows=3, cols=2, style="Table Grid").rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = texts
    document.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 (our own arguments)
    found = import_regulation((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    [table] = [clause for clause in found.clauses if clause.id == "table1"]
    assert table.node.grids == (tuple(rows),)
    assert [each.targets for each in found.references if each.clause == "1"] == [("table1",)]
