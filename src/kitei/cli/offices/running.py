"""`kitei init`, `serve` and `worker`: an office is made, opened to its people, and looked after in the background."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kitei.cli.door import LangOption, fail, language, reported
from kitei.cli.offices import webserver
from kitei.premises.databases import NotUpToDate, environment, prepare
from kitei.premises.home import Home, NoOffice, make_home, read_home
from kitei.premises.postgres import NoPostgres
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library
from kitei.regulations.schema.words import Language

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", envvar="KITEI_HOME", help="事務局のフォルダー / the office's folder"),
]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="事務局のフォルダー / the office's folder")],
    regulation: Annotated[str, typer.Option("--regulation", "-r", metavar="R|DIR", help="規程 / regulation")],
    url: Annotated[str, typer.Option("--url", help="人が使うアドレス / address")] = "http://localhost:8000",
    name: Annotated[str | None, typer.Option("--name", help="短い名前 / short name")] = None,
    lang: LangOption = "ja",
) -> None:
    """事務局を作る(鍵、データベース) / make an office: its keys and its database."""
    words = language(lang)
    key = _readable(regulation, words)
    try:
        home = make_home(folder.absolute(), name=name or key, regulation=_named(regulation), base_url=url)
        prepare(home)
    except (NoOffice, NoPostgres, NotUpToDate, ValueError) as error:
        fail(str(error))
    said = (
        f"{home.folder} に事務局を作りました。鍵({home.keys})は、データベースの控えとは別の所に保管してください。\n"
        f"次に: kitei --home {home.folder} person invite 管理者のメールアドレス --role administrator\n"
        f"      kitei serve --home {home.folder}"
        if words == "ja"
        else f"an office stands in {home.folder}; keep its keys ({home.keys}) apart from backups of the database\n"
        f"next: kitei --home {home.folder} person invite ADDRESS --role administrator\n"
        f"      kitei serve --home {home.folder}"
    )
    print(said)


def serve(
    home: HomeOption = None,
    bind: Annotated[str, typer.Option("--bind", metavar="HOST:PORT", help="待ち受け / listen on")] = "127.0.0.1:8000",
    workers: Annotated[int, typer.Option("--workers", min=1, max=64)] = webserver.WORKERS,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64)] = webserver.THREADS,
    lang: LangOption = "ja",
) -> None:
    """事務局のページと API を開く / serve the office's pages and API."""
    office = _opened(home, language(lang))
    command = webserver.gunicorn(
        bind, "--graceful-timeout=20", "--keep-alive=5", "--limit-request-line=4094", workers=workers, threads=threads
    )
    os.execve(command[0], command, environment(office))


def worker(home: HomeOption = None, lang: LangOption = "ja") -> None:
    """記録の統合、期限、送信などの背景の仕事をする / do what is done in the background: the record, clocks, mail."""
    office = _opened(home, language(lang))
    command = (sys.executable, "-P", "-m", "kitei.jobs")
    os.execve(command[0], command, environment(office))


def _opened(folder: Path | None, words: Language) -> Home:
    try:
        home = read_home(folder.absolute() if folder else None)
        _readable(home.regulation, words)
        prepare(home)
    except (NoOffice, NoPostgres, NotUpToDate) as error:
        fail(str(error))
    return home


def _readable(regulation: str, words: Language) -> str:
    """The key of the regulation, if it can be read: said here, for a process that cannot says so in its log alone."""
    with reported(words):
        library = Library()
        found = library.get(regulation)
        ProcedureReader(found, library.vocabulary, library.statutes_of(found)).read()
    return found.id


def _named(regulation: str) -> str:
    """A folder is named in full: the office is started from anywhere."""
    return str(Path(regulation).absolute()) if Path(regulation).is_dir() else regulation
