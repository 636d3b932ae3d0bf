"""Puts the commands together, and turns what nobody foresaw into one sentence instead of a traceback."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Annotated

import typer

from kitei.cli import benching, coverage, drafting, forms, procedures
from kitei.cli.cases import commands as cases
from kitei.cli.decisions import asking, deciding, judging, touring
from kitei.cli.demo import commands as demonstrating
from kitei.cli.offices import keeping, running
from kitei.cli.offices.lazily import OfficeGroup, add_signs
from kitei.cli.regulations import checking, comparing, importing, showing

_EPILOG = (
    "終了コード 0 完了、1 不合格(golden, check)、2 入力の誤り / exit 0 done, 1 not passed (golden, check), 2 bad input"
)


def application() -> typer.Typer:
    """All commands."""
    app = typer.Typer(
        name="kitei",
        cls=OfficeGroup,
        help="規程をデータとして読み、定めのとおりに判断する / reads a regulation as data and does what it says",
        epilog=_EPILOG,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.command("decide")(deciding.decide)
    app.command("replay")(deciding.replay)
    app.command("ask")(asking.ask)
    app.command("golden")(judging.golden)
    app.command("tour")(touring.tour)
    app.add_typer(benching.app, name="bench")
    regulation = typer.Typer(help="規程のフォルダー / regulation folders", no_args_is_help=True)
    regulation.command("list")(showing.list_regulations)
    regulation.command("show")(showing.show)
    regulation.command("check")(checking.check)
    regulation.command("compare")(comparing.compare)
    regulation.command("schema")(checking.schema)
    regulation.command("import")(importing.import_file)
    regulation.command("confirm")(importing.confirm)
    regulation.command("export")(importing.export)
    regulation.command("coverage")(coverage.coverage)
    regulation.command("new")(drafting.new)
    app.add_typer(regulation, name="regulation")
    app.add_typer(forms.app, name="form")
    procedure = typer.Typer(help="手続 / procedures", no_args_is_help=True)
    procedure.command("list")(procedures.list_procedures)
    procedure.command("show")(procedures.show)
    app.add_typer(procedure, name="procedure")
    app.add_typer(cases.app(), name="case")
    app.command("demo")(demonstrating.demo)
    app.command("init")(running.init)
    app.command("serve")(running.serve)
    app.command("worker")(running.worker)
    app.command("backup")(keeping.backup)
    app.command("restore")(keeping.restore)
    add_signs(app)
    app.callback()(_root)
    return app


def _root(
    home: Annotated[
        str | None,
        typer.Option("--home", metavar="DIR", envvar="KITEI_HOME", help="事務局のフォルダー / the office's folder"),
    ] = None,
) -> None:
    """規程をデータとして読み、定めのとおりに判断する / reads a regulation as data and does what it says."""
    if home:  # the commands that open an office look there; a `--home` of their own goes before
        os.environ["KITEI_HOME"] = home


def main() -> None:
    """Run the command line."""
    sys.excepthook = _say_what_happened
    application()()


def _say_what_happened(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        print("中断しました / interrupted", file=sys.stderr)
        return
    where = ""
    while trace is not None:
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    print(
        f"Kitei の内部で想定外のことが起きました。この行を開発者に知らせてください: {kind.__name__} {error} ({where})\n"
        f"something unforeseen happened inside Kitei; please report this line: {kind.__name__} {error} ({where})",
        file=sys.stderr,
    )
