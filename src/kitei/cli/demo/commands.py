"""`kitei demo`: five offices in the browser, `--check` to play one request through at each."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from kitei.cli.demo import opening
from kitei.cli.demo.checking.through import through
from kitei.cli.demo.plan import OFFICES, office_plan
from kitei.cli.demo.processes import NotStarted, Running, offices
from kitei.cli.demo.seats import PASSWORD, accounts_of
from kitei.cli.door import LangOption, fail, language
from kitei.premises.databases import NotUpToDate
from kitei.premises.dumps import NotRestored
from kitei.premises.postgres import NoPostgres
from kitei.procedures.naming import actor_names
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.words import Language


def demo(
    check: Annotated[bool, typer.Option("--check", help="一件ずつ通して確かめる / play one request through")] = False,
    make: Annotated[bool, typer.Option("--make", help="一年分を作り直す / live the years anew")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="R", help="一部の大学だけ / some offices only")
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1024, max=65_000)] = opening.FIRST_PORT,
    lang: LangOption = "ja",
) -> None:
    """五つの大学の事務局を練習用に開く / open five offices for practice, each with a year behind it."""
    words = language(lang)
    keys = tuple(key for key in OFFICES if not only or key in only)
    if not keys:
        fail(f"--only: {', '.join(OFFICES)}")
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        if make:
            at = opening.server()
            at.ensure()
            for key in keys:
                print(opening.make(at, key, _told(words)))
            return
        homes = opening.ready(_told(words), port, keys)
        with offices(homes) as running:
            if check:
                _check(running, words)
            else:
                _show(running, words)
                _wait(words)
    except (NoPostgres, NotUpToDate, NotRestored, opening.NotMade, NotStarted) as error:
        fail(str(error))
    finally:
        opening.forget()
        signal.signal(signal.SIGTERM, before)


def _check(running: list[Running], lang: Language) -> None:
    good = True
    for office in running:
        line = through(office, lang)
        good = good and line.good
        print(line.text, flush=True)
    if not good:
        raise typer.Exit(1)
    print("demo ok")


def _show(running: list[Running], lang: Language) -> None:
    library = Library()
    print("五つの事務局を開きました。" if lang == "ja" else "five offices are open.")
    for office in running:
        home = library.get(office.home.regulation)
        guide = "案内" if lang == "ja" else "guide"
        print(f"\n{home.identity.institution.of(lang)}  {office.url}/  {guide}: {office.url}/tour/")
        plan = office_plan(office.home.name)
        units = {each.code: f" ({each.ja if lang == 'ja' else each.en})" for each in plan.units}
        for address, role, code in accounts_of(office.home.name, plan):
            print(f"  {_role(home, library, role, lang)}{units.get(code, '')}  {address}")
    signs = (
        f"\n職員の入口: 各アドレスの /desk/ パスワードはすべて {PASSWORD}\n学生の入口: 各アドレスの最初のページ"
        if lang == "ja"
        else f"\nstaff enter at /desk/ of each address; every password is {PASSWORD}\nstudents begin at its first page"
    )
    print(signs, flush=True)


def _role(home: Regulation, library: Library, role: str, lang: Language) -> str:
    names = actor_names(home, library.statutes_of(home), lang)
    return names.get(role) or _OWN.get(role, (role, role))[0 if lang == "ja" else 1]


_OWN = {
    "clerk": ("事務担当", "clerk"),
    "privacy_desk": ("個人情報窓口", "privacy desk"),
    "secretariat": ("委員会事務局", "secretariat"),
    "auditor": ("監査担当", "auditor"),
    "administrator": ("システム管理者", "administrator"),
}


def _told(lang: Language) -> opening.Say:
    return lambda ja, en: print(ja if lang == "ja" else en, file=sys.stderr, flush=True)


def _wait(lang: Language) -> None:
    print("終了: Ctrl-C" if lang == "ja" else "stop: Ctrl-C", flush=True)
    signal.pause()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise KeyboardInterrupt
