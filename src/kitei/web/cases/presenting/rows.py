"""The lines of the list of cases, in words: fifty of them must cost next to nothing, so each cell is made here once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kitei.office.cases.queries import Line
from kitei.web.look import days
from kitei.web.look.showing import naming
from kitei.web.look.words import Language, language


class Row(NamedTuple):
    """One line, ready to be shown.

    Attributes:
        whose: the person's name; what the case is about, where it is nobody's. Empty once it is erased.
        about: what it is about, below the name; empty where that stands in its place.
        now: the steps that can be taken.
        due: how far off the last day is; empty where nothing is due.
        state: badges.
    """

    number: str
    procedure: str
    now: str
    whose: str
    about: str
    came: str
    stopped: bool
    due: str
    state: str
    assigned: str
    unit: str


def rows(lines: Iterable[Line], today: date) -> list[Row]:
    """Lines in the language of the page."""
    lang = language()
    return [_row(each, today, lang) for each in lines]


def _row(line: Line, today: date, lang: Language) -> Row:
    ja = lang == "ja"
    whose, about = _person(line)
    state, effects = naming.state_marks(lang)[line.state], naming.effect_marks(lang)
    return Row(
        line.number,
        line.procedure.ja if ja else line.procedure.en,
        ("、" if ja else ", ").join([each.ja if ja else each.en for each in line.now]) if line.now else "",
        whose,
        about,
        days.day_in(line.opened_on, lang),
        line.stopped_since is not None,
        days.due_mark_in(line.due_on, today, lang) if line.due_on and not line.closed_on else "",
        state + " " + effects[line.effect] if line.closed_on and line.effect else state,
        line.assigned,
        line.unit.ja if ja else line.unit.en,
    )


def _person(line: Line) -> tuple[str, str]:
    """The name and what the case is about; what one says the other need not."""
    if line.erased:
        return "", ""
    whose, about = naming.whose(line.name, line.title), naming.subject(line.title)
    return whose, "" if whose == about else about
