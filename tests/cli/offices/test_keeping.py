"""`kitei backup` and `restore`: an office survives the loss of its machine, given the file and the keys."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitei.cli.demo.checking.browsing import Page, Visitor
from kitei.cli.demo.processes import free_port, offices
from kitei.premises.databases import server_of
from kitei.premises.home import read_home

CLERK = ("--name", "受付 窓子", "--role", "privacy_desk")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kitei-drill-", dir="/var/tmp"))
    folder.chmod(0o755)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("KITEI_HOME")
    yield folder
    for home in folder.glob("*/office.toml"):
        server = server_of(read_home(home.parent))
        assert server is not None
        server.stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)


def kitei(*arguments: object, status: int = 0) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", "kitei", *(str(each) for each in arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=dict(os.environ),
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def complain(visitor: Visitor) -> tuple[str, str]:
    """Say a complaint, and be given a number and a secret."""
    page = visitor.get(visitor.get("/complaint/").links(r"/file/.*")[0])
    for _ in range(8):
        if page.path.endswith("/done/"):
            number = re.search(r"[RHS]\d+-[A-Z]+-\d{4,}", page.content.decode())
            secret = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page.content.decode())
            assert number
            assert secret
            return number[0], secret[0]
        last = page.path.endswith("/check/")
        page = visitor.send(page, page.form(), {}, written, {"go": "send" if last else "on"})
    raise AssertionError(page.text()[:800])


def written(_: str, kind: str) -> str:
    return {"email": "hanako@example.jp", "date": "2026-11-20"}.get(kind, "名簿が教室に置かれたままだった")


def asked(visitor: Visitor, number: str, secret: str) -> Page:
    page = visitor.get("/status/")
    return visitor.send(page, page.form(), {"number": number, "secret": secret}, written)


def test_an_office_is_made_again_elsewhere_from_its_backup_and_its_keys(machine: Path) -> None:
    first, second, port = machine / "first", machine / "second", free_port(18_440, ())
    kitei("init", first, "--regulation", "josai", "--url", f"http://127.0.0.1:{port}")
    kitei("--home", first, "person", "unit", "add", "0", "--ja", "本部", "--en", "Headquarters")
    kitei("--home", first, "person", "invite", "desk@example.ac.jp", *CLERK)
    with offices([(read_home(first), port)]) as [office]:
        number, secret = complain(Visitor(office.url, "ja"))
        said = kitei("backup", machine / "office.tar.xz", "--home", first)
        assert "鍵" in said
    before = kitei("--home", first, "record", "verify", "--json")
    shutil.copytree(first / "keys", machine / "safe")
    shutil.copyfile(first / "office.toml", machine / "office.toml")
    lost = server_of(read_home(first))
    assert lost is not None
    lost.stop("immediate")
    shutil.rmtree(first)

    there = ("--keys", machine / "safe", "--settings", machine / "office.toml")
    kitei("restore", machine / "office.tar.xz", "--into", second, *there)

    after = kitei("--home", second, "record", "verify", "--json")
    assert re.findall(r'"acts": \d+', after)
    assert re.findall(r'"acts": \d+', after) == re.findall(r'"acts": \d+', before)
    with offices([(read_home(second), port)]) as [office]:
        page = asked(Visitor(office.url, "ja"), number, secret)
        assert number in page.text()
        another, _ = complain(Visitor(office.url, "ja"))
        assert another > number
    assert "すでに" in kitei("restore", machine / "office.tar.xz", "--into", second, *there, status=2)


def test_what_is_no_backup_leaves_nothing_behind(machine: Path) -> None:
    broken, keys, settings = machine / "broken.tar.xz", machine / "safe", machine / "office.toml"
    broken.write_bytes(b"not a backup")
    keys.mkdir()
    settings.write_text('name = "josai"\nregulation = "josai"\nbase_url = "http://localhost:8000"\n', encoding="utf-8")
    there = ("--keys", keys, "--settings", settings)

    assert "鍵" in kitei("restore", broken, "--into", machine / "made", *there, status=2)
    for name in ("master-1", "log", "index", "secret"):
        (keys / f"{name}.key").write_text("00" * 48 if name == "secret" else "01" * 32, encoding="ascii")
    assert "broken.tar.xz" in kitei("restore", broken, "--into", machine / "made", *there, status=2)

    assert not (machine / "made").exists()


def test_a_disk_that_is_full_leaves_no_half_backup(machine: Path) -> None:
    home = machine / "home"
    kitei("init", home, "--regulation", "josai")

    said = kitei("backup", "/dev/full/office.tar.xz", "--home", home, status=2)

    assert "/dev/full" in said
    assert not list(machine.glob("*.half"))
