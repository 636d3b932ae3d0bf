"""`kitei record …`: one sentence or JSON, and an exit status that tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from typer.testing import CliRunner, Result

from kitei.cli.record import commands
from kitei.notary import Receipt, VerifierKey, open_checkpoint
from kitei.office.ground import dice
from kitei.office.people.models import Unit
from kitei.office.record.models import Act, Head
from kitei.office.record.signing import verifier
from kitei.office.vault import keys
from tests.office.record.acts import act, case, past_the_triggers, some_record

pytestmark = pytest.mark.django_db


def run(*arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(commands.app, [str(each) for each in arguments])
    assert done.exit_code == status, (done.output, done.exception)
    return done


def as_json(*arguments: object, status: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", status=status).stdout)


def test_verify_says_in_one_line_that_nothing_was_altered() -> None:
    some_record()
    assert run("verify").stdout.startswith("改変なし: 行為 9 件(木に 7 件、待ち 2 件)")
    assert "nothing altered: 9 acts" in run("verify", "--lang", "en").stdout
    assert as_json("verify")["clean"] is True


def test_verify_names_what_was_altered_and_ends_with_1(tmp_path: Path) -> None:
    rows = some_record()
    kept = tmp_path / "kept"
    kept.write_bytes(bytes(Head.objects.get().note))
    past_the_triggers("UPDATE people_unit SET title_ja = '別' WHERE id = %s", [rows[0].id])
    said = run("verify", "--checkpoint", kept, status=1).stdout
    assert f"✗ 表 people_unit の行 {rows[0].id}" in said
    assert "外部のチェックポイント 1 件" in said
    assert "ALTERED" in run("verify", "--lang", "en", "--no-payloads", status=1).stdout
    assert [one["fault"] for one in as_json("verify", status=1)["findings"]] == ["row_changed"]


def test_verify_lists_some_of_very_many_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kitei.office.record.verifying.report.MOST_LISTED", 1)
    act(rows=[])
    some_record()
    past_the_triggers("UPDATE people_unit SET title_ja = '別'")
    assert "row_changed: 他 4 件" in run("verify", status=1).stdout
    assert "row_changed: 4 more" in run("verify", "--lang", "en", status=1).stdout
    assert Unit.objects.count() == 5


def test_what_cannot_be_checked_ends_with_2(tmp_path: Path) -> None:
    some_record()
    kept = tmp_path / "kept"
    kept.write_text("no checkpoint", encoding="ascii")
    assert "署名付きの文書として読めません" in run("verify", "--checkpoint", kept, status=2).stderr
    assert "is not a key" in run("verify", "--key", "x", "--lang", "en", status=2).stderr
    assert run("verify", "--key", verifier().text).exit_code == 0


def test_checkpoint_prints_the_signed_note() -> None:
    assert "署名された記録がまだありません" in run("checkpoint", status=2).stderr
    some_record()
    printed = run("checkpoint").stdout
    assert open_checkpoint(printed.encode(), verifier()).head.size == 9
    said = as_json("checkpoint")
    assert (said["size"], said["checkpoint"]) == (9, printed)
    assert VerifierKey.parse(run("key").stdout) == verifier()


def test_export_names_the_command_that_checks_it(tmp_path: Path) -> None:
    some_record()
    assert f"tools/verify-log {tmp_path}" in run("export", tmp_path).stdout
    assert "holds 9 entries" in run("export", tmp_path, "--lang", "en").stdout
    assert as_json("export", tmp_path)["size"] == 9
    assert (tmp_path / "checkpoint").is_file()


def test_a_receipt_proves_one_act(tmp_path: Path) -> None:
    some_record()
    number = Act.objects.earliest("id").id
    printed = run("receipt", number).stdout
    said = as_json("receipt", number)
    assert said["receipt"] == printed
    Receipt.parse(printed.encode()).verify(said["entry"].encode(), VerifierKey.parse(said["key"]))
    out = tmp_path / "r.tlog-proof"
    run("receipt", number, "--out", out)
    assert out.read_text(encoding="utf-8") == printed
    assert out.with_suffix(".entry.json").read_text(encoding="utf-8") == said["entry"]
    assert "行為 `0` は記録にありません" in run("receipt", 0, status=2).stderr


def test_acts_are_listed_for_people_and_programs() -> None:
    act(case=case(), clauses=("josai:20(1)",))
    some_record()
    listed = run("acts", "--size", "3").stdout
    assert "令和8年4月1日" in listed
    assert [one["case"] for one in as_json("acts", "--case", "R8-D-0002")] == ["R8-D-0002"]
    assert "actor" in run("acts", "--lang", "en").stdout


def test_keys_are_wrapped_anew_by_the_newest_master(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(settings.OFFICE["keys"])
    for file in folder.glob("*.key"):
        (tmp_path / file.name).write_text(file.read_text(encoding="ascii"), encoding="ascii")
    monkeypatch.setitem(settings.OFFICE, "keys", tmp_path)
    some_record()
    (tmp_path / "master-2.key").write_text(dice.token(32).hex(), encoding="ascii")
    assert "2 個の鍵" in run("rewrap").stdout
    assert "0 keys" in run("rewrap", "--lang", "en").stdout
    keys.forget()
    assert Act.objects.latest("id").name == "vault.keys_rewrapped"
    run("verify")
    keys.forget()


def test_a_database_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("no server")

    monkeypatch.setattr(commands, "verify_record", away)
    assert "the database cannot be reached: no server" in run("verify", status=2).stderr


class _Home:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def section(self, _: str) -> dict[str, str]:
        return {"folder": str(self.folder)}


def test_witnesses_are_sent_to_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some_record()
    monkeypatch.setattr(settings, "HOME", _Home(tmp_path / "w"))
    assert f"✓ file {tmp_path / 'w'} 9" in run("witness", "send").stdout
    assert "送るものがありません" in run("witness", "send").stdout
    assert "nothing to send" in run("witness", "send", "--lang", "en").stdout
    act()
    assert as_json("witness", "send")[0]["ok"] is True
    assert "宛先" in run("witness", "list").stdout
    assert [one["size"] for one in as_json("witness", "list")] == [11, 9]
    act()
    (tmp_path / "w" / "checkpoint-000000000013.txt").write_text("another", encoding="ascii")
    assert "別のチェックポイント" in run("witness", "send", status=1).stdout


def test_stamps_are_checked_against_the_record(tmp_path: Path) -> None:
    some_record()
    pem = tmp_path / "root.pem"
    pem.write_bytes(b"no certificate")
    assert "時刻認証局の応答を確かめられません" in run("witness", "check", "--certificate", pem, status=2).stderr
