"""The words that the templates of meetings choose from."""

from __future__ import annotations

from typing import Any

from kitei.office.cases.models import Task
from kitei.office.committees import wording
from kitei.office.committees.models import AgendaItem
from kitei.office.lawbook import current
from kitei.office.requests.books import current_book
from kitei.web.committees.sheets import TONES
from kitei.web.look.words import language, t


def word(group: str, key: object) -> str:
    """The word for one of the states, standings, presences, choices and the like."""
    return wording.pick(_GROUPS[group][str(key)], language())


def words(group: str) -> tuple[tuple[str, str], ...]:
    """All words of a group, as what to choose from."""
    return tuple((key, wording.pick(pair, language())) for key, pair in _GROUPS[group].items())


_GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "state": {key.value: pair for key, pair in wording.STATES.items()},
    "item": {key.value: pair for key, pair in wording.ITEM_STATES.items()},
    "standing": {key.value: pair for key, pair in wording.STANDINGS.items()},
    "presence": {key.value: pair for key, pair in wording.PRESENCES.items()},
    "heard": {key.value: pair for key, pair in wording.HEARD_AS.items()},
    "choice": dict(wording.CHOICES),
    "share": dict(wording.SHARES),
    "whole": dict(wording.WHOLES),
    **{name: {str(key[1]): pair for key, pair in wording.VALUES.items() if key[0] == name} for name in wording.CHOSEN},
}


def step_title(task: Task) -> str:
    """What a step of a case is called."""
    procedure = current().procedures.get(task.case.procedure)
    step = procedure.steps.get(task.step) if procedure else None
    return t(step.title.ja, step.title.en) if step else task.step


def paper_title(form: str, item: AgendaItem) -> str:
    """What a paper of the item's case is called."""
    procedure = item.case.procedure if item.case else ""
    return current_book().title(form, procedure).of(language())


CONTEXT: dict[str, Any] = {
    "word": word,
    "words": words,
    "tones": TONES,
    "titled": wording.meeting_title,
    "steps": step_title,
    "papers_named": paper_title,
}
"""What every template of this room is given."""
