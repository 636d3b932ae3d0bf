"""Finding a case by its number, a name, or a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from kitei.calendar import DayError, parse_day
from kitei.office.cases.models import Case
from kitei.office.cases.numbering import read_number
from kitei.office.cases.queries.pages import SIZE, Line, light, lines
from kitei.office.cases.queries.sight import parts_visible_to
from kitei.office.people.access import Powers
from kitei.office.vault import index

LONGEST = 200  # characters that are looked at


def search(powers: Powers, text: str, size: int = SIZE) -> tuple[Line, ...]:
    """The cases that a person may see and that fit a text, newest first.

    Args:
        text: a number (`R8-D-34`, `R8開34`), a name or its beginning in kanji or kana of any width (髙橋 = 高橋),
            or a day of opening.
    """
    asked = text.strip()[:LONGEST]
    number, day = read_number(asked), _day(asked)
    if number is not None:
        wanted = Q(number=number)
    elif day is not None:
        wanted = Q(opened_on=day)
    else:
        tokens = index.query(asked)
        if not tokens:
            return ()
        wanted = Q(tokens__contains=tokens)
    return lines(_newest(powers, wanted, size))


def likely_duplicates(powers: Powers, case: Case) -> tuple[Line, ...]:
    """Running cases of the same procedure about somebody of the same name: perhaps the same thing, asked for twice."""
    tokens = index.query(f"{case.name}") if case.erased_on is None else []
    if not tokens or not case.running:
        return ()
    wanted = Q(procedure=case.procedure, state__in=Case.RUNNING, tokens__contains=tokens) & ~Q(pk=case.pk)
    return lines(_newest(powers, wanted, SIZE))


def _newest(powers: Powers, wanted: Q, size: int) -> list[Case]:
    """The newest of the cases that fit: all are found first, and rows put together only for those that are shown."""
    parts = [part.filter(wanted) for part in parts_visible_to(powers, "case.search")]
    if not parts:
        return []
    keys = [part.order_by("-opened_on", "-id").values("pk", "opened_on")[:size] for part in parts]
    found = keys[0].union(*keys[1:]) if len(keys) > 1 else keys[0]
    chosen = sorted(found, key=lambda key: (key["opened_on"], key["pk"]), reverse=True)[:size]
    rows = {row.pk: row for row in light(Case.objects.filter(pk__in=[key["pk"] for key in chosen]))}
    return [rows[key["pk"]] for key in chosen if key["pk"] in rows]


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except DayError:
        return None
