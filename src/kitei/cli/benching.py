"""`kitei bench`: measurements beside a peer or a limit, in the same run, printed as JSON."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Annotated

import typer

from kitei.cli.benches.deciding import FULL, QUICK, DecideBench
from kitei.cli.door import LangOption, language, print_json, reported
from kitei.decisions.deciding import engine
from kitei.forms.bench import bench_forms
from kitei.notary.bench import bench_notary
from kitei.regulations.importing.bench import bench_import

app = typer.Typer(help="測定 / measurements", no_args_is_help=True)


@app.callback()
def bench() -> None:
    """測定:同じ実行の中で比較相手と並べ、JSON で出力 / measured beside peers in the same run, printed as JSON."""


@app.command("decide")
def decide(
    regulation: Annotated[
        str | None, typer.Option("--regulation", "-r", metavar="R", help="測定に使う規程 / the regulation measured")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="小さく速く / small and quick")] = False,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="比較相手も測る(初回は導入する) / measure the peers too")
    ] = True,
    lang: LangOption = "ja",
) -> None:
    """判断の速さ:1件ずつ、説明つき、問い返し、100万行 / how fast decisions are: single, explained, a million rows."""
    with reported(language(lang)):
        home = engine()
        measured = regulation or home.library.universities()[0]
        print_json(DecideBench(home, measured, QUICK if quick else FULL).run(with_peers=peers))


@app.command("import")
def import_() -> None:
    """取り込みの速さ:1 MB の規程 / how fast a text comes in: one megabyte."""
    print_json(bench_import(clock=time.perf_counter))


@app.command("forms")
def forms(
    papers: Annotated[int, typer.Option(help="刷る枚数 / papers to print")] = 240,
    workers: Annotated[int, typer.Option(help="並行するプロセス / worker processes")] = 2,
) -> None:
    """様式の速さ:温まった作業プロセスでの枚数 / forms per second from warm workers, beside typst alone."""
    print_json(bench_forms(time.perf_counter, papers=papers, workers=workers))


@app.command("record")
def record() -> None:
    """記録の速さ:100万件の検証と証明 / verifying a million leaves, and proofs."""
    print_json(asdict(bench_notary(stopwatch=time.process_time)))
