"""`kitei decide` and `kitei replay`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

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
from kitei.cli.rows import decide_rows
from kitei.cli.trees import Answered, draw, side_by_side
from kitei.decisions.deciding import Decision, Engine, engine
from kitei.decisions.explaining.tree import Explainer
from kitei.decisions.explaining.wording import Wording, titles_of
from kitei.decisions.keeping.storing import Replay, replay_file, stored
from kitei.decisions.questions import Question, question_from, read_question
from kitei.regulations.regulation import NotInForce
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import read_yaml

FileArgument = Annotated[Path | None, typer.Argument(metavar="QUESTION.json", help="問い(JSON / YAML)/ the question")]
RegulationOption = Annotated[
    str | None, typer.Option("--regulation", "-r", metavar="R", help="規程の名前又はフォルダー / regulation or folder")
]


def decide(
    file: FileArgument = None,
    regulation: RegulationOption = None,
    every: Annotated[bool, typer.Option("--all", help="5大学を並べる / all universities side by side")] = False,
    on: OnOption = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="再現できる形で保存 / store, to be replayed")
    ] = None,
    rows: Annotated[
        Path | None, typer.Option(metavar="FILE", help="csv | parquet | xlsx の各行に / for every row")
    ] = None,
    question: Annotated[str | None, typer.Option(help="--rows の問い / the question of --rows")] = None,
    facts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="全行に共通の事実 / facts common to all rows")
    ] = None,
    keep: Annotated[str, typer.Option(metavar="COL,…", help="--rows でそのまま残す列 / columns to carry along")] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="--rows の出力先 / output of --rows")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """問いに答える:結論、決め手の条項、すべきこと、期限 / answer a question with the clauses that decide it."""
    words = language(lang)
    day = read_on(on, words)
    with reported(words, facts if rows is not None else file):
        home = engine()
        if rows is not None:
            kept = [name.strip() for name in keep.split(",") if name.strip()]
            asked = _of_all_rows(facts, question)
            regulation, question = regulation or asked.regulation, question or asked.question
            decide_rows(home, rows, regulation, question, facts, kept, out, day or asked.on or today(), words)
            return
        if file is None:
            fail(
                "問いのファイルを指定してください(例: kitei decide question.json)"
                if words == "ja"
                else "name a question file (kitei decide question.json)"
            )
        asked = read_question(file)
        asked = replace(asked, regulation=regulation or asked.regulation, on=day or asked.on or today())
        if every:
            _decide_all(home, asked, words, as_json=as_json)
        else:
            _decide_one(home, asked, words, save, as_json=as_json)


def replay(
    file: Annotated[Path, typer.Argument(metavar="DECISION.json", help="保存した判断 / a stored decision")],
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """保存した判断を再現する / replay a stored decision byte for byte, or say exactly what changed."""
    words = language(lang)
    with reported(words):
        found = replay_file(engine(), file)
        if as_json:
            print_json(found.to_json())
        else:
            _print_replay(found, words)
    raise typer.Exit(0 if found.identical else 1)


def _of_all_rows(facts: Path | None, question: str | None) -> Question:
    """What the file of common facts says besides the facts: it may be a whole question, with regulation and day."""
    raw = read_yaml(facts, max_bytes=1_000_000).data if facts is not None else {}
    if not isinstance(raw, dict) or "facts" not in raw:
        return Question(question or "", {})
    return question_from({"question": question, **raw}, str(facts))


def _decide_one(home: Engine, asked: Question, lang: Language, save: Path | None, *, as_json: bool) -> None:
    if asked.regulation is None:
        names = ", ".join(home.library.names())
        fail(
            f"どの規程で答えるかを --regulation で指定してください: {names}"
            if lang == "ja"
            else f"say which regulation answers with --regulation: {names}"
        )
    decision = home.decide(asked.regulation, asked.question, asked.facts, asked.on or today())
    if save is not None:
        save.write_text(stored(home, decision), encoding="utf-8")
    if as_json:
        print_json(decision.answer.to_json())
    else:
        show_decision(home, decision, lang)


def show_decision(home: Engine, decision: Decision, lang: Language) -> None:
    """Print one decision for people: the institution, then the explanation."""
    identity = decision.regulation.identity
    heading = f"{identity.title.of(lang)} ({decision.answer.edition})"
    console().print(f"[bold]{identity.institution.of(lang)}[/bold]  {heading}")
    titles = titles_of([decision.regulation])
    draw(Explainer(Wording(home.library.vocabulary, titles)).explain(decision), lang)
    show_warnings(decision, lang)


def show_warnings(decision: Decision, lang: Language) -> None:
    """Print the warnings of a decision with their texts."""
    for name in decision.answer.warnings:
        text = decision.program.warnings.get(name)
        console().print(f"⚠ {name} {(text.ja if lang == 'ja' else text.en) if text else ''}")


def _decide_all(home: Engine, asked: Question, lang: Language, *, as_json: bool) -> None:
    found: dict[str, Decision] = {}
    absent: dict[str, NotInForce] = {}
    for name in home.library.universities():
        try:
            found[name] = home.decide(name, asked.question, asked.facts, asked.on or today())
        except NotInForce as error:
            absent[name] = error
    if as_json:
        print_json([*(d.answer.to_json() for d in found.values()), *(_not_in_force(e) for e in absent.values())])
        return
    wording = Wording(home.library.vocabulary, titles_of(map(home.library.get, found)))
    named = [Answered(home.library.get(name), decision.answer) for name, decision in found.items()]
    console().print(side_by_side(named, wording, lang))
    for name in absent:
        console().print(
            f"{name}: この日には施行されていません" if lang == "ja" else f"{name}: not in force on that day"
        )


def _not_in_force(error: NotInForce) -> dict[str, Any]:
    return {
        "regulation": error.regulation,
        "on": error.day.isoformat(),
        "error": "not_in_force",
        "editions": [edition.id for edition in error.editions],
    }


def _print_replay(found: Replay, lang: Language) -> None:
    if found.identical:
        print("一致:保存された判断と1バイトも違いません" if lang == "ja" else "identical, byte for byte")
    else:
        print("保存された判断を再現できません" if lang == "ja" else "the stored decision is not reproduced")
    for change in found.changes:
        print(f"  {change.ja if lang == 'ja' else change.en}")
    if found.today is not None:
        print(
            ("今の規程での答え: " if lang == "ja" else "the answer under today's texts: ")
            + json.dumps(found.today["outcome"], ensure_ascii=False)
        )
