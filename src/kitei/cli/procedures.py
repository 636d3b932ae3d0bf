"""`kitei procedure list` and `show`: how a case runs at an institution, as a list, a table or a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from kitei.cli.door import JsonOption, LangOption, console, fail, language, print_json, reported
from kitei.procedures.drawing import draw
from kitei.procedures.naming import actor_names, paper_names
from kitei.procedures.procedure import Outcome, Procedure, Step
from kitei.procedures.reading import ProcedureReader
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.words import Language
from kitei.text import nearest

RegulationArgument = Annotated[str, typer.Argument(metavar="R|DIR", help="規程又はフォルダー / regulation or folder")]

_BASIS = {
    "text": ("規程", "text"),
    "referred_law": ("規程が指す法律", "statute referred to"),
    "floor": ("法律", "statute"),
    "parent_document": ("上位規程", "parent document"),
    "gap": ("定めなし", "gap"),
}


def list_procedures(regulation: RegulationArgument, as_json: JsonOption = False, lang: LangOption = "ja") -> None:
    """規程の手続の一覧 / the procedures of a regulation."""
    words = language(lang)
    with reported(words):
        procedures, _, _ = _read(regulation)
    if as_json:
        print_json([_summary(each) for each in procedures.values()])
        return
    ja = words == "ja"
    table = Table(pad_edge=False)
    table.add_column("", no_wrap=True)  # what one types
    for heading in ("手続", "根拠", "段階", "不服申立て") if ja else ("Procedure", "Basis", "Steps", "Appeal"):
        table.add_column(heading, overflow="fold")
    for each in procedures.values():
        basis = _BASIS[each.basis][0 if ja else 1]
        title = each.title.ja if ja else each.title.en
        table.add_row(each.id, title, f"{basis} {each.clauses[0]}", str(len(each.steps)), each.appeal or "–")
    console().print(table)


def show(
    regulation: RegulationArgument,
    procedure: Annotated[str, typer.Argument(metavar="ID", help="手続 / procedure")],
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="図を書き出す / write the drawing")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """一つの手続を段階ごとに示す / show a procedure step by step, or draw it."""
    words = language(lang)
    with reported(words):
        procedures, home, statutes = _read(regulation)
    found = _found(procedures, procedure, words)
    people, papers = actor_names(home, statutes, words), paper_names(found, home, statutes, words)
    if svg is not None:
        _write(svg, draw(found, people, words, papers), words)
        return
    if as_json:
        print_json(_summary(found) | {"steps": [_step_json(step) for step in found.steps.values()]})
        return
    console().print(Text(f"{home.identity.institution.of(words)}  {_said(found, words)}", style="bold"))
    console().print(_table(found, people, papers, words))


def _read(name: str) -> tuple[Mapping[str, Procedure], Regulation, tuple[Regulation, ...]]:
    library = Library()
    home = library.get(name)
    statutes = library.statutes_of(home)
    return ProcedureReader(home, library.vocabulary, statutes).read(), home, statutes


def _found(procedures: Mapping[str, Procedure], name: str, lang: Language) -> Procedure:
    if name in procedures:
        return procedures[name]
    near = nearest(name, tuple(procedures))
    listed = ", ".join(procedures) or "–"
    if lang == "ja":
        hint = f"`{near}` ではありませんか。" if near else ""
        return fail(f"`{name}` という手続はありません。{hint}使えるもの: {listed}")
    hint = f" Did you mean `{near}`?" if near else ""
    return fail(f"unknown procedure `{name}`.{hint} Known: {listed}")


def _write(file: Path, drawing: str, lang: Language) -> None:
    try:
        file.write_text(drawing + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"--svg: {file}: {'書けません' if lang == 'ja' else 'cannot be written'} ({error.strerror})")


def _table(procedure: Procedure, people: Mapping[str, str], papers: Mapping[str, str], lang: Language) -> Table:
    table = Table(show_lines=True, pad_edge=False)
    ja = lang == "ja"
    for heading in ("段階", "担当", "条項", "結果 → 次") if ja else ("Step", "Who", "Clause", "Outcome → next"):
        table.add_column(heading, overflow="fold")
    for step in procedure.steps.values():
        title = f"{step.title.ja if ja else step.title.en}\n{step.id}"
        ends = "\n".join(_outcome(each, papers, lang) for each in step.outcomes)
        table.add_row(title, people.get(step.actor, step.actor), "\n".join(step.clauses), Text(ends))
    return table


def _outcome(outcome: Outcome, papers: Mapping[str, str], lang: Language) -> str:
    said = outcome.title.ja if lang == "ja" else outcome.title.en
    issued = f" [{papers.get(outcome.notice, outcome.notice)}]" if outcome.notice else ""
    return f"{said}{issued} → {', '.join(outcome.then)}"


def _said(procedure: Procedure, lang: Language) -> str:
    return procedure.title.ja if lang == "ja" else procedure.title.en


def _summary(procedure: Procedure) -> dict[str, Any]:
    return {
        "id": procedure.id,
        "matter": procedure.matter,
        "title": {"ja": procedure.title.ja, "en": procedure.title.en},
        "clauses": list(procedure.clauses),
        "question": procedure.question,
        "serves": list(procedure.serves),
        "basis": procedure.basis,
        "appeal": procedure.appeal,
        "withdrawable": procedure.withdrawable,
        "start": procedure.start,
    }


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": {"ja": step.title.ja, "en": step.title.en},
        "actor": step.actor,
        "clauses": list(step.clauses),
        "guarded": step.guarded,
        "otherwise": step.otherwise,
        "form": step.form,
        "receives": list(step.receives),
        "word": step.clock.word if step.clock else "none",
        "outcomes": [
            {
                "id": each.id,
                "title": {"ja": each.title.ja, "en": each.title.en},
                "effect": each.effect,
                "grounds": list(each.grounds),
                "notice": each.notice,
                "reason": each.reason,
                "then": list(each.then),
            }
            for each in step.outcomes
        ],
    }
