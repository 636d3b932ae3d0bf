"""`kitei bench`: measurements beside a peer or a limit, in the same run, printed as JSON."""

from __future__ import annotations

import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kitei.cli.benches.deciding import FULL, QUICK, DecideBench
from kitei.cli.door import LangOption, language, print_json, reported
from kitei.cli.loading.measuring import Size, bench_office
from kitei.cli.record.measuring import bench_acts
from kitei.decisions.deciding import engine
from kitei.forms.bench import bench_forms, bench_letters
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
    letters: Annotated[
        int, typer.Option(min=0, help="差し込み印刷も測る(10000 など) / letters merged from a file, say 10000")
    ] = 0,
) -> None:
    """様式の速さ:温まった作業プロセスでの枚数 / forms per second from warm workers, beside typst alone."""
    found = bench_forms(time.perf_counter, papers=papers, workers=workers)
    if letters:
        with tempfile.TemporaryDirectory(prefix="kitei-letters-") as folder:
            found |= bench_letters(time.perf_counter, Path(folder), letters=letters, workers=workers)
    print_json(found)


@app.command("record")
def record() -> None:
    """記録の速さ:100万件の検証と証明 / verifying a million leaves, and proofs."""
    print_json(asdict(bench_notary(stopwatch=time.process_time)))


@app.command("acts")
def acts(
    writers: Annotated[int, typer.Option(min=1, help="同時に書くプロセス / processes that write at once")] = 8,
    seconds: Annotated[float, typer.Option(help="書く秒数 / seconds of writing")] = 8.0,
    leaves: Annotated[int, typer.Option(help="検証する記録の件数 / acts that are verified")] = 1_000_000,
    runs: Annotated[int, typer.Option(min=1, help="繰り返し(中央値) / runs, of which medians")] = 3,
) -> None:
    """行為の速さ:耐久な書き込み、8人の同時書き込み、統合の遅れ、検証 / acts: durable, by many at once, verified."""
    print_json(bench_acts(writers=writers, seconds=seconds, leaves=leaves, runs=runs))


@app.command("office")
def office(
    cases: Annotated[int, typer.Option(min=1_000, help="案件の件数 / cases in the register")] = 1_000_000,
    few: Annotated[
        int, typer.Option(min=500, help="比べる小さい件数 / the small register it is compared with")
    ] = 10_000,
    seconds: Annotated[float, typer.Option(help="1回の測定の秒数 / seconds of one measurement")] = 5.0,
    runs: Annotated[int, typer.Option(min=1, help="繰り返し(中央値) / runs, of which medians")] = 3,
    full: Annotated[bool, typer.Option("--full", help="10分の連続運転も / a soak of ten minutes as well")] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="事務局を残すフォルダー / keep the office here, and fill it further")
    ] = None,
) -> None:
    """事務局の速さ:100万件での画面と行為、2人と8人、遠いページ、検証 / pages and acts with a million cases."""
    size = Size(cases=cases, few=few, seconds=seconds, runs=runs, soak=600.0 if full else 0.0)
    print_json(bench_office(size, folder, told=lambda line: typer.echo(line, err=True)))
