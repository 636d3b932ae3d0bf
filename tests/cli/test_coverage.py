"""`kitei regulation coverage` and `kitei regulation new`, as a person would type them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from lxml import html
from typer.testing import CliRunner, Result

from kitei.cli import coverage, drafting
from kitei.cli.regulations.checking import check_one
from kitei.regulations.drafting.choices import Option
from kitei.regulations.drafting.interview import asked, default_answers, open_options
from kitei.regulations.drafting.writing import write_folder
from kitei.regulations.library import Library
from kitei.regulations.schema.identity import EntityType
from tests.cli.conftest import Run

ON = ("--on", "2026-11-21")
LIBRARY = Library()
_WHO = "id: x\ntitle: {ja: あ, en: a}\ninstitution: {ja: あ, en: a}\neffective_on: 2027-04-01\n"


@dataclass(frozen=True)
class Made:
    """One regulation covered once: what was printed, the page and the workbook."""

    found: dict[str, Any]
    page: Any
    workbook: Path


def run(*words: str, typed: str = "") -> Result:
    """Run `kitei regulation` with these words."""
    app = typer.Typer()
    app.command("coverage")(coverage.coverage)
    app.command("new")(drafting.new)
    return CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture
def regulation() -> Run:
    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    page, book = folder / "page.html", folder / "rows.xlsx"
    said = run("coverage", "josai", "--json", "--html", str(page), "--xlsx", str(book), "--lang", "en", *ON)
    assert said.exit_code == 0
    return Made(json.loads(said.stdout), html.fromstring(page.read_text(encoding="utf-8")), book)


@pytest.fixture(scope="module")
def page(made: Made) -> Any:
    return made.page


def test_the_table_says_where_the_act_is_not_reached(regulation: Run) -> None:
    said = regulation("coverage", "muroran-it", "--lang", "en", *ON)

    assert said.exit_code == 0
    assert "Commission" in said.stdout
    assert re.search(r"Silent \d+", said.stdout)


def test_json_has_every_row_with_clauses_findings_and_what_to_settle(made: Made) -> None:
    found = made.found

    report = next(row for row in found["rows"] if row["duty"] == "breach-report")
    assert report["state"] == "silent"
    assert report["severity"] == "A"
    assert report["refers"] == ["josai:22"]
    assert [each["clause"] for each in report["statute"]][:2] == ["appi:26(1)", "appi:rule-7(1)"]
    assert report["settle"]
    assert sum(found["counts"].values()) == len(found["rows"])


def test_the_facts_of_a_witness_can_be_decided_as_they_stand(made: Made, kitei: Run, tmp_path: Path) -> None:
    row = next(each for each in made.found["rows"] if each["duty"] == "use-public-exceptions")
    witness = next(each for each in row["findings"] if each["state"] == "weaker")
    case = {"regulation": "josai", "on": "2026-11-21", "question": witness["question"], "facts": witness["facts"]}
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")

    answer = json.loads(kitei("decide", str(file), "--json").stdout)

    assert (answer["regulation_says"], answer["statute_says"]) == ("allow", "deny")
    assert (witness["regulation_says"], witness["statute_says"]) == ("allow", "deny")


def test_the_page_stands_alone(page: Any) -> None:
    assert page.xpath("//script | //link | //img | //iframe") == []
    assert not [each for each in page.xpath("//@href") if not each.startswith("#")]
    assert "url(" not in "".join(page.xpath("//style/text()"))


def test_the_page_can_be_read_without_colour_and_with_a_screen_reader(page: Any) -> None:
    assert page.get("lang") == "en"
    assert page.xpath("count(//h1)") == 1
    assert page.xpath("//th[not(@scope)]") == []
    for chip in page.xpath("//*[contains(@class, 'chip')]"):
        assert re.search(r"[A-Z][a-z]+", chip.text_content())
    for link in page.xpath("//a/@href"):
        assert page.xpath(f"//*[@id='{link[1:]}']"), link


def test_the_heat_map_counts_every_row_once(page: Any) -> None:
    rows = page.xpath("count(//table[contains(@class, 'rows')]/tbody/tr)")

    assert sum(int(each) for each in page.xpath("//table[@class='map']/tbody//td/b/text()")) == rows


def test_the_page_is_written_in_the_language_asked_for(regulation: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    regulation("coverage", "muroran-it", "--html", str(file), *ON)

    written = file.read_text(encoding="utf-8")
    assert '<html lang="ja">' in written
    assert "法に届かない" in written


def test_the_workbook_has_a_sheet_of_rows_and_one_of_differences(made: Made) -> None:
    rows, findings = pl.read_excel(made.workbook, sheet_id=1), pl.read_excel(made.workbook, sheet_id=2)

    assert rows.columns[:5] == ["No.", "Duty or right", "State", "Chapter", "Severity"]
    assert set(rows["State"]) <= {"Falls short", "Silent", "Elsewhere", "Stricter", "Ruled"}
    assert rows.height == len(made.found["rows"])
    assert findings.height == sum(len(row["findings"]) for row in made.found["rows"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("appi",), "duties.yaml"),
        (("nowhere",), "nowhere"),
        (("josai", "--on", "2001-01-01"), "2015-11-10"),
        (("josai", "--html", "/nowhere/at/all.html"), "/nowhere/at/all.html"),
    ],
)
def test_what_cannot_be_covered_is_said_in_one_sentence(regulation: Run, words: tuple[str, ...], said: str) -> None:
    outcome = regulation("coverage", *words)

    assert outcome.exit_code == 2
    assert said in outcome.stderr


def test_the_defaults_draft_a_folder_that_falls_short_nowhere_and_decides(
    regulation: Run, kitei: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "sample"
    drafted = regulation("new", str(folder), "--defaults")
    assert drafted.exit_code == 0, drafted.stdout

    found = json.loads(regulation("coverage", str(folder), "--json").stdout)  # though not in force before April
    assert found["counts"]["weaker"] == 0
    assert kitei("regulation", "check", str(folder)).exit_code == 0
    case = tmp_path / "case.json"
    facts = {"request_kind": "disclose", "claimant": "principal", "identity_verified": True, "exists": True,
             "personal_data": True, "retained_data": True, "existence_harm": [], "refusal_grounds": []}  # fmt: skip
    case.write_text(json.dumps({"regulation": str(folder), "question": "request", "facts": facts}), encoding="utf-8")
    answer = json.loads(kitei("decide", str(case), "--on", "2028-01-01", "--json").stdout)
    assert (answer["outcome"], answer["basis"]) == ("comply", "text")


def test_the_interview_takes_the_options_typed_and_asks_again_what_it_cannot_read(
    regulation: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "sample"
    typed = [
        "mine",
        "",
        "",
        "",
        "",
        "1",
        "soon",
        "2027-04-01",
        "9",
        "1",
    ]  # a key, titles, the type, a day; no committee
    drafted = regulation("new", str(folder), "--lang", "en", typed="\n".join(typed) + "\n" * 60)

    assert drafted.exit_code == 0, drafted.stdout
    answers = (folder / "answers.yaml").read_text(encoding="utf-8")
    assert "id: mine" in answers
    assert "committee: none" in answers
    assert "like:" in drafted.stdout


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("id: x\n", "title"),
        (f"{_WHO}choices: {{decidr: manager}}\n", "decider"),
        (f"{_WHO}choices: {{decider: nobody}}\n", "general_manager"),
    ],
)
def test_a_file_of_answers_that_does_not_fit_is_an_error(
    regulation: Run, answers: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers, encoding="utf-8")

    outcome = regulation("new", str(tmp_path / "folder"), "--answers", str(file))

    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert not (tmp_path / "folder").exists()


@pytest.mark.parametrize("entity", ["private_school_corporation", "national_university_corporation"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_whatever_is_chosen_the_check_finds_neither_a_gap_nor_a_contradiction(
    entity: EntityType, number: int, tmp_path: Path
) -> None:
    chosen: dict[str, Option] = {}
    for choice in asked(entity, chosen):
        options = open_options(choice, chosen)
        chosen[choice.id] = options[min(number, len(options) - 1)]
    plain = default_answers("sample", date(2027, 4, 1))
    choices = {name: option.id for name, option in chosen.items()}
    write_folder(plain.model_copy(update={"entity_type": entity, "choices": choices}), tmp_path / "sample")

    assert [str(each) for each in check_one(LIBRARY, tmp_path / "sample")] == []
