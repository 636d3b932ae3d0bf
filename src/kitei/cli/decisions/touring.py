"""`kitei tour`: six real questions at all universities side by side. `./demo` plays it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rich.rule import Rule

from kitei.cli.door import LangOption, console, language, reported
from kitei.cli.trees import Answered, side_by_side
from kitei.decisions.deciding import Engine, engine
from kitei.decisions.explaining.wording import Wording, titles_of
from kitei.regulations.regulation import NotInForce
from kitei.regulations.schema.words import Language
from kitei.regulations.yamlfile import read_yaml

TOUR = Path(__file__).parent / "tour.yaml"


def tour(lang: LangOption = "ja") -> None:
    """六つの問いを5大学で並べて見る / six questions at all universities side by side."""
    words = language(lang)
    with reported(words):
        home = engine()
        for stop in read_yaml(TOUR).data:
            _show(home, stop, words)
        _closing(home, words)


def _show(home: Engine, stop: dict[str, Any], lang: Language) -> None:
    out = console()
    out.print()
    out.print(Rule(stop["title"][lang], align="left"))
    out.print(stop["story"][lang])
    answers: list[Answered] = []
    for name in home.library.universities():
        try:
            answer = home.decide(name, stop["question"], stop["facts"], _day(stop)).answer
        except NotInForce:
            continue
        answers.append(Answered(home.library.get(name), answer))
    wording = Wording(home.library.vocabulary, titles_of(each.regulation for each in answers))
    out.print(side_by_side(answers, wording, lang))


def _day(stop: dict[str, Any]) -> date:
    return date.fromisoformat(str(stop["on"]))


def _closing(home: Engine, lang: Language) -> None:
    """What to try next, with the first university of the library."""
    out, first = console(), home.library.universities()[0]
    ja = lang == "ja"
    commands = (
        ("理由を木で見る" if ja else "The reasons as a tree", f"./kitei decide -r {first} examples/provision.json"),
        ("一問ずつ答える" if ja else "Answer one fact at a time", f"./kitei ask {first} provision"),
        ("規程を読む" if ja else "Read a regulation", f"./kitei regulation show {first}"),
        ("全体を検証する" if ja else "Prove the whole thing", "./test"),
    )
    out.print()
    for what, command in commands:
        option = "" if ja or command == "./test" else " --lang en"
        out.print(f"{what}:  {command}{option}")
