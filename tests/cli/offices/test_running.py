"""`kitei init`, `serve` and `worker` say at once, in a sentence, what is wrong with the regulation they are to run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kitei.cli.application import application
from kitei.premises.home import make_home
from kitei.regulations import library

TEXTS = Path(library.__file__).parent / "library" / "josai"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A regulation of one's own with a line too many."""
    folder = tmp_path / "ours"
    shutil.copytree(TEXTS, folder)
    with (folder / "norms.yaml").open("a", encoding="utf-8") as norms:
        norms.write("topics: {}\n")
    return folder


def said(*arguments: object) -> str:
    done = CliRunner().invoke(application(), [str(each) for each in arguments])
    assert done.exit_code == 2, done.output
    return done.stderr


def test_an_office_is_not_made_for_a_regulation_that_cannot_be_read(broken: Path, tmp_path: Path) -> None:
    assert "`topics` が二度あります" in said("init", tmp_path / "office", "--regulation", broken)
    assert not (tmp_path / "office").exists()


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_an_office_whose_regulation_broke_does_not_start_and_says_where(
    broken: Path, tmp_path: Path, command: str
) -> None:
    home = make_home(tmp_path / "office", name="ours", regulation=str(broken), base_url="http://localhost")
    told = said("--home", home.folder, command, "--lang", "en")
    assert "norms.yaml:" in told
    assert "`topics` is given twice; keep one" in told
