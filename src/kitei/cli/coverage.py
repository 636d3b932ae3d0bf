"""`kitei regulation coverage R`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kitei.cli.door import (
    JsonOption,
    LangOption,
    OnOption,
    console,
    fail,
    language,
    print_json,
    read_on,
    reported,
    today,
)
from kitei.decisions.coverage.covering import cover
from kitei.decisions.coverage.duties import NoDuties
from kitei.decisions.coverage.findings import RULED, Coverage, Row
from kitei.decisions.coverage.presenting.data import to_json
from kitei.decisions.coverage.presenting.page import page
from kitei.decisions.coverage.presenting.sheet import write_sheet
from kitei.decisions.coverage.presenting.texts import SIGN, STATE, of, text
from kitei.decisions.deciding import engine
from kitei.regulations.schema.words import Language

_SHOWN = 3
_RATIO = {"duty": 2, "clauses": 1, "finding": 4}  # the rest as wide as its words


def coverage(
    regulation: Annotated[str, typer.Argument(metavar="R", help="規程の名前かフォルダー / a regulation or its folder")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="一枚のページ / one page")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Excel の表 / a workbook")] = None,
    on: OnOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """規程が法のどこに届いていないかを調べる / where a regulation is silent, weaker or stricter than the Act."""
    words = language(lang)
    with reported(words):
        home = engine()
        newest = home.library.get(regulation).identity.editions[-1]
        day = read_on(on, words) or max(today(), newest.effective_on)  # a text not yet in force is looked at ahead
        try:
            found = cover(home, regulation, day)
        except NoDuties as error:
            fail(_no_duties(error, words))
    _write(found, html, xlsx, words)
    if as_json:
        print_json(to_json(found))
    elif html is None and xlsx is None:
        _show(found, words)


def _write(found: Coverage, html: Path | None, xlsx: Path | None, words: Language) -> None:
    try:
        if html is not None:
            html.write_text(page(found, words), encoding="utf-8")
            typer.echo(html, err=True)
        if xlsx is not None:
            write_sheet(found, xlsx, words)
            typer.echo(xlsx, err=True)
    except OSError as error:
        fail(f"{error.filename}: {'書けません' if words == 'ja' else 'cannot be written'} ({error.strerror})")


def _show(found: Coverage, words: Language) -> None:
    titles = {chapter.id: chapter.title.of(words) for chapter in found.chapters}
    table = Table(show_lines=True, pad_edge=False, expand=True, title=found.regulation.identity.title.of(words))
    for name in ("number", "duty", "state", "severity", "clauses", "finding"):
        table.add_column(text(name, words), overflow="fold", ratio=_RATIO.get(name))
    for row in found.rows:
        name = f"{row.duty.title.of(words)}\n({titles[row.duty.chapter]})"
        state = f"{SIGN[row.state]} {of(STATE[row.state], words)}"
        clauses = ", ".join(each.partition(":")[2] for each in row.text_clauses[:6])
        table.add_row(str(row.number), name, state, row.severity or "", clauses, "\n".join(_said(row, words)))
    console().print(table)
    counted = "  ".join(f"{SIGN[s]} {of(STATE[s], words)} {found.count(s)}" for s in found.states)
    console().print(counted)


def _said(row: Row, words: Language) -> list[str]:
    lines = []
    for each in row.findings[:_SHOWN]:
        witness = f" ({of(each.witness, words)})" if each.witness.ja else ""
        lines.append(f"{SIGN[each.state]}{of(each.says, words)}{witness}")
    if len(row.findings) > _SHOWN:
        lines.append(text("more", words).format(n=len(row.findings) - _SHOWN))
    lines.extend(f"!{trap.id} {trap.says.of(words)}" for trap in row.traps if row.state == RULED)
    return lines


def _no_duties(error: NoDuties, words: Language) -> str:
    if words == "ja":
        return (
            f"`{error.regulation}` が拠る法令に義務の一覧(duties.yaml)がないため、対照できません。"
            "大学の規程を指定し、regulation.yaml の statutes に appi があることを確かめてください。"
        )
    return (
        f"no statute of `{error.regulation}` lists its duties (duties.yaml), so there is nothing to hold it against. "
        "Name a university's regulation, and check that `statutes` in its regulation.yaml has appi."
    )
