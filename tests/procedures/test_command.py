"""`kitei procedure list` and `show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from lxml import etree
from typer.testing import CliRunner, Result

from kitei.cli.procedures import list_procedures, show
from tests.procedures.library import LIBRARY, procedures_of


def run(*words: str) -> Result:
    app = typer.Typer()
    app.command("list")(list_procedures)
    app.command("show")(show)
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("university", LIBRARY.universities())
def test_the_list_names_every_procedure(university: str, language: str) -> None:
    result = run("list", university, "--lang", language)

    assert result.exit_code == 0
    assert all(name in result.stdout for name in procedures_of(university))


def test_the_list_as_json_says_where_an_appeal_lies() -> None:
    listed = {each["id"]: each for each in json.loads(run("list", "josai", "--json").stdout)}

    assert listed["disclosure"]["appeal"] == "appeal"
    assert listed["disclosure"]["withdrawable"] is True
    assert listed["provision"]["appeal"] is None


@pytest.mark.parametrize(("language", "said"), [("ja", "様式第4号"), ("en", "Form 4")])
def test_a_procedure_is_shown_with_its_steps_and_papers(language: str, said: str) -> None:
    result = run("show", "josai", "disclosure", "--lang", language)

    assert result.exit_code == 0
    assert said in result.stdout


def test_a_procedure_as_json_carries_steps_and_outcomes() -> None:
    shown = json.loads(run("show", "nihon-cst", "disclosure", "--json").stdout)

    assert [step["id"] for step in shown["steps"]][:2] == ["request", "identity"]
    assert shown["steps"][0]["form"] == "nihon-cst:annex4"


def test_a_drawing_is_written_to_the_file_named(tmp_path: Path) -> None:
    file = tmp_path / "appeal.svg"

    assert run("show", "iuj", "appeal", "--svg", str(file), "--lang", "en").exit_code == 0
    assert etree.parse(str(file)).getroot().get("aria-label") == "Appeal"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_procedure_that_is_not_there_is_said_with_the_nearest(language: str) -> None:
    result = run("show", "josai", "disclosur", "--lang", language)

    assert result.exit_code == 2
    assert "`disclosure`" in result.stderr


def test_a_drawing_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = run("show", "josai", "appeal", "--svg", str(tmp_path / "no" / "folder.svg"))

    assert result.exit_code == 2
    assert "--svg" in result.stderr


def test_a_regulation_that_is_not_there_is_said() -> None:
    assert run("list", "no-such-university").exit_code == 2


def test_a_statute_without_procedures_lists_none() -> None:
    assert json.loads(run("list", "appi", "--json").stdout) == []
