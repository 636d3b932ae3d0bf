"""`kitei person unit add | list`."""

from __future__ import annotations

from typing import Annotated

import typer

from kitei import clock
from kitei.cli.door import JsonOption, LangOption, language, print_json
from kitei.cli.people.finding import said, unit_at
from kitei.office.ground.actors import system
from kitei.office.people import services
from kitei.office.people.models import UnitKind
from kitei.office.people.queries import units_tree

app = typer.Typer(name="unit", help="部署 / units", no_args_is_help=True)


@app.command()
def add(
    code: Annotated[str, typer.Argument(metavar="CODE", help="部署コード / the unit's code")],
    ja: Annotated[str, typer.Option("--ja", help="名称 / title in Japanese")],
    en: Annotated[str, typer.Option("--en", help="英語の名称 / title in English")],
    parent: Annotated[str | None, typer.Option("--parent", metavar="CODE", help="上位の部署 / lies below")] = None,
    kind: Annotated[str, typer.Option("--kind", help=" | ".join(UnitKind.values))] = UnitKind.OFFICE,
    lang: LangOption = "ja",
) -> None:
    """部署を登録する / add a unit."""
    words = language(lang)
    with said(words):
        services.add_unit(
            code=code,
            title_ja=ja,
            title_en=en,
            parent=unit_at(parent, words),
            kind=kind,
            actor=system("cli"),
            at=clock.now(),
        )


@app.command("list")
def listing(as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """部署の一覧 / all units."""
    words = language(lang)
    with said(words):
        rows = units_tree()
    if as_json:
        print_json(
            [
                {
                    "code": row.unit.code,
                    "ja": row.unit.title_ja,
                    "en": row.unit.title_en,
                    "kind": row.unit.kind,
                    "depth": row.depth,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        print(f"{'  ' * row.depth}{row.unit.code}  {row.unit.title(words)}")
