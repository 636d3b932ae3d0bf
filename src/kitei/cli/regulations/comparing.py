"""`kitei regulation compare R1 R2`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from kitei.cli.door import JsonOption, LangOption, console, language, print_json, reported
from kitei.decisions.building.programs import UnknownQuestion
from kitei.decisions.explaining.wording import Wording
from kitei.regulations.comparison import Comparison, Side, compare_regulations
from kitei.regulations.library import Library
from kitei.regulations.schema.words import Language


def compare(
    one: Annotated[str, typer.Argument(metavar="R1")],
    other: Annotated[str, typer.Argument(metavar="R2")],
    topic: Annotated[str | None, typer.Option(help="この問いだけ / only this question")] = None,
    as_json: JsonOption = False,
    lang: LangOption = "ja",
) -> None:
    """二つの規程を問いごとに並べる / two regulations side by side."""
    words = language(lang)
    with reported(words):
        library = Library()
        vocabulary = library.vocabulary
        if topic is not None and topic not in vocabulary.questions:
            raise UnknownQuestion(topic, tuple(vocabulary.questions))
        first, second = library.get(one), library.get(other)
        found = list(compare_regulations(first, second, vocabulary, topic))
    if as_json:
        print_json([_json(each, first.id, second.id) for each in found])
        return
    table = Table(show_lines=True, pad_edge=False)
    headings = (
        "問い" if words == "ja" else "Question",
        first.identity.institution.of(words),
        second.identity.institution.of(words),
    )
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for each in found:
        question = vocabulary.questions[each.question]
        name = f"{question.ja}\n{each.question}" if words == "ja" else f"{question.en}\n{each.question}"
        mark = "≠ " if each.differs else "= "
        wording = Wording(vocabulary)
        table.add_row(
            mark + name, _cell(each.one, each.other, wording, words), _cell(each.other, each.one, wording, words)
        )
    console().print(table)


def _cell(side: Side, against: Side, wording: Wording, lang: Language) -> str:
    ja = lang == "ja"
    state = wording.term("topic", side.state)
    lines = [state.ja if ja else state.en]
    if side.clauses:
        shown = [clause.partition(":")[2] for clause in side.clauses[:8]]
        lines.append(", ".join(shown) + (" …" if len(side.clauses) > 8 else ""))
    for name, own, theirs in (
        ("例外" if ja else "exceptions", side.grounds, against.grounds),
        ("義務・条件" if ja else "duties", side.duties, against.duties),
    ):
        only = [each for each in own if each not in theirs]
        if only:
            said = [_word(each, wording, lang) for each in only]
            lines.append(f"{name}{'(こちらだけ)' if ja else ' (only here)'}: {', '.join(said)}")
    return "\n".join(lines)


def _word(name: str, wording: Wording, lang: Language) -> str:
    label = wording.kind(name)
    return label.ja if lang == "ja" else label.en


def _json(each: Comparison, one: str, other: str) -> dict[str, Any]:
    return {"question": each.question, "differs": each.differs, one: _side(each.one), other: _side(each.other)}


def _side(side: Side) -> dict[str, Any]:
    return {
        "state": side.state,
        "clauses": list(side.clauses),
        "outcomes": list(side.outcomes),
        "grounds": list(side.grounds),
        "duties": list(side.duties),
    }
