"""An office's folder: made once, with keys that only its owner reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from kitei.premises.home import NoOffice, make_home, read_home


def made(folder: Path, **more: str) -> Path:
    make_home(folder, **({"name": "our-office", "regulation": "here", "base_url": "https://kitei.example.jp/"} | more))
    return folder


def test_an_office_has_keys_that_only_its_owner_reads(tmp_path: Path) -> None:
    home = read_home(made(tmp_path / "office"))

    keys = sorted(home.keys.glob("*.key"))
    assert [key.name for key in keys] == ["index.key", "log.key", "master-1.key", "secret.key"]
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
    assert len(bytes.fromhex(home.secret("master-1.key"))) == 32
    assert home.base_url == "https://kitei.example.jp"
    assert home.section("mail") == {}


def test_two_offices_share_no_key(tmp_path: Path) -> None:
    one, other = read_home(made(tmp_path / "one")), read_home(made(tmp_path / "other"))

    assert one.secret("master-1.key") != other.secret("master-1.key")


def test_an_office_is_not_made_over_another(tmp_path: Path) -> None:
    folder = made(tmp_path / "office")

    with pytest.raises(NoOffice, match="an office already"):
        made(folder)


@pytest.mark.parametrize("name", ["", "Our Office", "-x", "名"])
def test_a_name_that_cannot_name_a_database_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoOffice, match="lower case"):
        made(tmp_path / "office", name=name)
    assert not (tmp_path / "office" / "office.toml").exists()


def test_a_folder_without_an_office_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoOffice, match="kitei init"):
        read_home(tmp_path)
    monkeypatch.delenv("KITEI_HOME")
    with pytest.raises(NoOffice, match="--home"):
        read_home()


@pytest.mark.parametrize("content", [b"name = ", b'name = "x"', b"\xff\xfe"])
def test_settings_that_cannot_be_read_name_the_file(tmp_path: Path, content: bytes) -> None:
    folder = made(tmp_path / "office")
    (folder / "office.toml").write_bytes(content)

    with pytest.raises(NoOffice, match=r"office\.toml"):
        read_home(folder)


def test_a_key_that_is_gone_is_named(tmp_path: Path) -> None:
    home = read_home(made(tmp_path / "office"))

    with pytest.raises(NoOffice, match=r"other\.key"):
        home.secret("other.key")
