"""`kitei form`: one call for a paper, one sentence for a mistake."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from kitei.cli.forms import app
from kitei.forms.bench import bench_forms
from tests.forms.samples import FORMS, form, text_of

EXAMPLE = str(form("josai:form3").folder / "example.yaml")


def kitei_form(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_it_lists_every_form_as_json() -> None:
    listed = json.loads(kitei_form("list", "--json").stdout)

    assert {f"{each['regulation']} {each['form']}" for each in listed} >= {"josai form3", "nihon-cst annex4"}
    assert len({each["form"] for each in listed}) <= len(FORMS)
    assert "form6" in kitei_form("list", "josai", "--lang", "en").stdout


def test_it_prints_a_filled_form(tmp_path: Path) -> None:
    out = tmp_path / "form3.pdf"

    result = kitei_form("render", "josai", "form3", EXAMPLE, "-o", str(out), "--on", "2026-11-21")

    assert result.exit_code == 0, result.output
    assert "髙橋𠮷彦" in text_of(out.read_bytes())
    assert [path.name for path in tmp_path.iterdir()] == ["form3.pdf"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--blank"], "令和年月日"),
        (["--blank", "--printed-era"], "平成年月日"),
        (["--blank", "--corrected"], "第13条及び第17条の定める"),
        (["--blank", "--paper-lang", "en"], "Translation"),
        ([EXAMPLE, "--dates", "iso", "--footer", "REQ-1"], "REQ-1"),
    ],
)
def test_it_prints_as_asked(tmp_path: Path, options: list[str], found: str) -> None:
    out = tmp_path / "x.pdf"

    assert kitei_form("render", "josai", "form3", *options, "-o", str(out), "--on", "2026-11-21").exit_code == 0
    assert found in text_of(out.read_bytes())


def test_it_makes_the_fillable_version_and_the_spreadsheet(tmp_path: Path) -> None:
    pdf, book = tmp_path / "x.pdf", tmp_path / "x.xlsx"

    assert kitei_form("render", "josai", "form3", "--fillable", "-o", str(pdf)).exit_code == 0
    assert kitei_form("render", "nihon-cst", "annex3", "-o", str(book)).exit_code == 0
    assert b"/AcroForm" in pdf.read_bytes() or pdf.stat().st_size > 1000
    assert book.read_bytes()[:2] == b"PK"


def test_one_call_makes_everything_of_a_form(tmp_path: Path) -> None:
    result = kitei_form("render", "nihon-cst", "annex3", "-o", str(tmp_path), "--on", "2026-11-21")

    assert result.exit_code == 0, result.output
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(made) == ["annex3-fillable.pdf", "annex3.json", "annex3.pdf", "annex3.xlsx"]
    with (
        pikepdf.open(io.BytesIO(made["annex3.pdf"])) as kept,
        pikepdf.open(io.BytesIO(made["annex3-fillable.pdf"])) as open_,
    ):
        assert "/AcroForm" not in kept.Root
        assert "/AcroForm" in open_.Root
    assert set(json.loads(made["annex3.json"])) == {"fields", "schema"}


def test_a_spreadsheet_filled_in_becomes_a_ledger(tmp_path: Path) -> None:
    book, out = tmp_path / "log.xlsx", tmp_path / "log.pdf"
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["書類・ファイル名", "持出日", "理由", "持出者"])
        sheet.write_row(1, 0, ["名簿 𠮷", "令和8年11月4日", "実習", "小林"])

    result = kitei_form("render", "nihon-cst", "annex3", str(book), "--partial", "-o", str(out))

    assert result.exit_code == 0, result.output
    assert "名簿𠮷" in text_of(out.read_bytes())
    assert "R8.11.4" in text_of(out.read_bytes())


def test_the_same_values_give_the_same_file_on_any_day(tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"

    kitei_form("render", "josai", "form3", EXAMPLE, "-o", str(one))
    kitei_form("render", "josai", "form3", EXAMPLE, "-o", str(two), "--on", "2026-11-21")  # the day on the paper

    assert one.read_bytes() == two.read_bytes()


def test_it_says_which_characters_were_written_out(tmp_path: Path) -> None:
    values = tmp_path / "v.yaml"
    values.write_text("name: 花子😀\n", encoding="utf-8")

    result = kitei_form("render", "josai", "form3", str(values), "--partial", "-o", str(tmp_path / "x.pdf"))

    assert result.exit_code == 0
    assert "U+1F600" in result.stderr


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render", "josai", "form9", "--blank", "-o", "x.pdf"], "form"),
        (["render", "nowhere", "form3", "--blank", "-o", "x.pdf"], "nowhere"),
        (["render", "josai", "form3", "-o", "x.pdf"], "--blank"),
        (["render", "josai", "form3", "--blank"], "-o"),
        (["render", "josai", "form3", "nowhere.yaml", "-o", "x.pdf"], "nowhere.yaml"),
        (["render", "josai", "form3", "--blank", "--dates", "x", "-o", "x.pdf"], "wareki"),
        (["render", "josai", "form3", "--blank", "--scan", "nowhere.jpg", "-o", "x.pdf"], "nowhere.jpg"),
        (["render", "josai", "form3", "--blank", "--scan", EXAMPLE, "-o", "x.pdf"], "no picture is in the file"),
        (["render", "josai", "form3", "--blank", "--paper-lang", "fr", "-o", "x.pdf"], "--paper-lang: `fr`"),
        (["render", "josai", "form3", "--blank", "-o", "no/such/folder/x.pdf"], "no/such/folder"),
        (["render", "josai", "form3", "-o", "x.xlsx"], "form3"),
        (["check", "josai", "form3", "BAD"], "nmae"),
        (["check", "josai", "form3", "LIST"], ""),
        (["render", "nihon-cst", "annex3", "BAD.xlsx", "-o", "x.pdf"], ""),
    ],
)
def test_a_mistake_is_one_sentence_and_status_2(
    words: list[str], said: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "BAD").write_text("nmae: x\n", encoding="utf-8")
    (tmp_path / "BAD.xlsx").write_bytes(b"PK")
    (tmp_path / "LIST").write_text("- x\n", encoding="utf-8")

    result = kitei_form(*words, "--lang", lang)

    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not list(tmp_path.glob("*.pdf"))


def test_it_checks_forms_and_values() -> None:
    assert kitei_form("check", "josai", "form3").exit_code == 0
    assert json.loads(kitei_form("check", "josai", "form1", "--json").stdout) == []
    assert kitei_form("check", "josai", "form3", EXAMPLE, "--lang", "en").stdout.startswith("nothing is wrong")


def test_it_gives_the_fields_as_json() -> None:
    found = json.loads(kitei_form("schema", "nihon-cst", "annex4").stdout)

    assert "clerk" not in {each["id"] for each in found["fields"]["ja"]}
    assert found["schema"]["properties"]["kinds"]["type"] == "array"
    assert set(json.loads(kitei_form("schema").stdout)) == {"form", "wording"}


def test_it_merges_letters_and_names_the_rows_it_could_not_print(tmp_path: Path) -> None:
    rows, common = tmp_path / "rows.csv", tmp_path / "common.json"
    rows.write_text("recipient,date\n山田,2026-11-21\n佐藤,never\n", encoding="utf-8")
    example = {key: value for key, value in form("office:principal-notice").example().items() if key != "date"}
    common.write_text(json.dumps(example, default=str, ensure_ascii=False), encoding="utf-8")
    words = ["josai", "office:principal-notice", str(rows), "-o", str(tmp_path / "out"), "--workers", "1"]

    first = kitei_form("batch", *words, "--common", str(common))
    again = kitei_form("batch", *words, "--common", str(common), "--lang", "en")

    assert first.exit_code == again.exit_code == 2
    assert "行 2: date: この値は使えません。" in first.stderr
    assert "row 2: date: the value is not allowed." in again.stderr
    assert "1 already done" in again.stderr
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["000001.pdf"]


def test_the_bench_tells_forms_a_second_beside_typst_alone() -> None:
    ticks = iter(range(100))

    found = bench_forms(lambda: next(ticks), papers=12, workers=1, warm_up=1)

    assert found["forms"] == 12
    assert found["forms_per_second"] == 12
    assert found["typst_alone_per_second"] == 1
    assert found["times_typst_alone"] > 0
