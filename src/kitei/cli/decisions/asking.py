"""`kitei ask`: asks only what matters, one fact at a time, with help and clause; prints and saves the decision."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kitei.calendar import DayError, parse_day
from kitei.cli.decisions.deciding import show_decision
from kitei.cli.door import JsonOption, LangOption, OnOption, language, print_json, read_on, reported, today
from kitei.decisions.answer import Asked
from kitei.decisions.deciding import Decision, Engine, engine
from kitei.decisions.keeping.storing import stored
from kitei.decisions.norms import Program
from kitei.predicates.facts import Fact, FactFault, Kind, read_value
from kitei.regulations.schema.words import Language


def ask(
    regulation: Annotated[str, typer.Argument(metavar="R", help="規程 / regulation")],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="問い / question")],
    on: OnOption = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="判断を保存 / where to save the decision")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """必要な事実だけを一つずつ尋ねて答える / ask only what matters, then answer."""
    words = language(lang)
    day = read_on(on, words) or today()
    with reported(words):
        home = engine()
        facts: dict[str, Any] = {}
        decision = home.decide(regulation, question, facts, day)
        passed: set[str] = set()
        while asked := next((each for each in decision.answer.questions if each.fact not in passed), None):
            known = _put(home, decision.program, asked, words)
            if known is None:
                passed.add(asked.fact)
            else:
                facts[asked.fact] = known
                decision = home.decide(regulation, question, facts, day)
        _finish(home, decision, save, words, as_json=as_json)


def _finish(home: Engine, decision: Decision, save: Path | None, lang: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(decision.answer.to_json())
    else:
        show_decision(home, decision, lang)
    file = save or Path(
        f"{decision.answer.regulation}-{decision.answer.question}-{decision.answer.on.isoformat()}.json"
    )
    file.write_text(stored(home, decision), encoding="utf-8")
    print(
        f"判断を {file} に保存しました(kitei replay で再現できます)"
        if lang == "ja"
        else f"decision saved in {file} (kitei replay reproduces it)",
        file=sys.stderr,
    )


def _put(home: Engine, program: Program, asked: Asked, lang: Language) -> Any | None:
    """Ask for one fact until the answer can be read; `None` if the person does not know (end of input, or `?`)."""
    fact = program.facts[asked.fact]
    said = program.wording.get(asked.clause)
    print(f"\n{asked.ja if lang == 'ja' else asked.en}", file=sys.stderr)
    if said:
        print(f"  [{asked.clause}] {said.ja if lang == 'ja' else said.en}", file=sys.stderr)
    help_text = home.library.vocabulary.facts[fact.id].help
    if help_text:
        print(f"  {help_text.of(lang)}", file=sys.stderr)
    choices = _choices(program, fact, lang)
    while True:
        print(_hint(fact, choices, lang), file=sys.stderr)
        line = sys.stdin.readline()
        if not line or line.strip() in {"?", "？"}:
            return None
        value = _read(fact, line.strip(), choices)
        if not isinstance(value, FactFault):
            return value
        print(
            f"  読めません。{value.expected}" if lang == "ja" else f"  cannot be read; {value.expected}",
            file=sys.stderr,
        )


def _choices(program: Program, fact: Fact, lang: Language) -> Mapping[str, str]:
    """Number or value, and what it stands for."""
    return {str(number): value for number, value in enumerate(fact.values, start=1)} | {
        f"label:{value}": _label(program, fact, value, lang) for value in fact.values
    }


def _label(program: Program, fact: Fact, value: str, lang: Language) -> str:
    label = program.labels[f"{fact.id}={value}"]
    return label.ja if lang == "ja" else label.en


def _hint(fact: Fact, choices: Mapping[str, str], lang: Language) -> str:
    unknown = "分からなければ ?" if lang == "ja" else "? if not known"
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return f"  y / n  ({unknown})"
        case Kind.ONE | Kind.ANY:
            lines = [f"  {number:>3}  {choices[f'label:{value}']}" for number, value in enumerate(fact.values, start=1)]
            several = (
                "番号を空白で区切って。該当なしは 0。" if lang == "ja" else "numbers separated by spaces; 0 for none; "
            )
            return "\n".join(lines) + f"\n  {several if fact.kind is Kind.ANY else ''}({unknown})"
        case Kind.DATE:
            return f"  2026-05-11 / 令和8年5月11日  ({unknown})"
        case _:
            return f"  ({unknown})"


def _read(fact: Fact, text: str, choices: Mapping[str, str]) -> Any:
    words = {
        "y": True,
        "yes": True,
        "はい": True,
        "true": True,
        "n": False,
        "no": False,
        "いいえ": False,
        "false": False,
    }
    raw: Any = text
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            raw = words.get(text.lower(), text)
        case Kind.INT:
            raw = int(text) if text.isdecimal() else text
        case Kind.ONE:
            raw = choices.get(text, text)
        case Kind.ANY:
            raw = [] if text == "0" else [choices.get(each, each) for each in text.split()]
        case Kind.DATE:
            try:
                raw = parse_day(text).isoformat()
            except DayError as error:
                return FactFault(fact.id, "bad_value", str(error))
        case Kind.CLAUSE:
            pass
    read = read_value(fact, raw, [text] if fact.kind is Kind.CLAUSE else ())
    return read if isinstance(read, FactFault) else raw
