"""The log leaves the house in a form that anyone can check, without Kitei."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kitei.notary import FileStorage, NotThisLog, verify_export
from kitei.office.record import exporting, sequencer
from kitei.office.record.models import Head
from kitei.office.record.signing import verifier
from tests.conftest import ROOT
from tests.office.record.acts import act, case, past_the_triggers, some_record
from tests.office.tables import AT

pytestmark = pytest.mark.django_db


def verify_log(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-I",
        str(ROOT / "tools" / "verify-log"),
        str(folder),
        "--key",
        verifier().text,
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a tool of ours


def test_an_export_checks_with_the_stand_alone_verifier(tmp_path: Path) -> None:
    some_record()
    kept = tmp_path / "kept"
    kept.write_bytes(bytes(Head.objects.get().note))
    for _ in range(600):
        act(act="case.note_added")
    sequencer.integrate(at=AT)
    head = exporting.export(tmp_path / "log")
    done = verify_log(tmp_path / "log", "--checkpoint", str(kept))
    assert done.returncode == 0, done.stderr
    assert f"{head.size}" in done.stdout
    assert verify_export(FileStorage(tmp_path / "log"), verifier()).audit.is_clean


def test_the_stand_alone_verifier_finds_an_altered_export(tmp_path: Path) -> None:
    some_record()
    exporting.export(tmp_path)
    bundle = next((tmp_path / "tile" / "entries").rglob("*.p/*"))
    bundle.write_bytes(bundle.read_bytes().replace(b"unit.added", b"unit.ended", 1))
    assert verify_log(tmp_path).returncode == 1


def test_an_export_tells_nothing_of_a_person(tmp_path: Path) -> None:
    act(case=case(), payload={"name": "髙橋一郎"})
    sequencer.integrate(at=AT)
    exporting.export(tmp_path)
    assert not any("髙橋".encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_record_that_does_not_lead_to_its_checkpoint_is_not_exported(tmp_path: Path) -> None:
    some_record()
    past_the_triggers("UPDATE record_act SET entry = entry || 'x'")
    with pytest.raises(NotThisLog):
        exporting.export(tmp_path)
    assert not (tmp_path / "checkpoint").exists()


def test_an_empty_record_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(exporting.NothingToExport, match="no signed record"):
        exporting.export(tmp_path)
