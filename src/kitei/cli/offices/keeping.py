"""`kitei backup` and `restore`: an office's rows in one file, and an office from it. Keys travel apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from kitei.cli.door import LangOption, fail, language
from kitei.cli.offices.running import HomeOption
from kitei.premises.databases import NotUpToDate, database_of, prepare, server_of, start, url_of
from kitei.premises.dumps import NotRestored, NotWritten, read_dump, write_dump
from kitei.premises.home import SETTINGS, Home, NoOffice, read_home
from kitei.premises.postgres import ADMINISTRATOR, OWNER, NoPostgres, Server


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="書き出すファイル / file to write (.tar.xz)")],
    home: HomeOption = None,
    lang: LangOption = "ja",
) -> None:
    """データベースの控えを取る(鍵は入らない) / write the rows to a file, without keys."""
    words = language(lang)
    try:
        office = read_home(home.absolute() if home else None)
        start(office)
        write_dump(_administrator(office), file.absolute())
    except (NoOffice, NoPostgres, NotWritten, OSError) as error:
        fail(str(error))
    size = file.stat().st_size
    print(
        f"{file}({size:,} バイト)に控えを書きました。"
        f"読むには {office.keys} の鍵が要ります。鍵は別の所に保管してください。"
        if words == "ja"
        else f"{file} ({size:,} bytes) holds the rows; they are read with the keys in {office.keys}: keep those apart"
    )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="控え / the backup")],
    folder: Annotated[Path, typer.Option("--into", metavar="DIR", help="新しいフォルダー / a new folder")],
    keys: Annotated[Path, typer.Option("--keys", metavar="DIR", exists=True, file_okay=False, help="鍵 / the keys")],
    settings: Annotated[Path, typer.Option("--settings", metavar="FILE", exists=True, help=SETTINGS)],
    lang: LangOption = "ja",
) -> None:
    """控え、鍵、設定から事務局を作り直す / make an office again from a backup, its keys and its settings."""
    words = language(lang)
    if (folder / SETTINGS).exists():
        fail(f"{folder}: すでに事務局があります / there is an office already")
    if not any(keys.glob("*.key")):
        fail(f"{keys}: 鍵(*.key)がありません / no keys (*.key) in this folder")
    try:
        with _or_nothing(folder.absolute()):
            office = _furnish(folder.absolute(), keys, settings)
            prepare(office)
            read_dump(_administrator(office), file.absolute())
    except (NoOffice, NoPostgres, NotUpToDate, NotRestored, OSError) as error:
        fail(str(error))
    print(
        f"{folder} に戻しました。`kitei --home {folder} record verify` で確かめてください。"
        if words == "ja"
        else f"{folder} holds the office again; check it with `kitei --home {folder} record verify`"
    )


@contextmanager
def _or_nothing(folder: Path) -> Iterator[None]:
    """What was begun in a folder that could not be finished is taken away, so that it can be tried again."""
    there = folder.exists()
    try:
        yield
    except BaseException:
        Server(folder / "postgres").stop("immediate")
        for name in ("postgres", "keys"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / SETTINGS).unlink(missing_ok=True)
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _furnish(folder: Path, keys: Path, settings: Path) -> Home:
    (folder / "keys").mkdir(parents=True, mode=0o700)
    for key in keys.glob("*.key"):
        shutil.copyfile(key, folder / "keys" / key.name)
        (folder / "keys" / key.name).chmod(0o600)
    shutil.copyfile(settings, folder / SETTINGS)
    return read_home(folder)


def _administrator(home: Home) -> str:
    """Who may read everything, and pass by the triggers when rows are put back."""
    server = server_of(home)
    return server.url(database_of(home), ADMINISTRATOR) if server else url_of(home, OWNER)
