"""Draws answers for people at a terminal: the explanation as a tree, several institutions side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kitei.cli.door import console
from kitei.decisions.answer import Answer
from kitei.decisions.explaining.tree import INFO, NO, UNKNOWN, YES, Why
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.outcomes import UNDETERMINED
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.words import Language

_MARKS = {YES: ("✓ ", "green"), NO: ("✗ ", "red"), UNKNOWN: ("? ", "yellow"), INFO: ("", "")}
_STYLE = {
    "allow": "green",
    "valid": "green",
    "not_required": "green",
    "comply": "green",
    "out_of_scope": "green",
    "deny": "red",
    "invalid": "red",
    "refuse": "red",
    "required": "bold",
    "allow_if": "yellow",
    "escalate": "magenta",
    UNDETERMINED: "yellow",
}


def draw(why: Why, lang: Language, indent: int = 0, out: Console | None = None) -> None:
    """Print an explanation as a tree."""
    (out or console()).print(Padding(_tree(why, lang), (0, 0, 0, indent)))


@dataclass(frozen=True, slots=True)
class Answered:
    """One institution's answer."""

    regulation: Regulation
    answer: Answer

    def decider(self, wording: Wording, lang: Language) -> str:
        """Who decides, as that institution calls the role or body."""
        role = self.answer.escalate_to or ""
        person = self.regulation.people.get(role)
        label = wording.role(role)
        return person.title.of(lang) if person else label.ja if lang == "ja" else label.en


def side_by_side(answers: Iterable[Answered], wording: Wording, lang: Language) -> Table:
    """A table of institutions: outcome, basis, the clauses that decided, what must be done."""
    ja = lang == "ja"
    table = Table(show_lines=True, pad_edge=False)
    headings = ("大学", "結論", "決め手の条項", "すべきこと") if ja else ("University", "Outcome", "Clauses", "To do")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for each in answers:
        name = each.regulation.identity.institution.of(lang)
        answer = each.answer
        table.add_row(name, _outcome(answer, wording, lang), _clauses(answer), _todo(each, wording, lang))
    return table


def _tree(why: Why, lang: Language) -> Tree:
    tree = Tree(_line(why, lang), guide_style="dim")
    for each in why.below:
        tree.add(_tree(each, lang))
    return tree


def _line(why: Why, lang: Language) -> Text:
    mark, style = _MARKS[why.mark]
    return Text(mark, style=style) + Text(why.says.ja if lang == "ja" else why.says.en)


def _outcome(answer: Answer, wording: Wording, lang: Language) -> Text:
    outcome, basis = wording.term("outcome", answer.outcome), wording.term("basis", answer.basis)
    said = outcome.ja if lang == "ja" else outcome.en
    text = Text(said, style=_STYLE.get(answer.outcome, ""))
    return text + Text("\n") + Text(basis.ja if lang == "ja" else basis.en, style="dim")


def _clauses(answer: Answer) -> Text:
    cited = dict.fromkeys(each.clause for each in (*answer.exceptions, *answer.because))
    return Text("\n".join(list(cited)[:6]))


def _todo(each: Answered, wording: Wording, lang: Language) -> Text:
    answer = each.answer
    lines = [wording.task(task) for task in (*answer.conditions, *answer.obligations)]
    said = [f"・{line.ja}" if lang == "ja" else f"- {line.en}" for line in lines]
    said += [f"? {asked.ja if lang == 'ja' else asked.en}" for asked in answer.questions]
    if answer.escalate_to:
        whom = each.decider(wording, lang)
        said.append(f"→ {whom}が判断" if lang == "ja" else f"→ decided by: {whom}")
    return Text("\n".join(said[:7] + (["…"] if len(said) > 7 else [])))
