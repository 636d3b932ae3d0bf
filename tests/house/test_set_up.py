"""The set-up says plainly what is missing, in both languages, and leaves no half-made environment behind.

A stand-in for Python plays the machine that lacks something; nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = ("sh", "cat", "cmp", "cp", "dirname", "grep", "mkdir", "readlink", "rm", "sleep", "tail")

# Plays `python3`: is new enough, makes an "environment" that is itself, and fails to install with the words in $SAYS.
STAND_IN = """#!/bin/sh
case "$*" in
    *" venv "*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
    *" pip install "*) echo "$SAYS"; exit 1 ;;
    *platform*) echo "3.99 on a stand-in" ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Path:
    """A fresh copy of the launcher on a machine that has the standard tools and no Python."""
    project = tmp_path / "a folder" / "kitei"
    for path in ("kitei", "tools/setup", "requirements/run.txt"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, project / path)
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for tool in TOOLS:
        (bin_folder / tool).symlink_to(str(shutil.which(tool)))
    return project


def run(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = str(project.parents[1] / "bin")
    return subprocess.run(  # noqa: S603 - our own launcher
        [project / "kitei", "--help"],
        env={"PATH": path, "LANG": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def install_stand_in(project: Path) -> None:
    python = project.parents[1] / "bin" / "python3"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)


def test_says_that_python_is_missing(machine: Path) -> None:
    ran = run(machine)

    assert ran.returncode == 3
    assert ran.stdout == ""
    assert "Python 3.11 以上が見つかりません" in ran.stderr
    assert "no Python 3.11 or newer was found" in ran.stderr


@pytest.mark.parametrize(
    ("installer_says", "ja", "en"),
    [
        ("OSError: [Errno 28] No space left on device", "ディスクの空きが足りません", "the disk is full"),
        (
            "Retrying after connection broken: Temporary failure in name resolution\nNo matching distribution found",
            "ネットワークが必要です",
            "the first run needs the network",
        ),
        ("error sending request: dns error", "ネットワークが必要です", "the first run needs the network"),
        (
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "ハッシュ値と一致しません",
            "does not match its recorded hash",
        ),
        ("cause: Hash mismatch for `polars`", "ハッシュ値と一致しません", "does not match its recorded hash"),
        ("No module named ensurepip", "venv か pip がありません", "has no venv or no pip"),
        ("ERROR: No matching distribution found for polars", "3.99 on a stand-in", "another Python"),
        ("something nobody foresaw", "準備に失敗しました", "something nobody foresaw"),
    ],
)
def test_says_why_packages_could_not_be_installed(installer_says: str, ja: str, en: str, machine: Path) -> None:
    install_stand_in(machine)

    ran = run(machine, SAYS=installer_says)

    assert ran.returncode == 3
    assert ran.stdout == ""
    assert ja in ran.stderr
    assert en in ran.stderr
    assert not (machine / ".venv.lock").exists()
    assert not (machine / ".venv/installed").exists()


def test_a_lock_whose_owner_died_is_taken_over(machine: Path) -> None:
    install_stand_in(machine)
    (machine / ".venv.lock").mkdir()
    (machine / ".venv.lock/pid").write_text("99999999\n", encoding="utf-8")

    assert "the disk is full" in run(machine, SAYS="No space left on device").stderr


def test_an_environment_that_is_ready_is_not_touched(machine: Path) -> None:
    python = machine / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (machine / ".venv/installed").mkdir()
    shutil.copy(machine / "requirements/run.txt", machine / ".venv/installed/run.txt")
    before = sorted(machine.rglob("*"))

    ran = run(machine)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "-P -m kitei --help\n", "")
    assert sorted(machine.rglob("*")) == before


def test_the_scripts_are_executable(root: Path) -> None:
    scripts = [root / name for name in ("kitei", "demo", "test", ".ci/run")] + sorted((root / "tools").iterdir())

    assert [str(script) for script in scripts if not os.access(script, os.X_OK)] == []
