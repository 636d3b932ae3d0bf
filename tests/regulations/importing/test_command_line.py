"""The commands as a clerk runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kitei.cli.regulations import importing

_FILE = Path(__file__).parent / "invented" / "after.txt"


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.command("import")(importing.import_file)
    made.command("confirm")(importing.confirm)
    made.command("export")(importing.export)
    return made


def _run(app: typer.Typer, *arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=typed)


def test_import_reports_what_it_found_and_writes_nothing_unasked(app: typer.Typer, tmp_path: Path) -> None:
    result = _run(app, "import", _FILE)
    assert result.exit_code == 0
    assert "個人データ管理規程" in result.stdout
    assert "条 6" in result.stdout
    assert not list(tmp_path.iterdir())


def test_import_writes_a_folder_and_json(app: typer.Typer, tmp_path: Path) -> None:
    result = _run(app, "import", _FILE, "--out", tmp_path / "new", "--id", "aomine", "--json")
    report = json.loads(result.stdout)
    assert report["id"] == "aomine"
    assert report["counts"]["article"] == 6
    assert report["unresolved"] == []
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "regulation.yaml",
        "clauses.yaml",
        "norms.yaml",
        "registers.yaml",
        "import.yaml",
    }
    again = _run(app, "import", _FILE, "--out", tmp_path / "new")
    assert again.exit_code == 2
    assert "すでにあります" in again.stderr


@pytest.mark.parametrize(("lang", "word"), [("ja", "空です"), ("en", "empty")])
def test_a_refused_file_is_one_sentence_and_exit_status_2(
    app: typer.Typer, tmp_path: Path, lang: str, word: str
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = _run(app, "import", tmp_path / "empty.txt", "--lang", lang)
    assert result.exit_code == 2
    assert word in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [["no-such-file.txt"], [str(_FILE), "--pages", "x"], [str(_FILE), "--pages", "5-2"], [str(_FILE), "--id", "青"]],
)
def test_bad_arguments_are_said_and_exit_with_2(app: typer.Typer, arguments: list[str]) -> None:
    result = _run(app, "import", *arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_confirming_by_name_and_all_at_once(app: typer.Typer, tmp_path: Path) -> None:
    _run(app, "import", _FILE, "--out", tmp_path / "new", "--id", "aomine")
    one = _run(app, "confirm", tmp_path / "new", "--yes", "aomine:5(1)", "--no", "3(1)", "--by", "青木", "--json")
    assert json.loads(one.stdout)["progress"]["confirmed"] == 1
    waiting = json.loads(_run(app, "confirm", tmp_path / "new", "--json").stdout)["waiting"]
    assert "aomine:5(1)" not in {each["clause"] for each in waiting}
    rest = _run(app, "confirm", tmp_path / "new", "--yes", "all", "--by", "青木")
    assert "残り 0" in rest.stdout


def test_confirming_by_walking_through(app: typer.Typer, tmp_path: Path) -> None:
    _run(app, "import", _FILE, "--out", tmp_path / "new")
    result = _run(app, "confirm", tmp_path / "new", typed="y\nn\n\nq\n青木\n")
    assert result.exit_code == 0, result.output
    assert "確認 1　却下 1" in result.stdout


def test_exporting_every_form_and_a_comparison(app: typer.Typer, tmp_path: Path) -> None:
    _run(app, "import", _FILE, "--out", tmp_path / "old")
    changed = tmp_path / "changed.txt"
    changed.write_text(
        _FILE.read_text(encoding="utf-8").replace("学外に持ち出してはならない", "構外に持ち出してはならない"),
        encoding="utf-8",
    )
    _run(app, "import", changed, "--out", tmp_path / "new")
    for form in ("xml", "docx", "html", "md"):
        assert _run(app, "export", tmp_path / "new", "--to", form, "--out", tmp_path / f"text.{form}").exit_code == 0
    compared = _run(
        app, "export", tmp_path / "new", "--to", "md", "--against", tmp_path / "old", "--out", tmp_path / "both.md"
    )
    assert compared.exit_code == 0
    assert "**構**" in (tmp_path / "both.md").read_text(encoding="utf-8")
    refused = _run(app, "export", tmp_path / "new", "--to", "pdf")
    assert refused.exit_code == 2
    assert "pdf" in refused.stderr
