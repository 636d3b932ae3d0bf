"""`kitei demo --check`: an office opens, a request goes through it over HTTP, its record verifies, and it closes."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from kitei.cli.demo import commands, keeping, opening
from kitei.cli.demo.plan import OFFICES
from kitei.cli.demo.processes import free_port
from tests.conftest import FULL


def test_a_request_goes_through_an_office_from_the_portal_to_the_appeal(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.demo(check=True, only=list(OFFICES) if FULL else ["josai"], port=free_port(18_410, ()))

    said = capsys.readouterr().out
    assert "通知を受領" in said
    assert "記録" in said
    assert said.endswith("demo ok\n")
    assert not opening.server().is_running()
    assert (practice / "josai" / "office.toml").is_file()


def test_an_office_that_is_there_opens_again_without_being_restored(practice: Path) -> None:
    port, told = free_port(18_420, ()), list[str]()
    opening.ready(lambda ja, _: told.append(ja), port, ["josai"])
    first = keeping.data_home() / "josai" / "made-from"
    made = first.stat().st_mtime_ns

    opening.ready(lambda ja, _: told.append(ja), port, ["josai"])

    assert len(told) == 1
    assert first.stat().st_mtime_ns == made
    assert practice == keeping.data_home()


def test_an_office_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        commands.demo(only=["tokyo"])

    assert "josai" in capsys.readouterr().err


@pytest.mark.parametrize("key", OFFICES)
def test_a_year_of_every_office_is_kept(key: str) -> None:
    assert keeping.kept(key) is not None, f"./kitei demo --make --only {key}"
