"""Editions: when the text came into force, from when it applies, when it was made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause
from kitei.regulations.importing.wording.days import days_in, first_day
from kitei.regulations.importing.wording.folding import squeeze

_IN_FORCE = re.compile(r"(?:から|より|に|を?もって|付で|付けで|付をもって).{0,3}(?:これを)?(?:施行|実施)")
_APPLIES = re.compile(r"から(?:これを)?適用")
_MADE = re.compile(r"制定|改正|公布|改定|作成|更新|決定|裁定|承認|(?:規程|規則|達|訓令)(?:甲|乙)?第")
_EFFECTIVE = re.compile(r"施行|実施|適用")
_SAME_DAY = re.compile(r"同日(?:付|付け)?(?:で|から|をもって)?.*(?:改める|改正|施行|廃止)")
_UPON = re.compile(r"(?:制定|公布|改正|決定)の日(?:から|に)(?:施行|実施)")


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the text in time.

    Attributes:
        effective_on: the day it came into force.
        applies_from: the first day it governs, earlier where it is retroactive.
        made_on: the day it was made, if told.
        clause: where that is told.
    """

    effective_on: date
    applies_from: date
    made_on: date | None
    clause: str


def editions(clauses: Sequence[Clause]) -> list[Edition]:
    """The editions of the document, oldest first; one for each day."""
    found: dict[date, Edition] = {}
    made, in_force = _history(clauses)
    notes = {clause.id: first_day(clause.node.caption) for clause in clauses if clause.kind is Kind.SUPPLEMENTARY}
    for clause in clauses:
        if clause.id.startswith("supp(") and clause.kind is not Kind.SENTENCE:
            head = re.match(r"supp\(\d+\)", clause.id)
            edition = _supplement(clause, made, notes.get(head.group()) if head else None)
            if edition is not None:
                found.setdefault(edition.effective_on, edition)
    for day, clause_id in in_force:
        found.setdefault(day, Edition(day, day, None, clause_id))
    if not found and made:
        day, clause_id = made[-1]
        found[day] = Edition(day, day, day, clause_id)
    return [_with_made(found[day], made) for day in sorted(found)]


def _supplement(clause: Clause, made: Sequence[tuple[date, str]], noted: date | None) -> Edition | None:
    """The edition that a supplementary provision brings into force; `noted` is the day in its heading."""
    days = list(days_in(clause.text))
    effective = _day_before(clause.text, _IN_FORCE, days)
    if effective is None and _UPON.search(squeeze(clause.text)):
        effective = noted or (made[0][0] if made else None)
    if effective is None and days and _SAME_DAY.search(squeeze(clause.text)):
        effective = days[0][2]
    if effective is None:
        return None
    applies = _day_before(clause.text, _APPLIES, days)
    return Edition(effective, applies or effective, noted, clause.id)


def _day_before(text: str, verb: re.Pattern[str], days: Sequence[tuple[int, int, date]]) -> date | None:
    """The day that the verb governs: 「令和4年4月1日から施行する」."""
    for _, end, day in days:
        if verb.match(squeeze(text[end : end + 20])):
            return day
    return None


def _history(clauses: Sequence[Clause]) -> tuple[list[tuple[date, str]], list[tuple[date, str]]]:
    """Days of making and days of coming into force, from header, footer and policy head.

    A day may stand on the line above its word.
    """
    made: list[tuple[date, str]] = []
    in_force: list[tuple[date, str]] = []
    for clause in clauses:
        if clause.kind is not Kind.HEADER and not clause.id.startswith(("footer", "policy-head")):
            continue
        lines = clause.text.split("\n")
        for place, line in enumerate(lines):
            below = lines[place + 1] if place + 1 < len(lines) else ""
            told = squeeze(line if _MADE.search(line) or _EFFECTIVE.search(line) else line + below)
            for _, _, day in days_in(line):
                if _EFFECTIVE.search(told) and not _MADE.search(squeeze(line)):
                    in_force.append((day, clause.id))
                elif _MADE.search(told):
                    made.append((day, clause.id))
    return made, in_force


_MONTHS_APART = 400  # days; a text made longer ago than this before it came into force is another edition's


def _with_made(edition: Edition, made: Sequence[tuple[date, str]]) -> Edition:
    """The day of making that belongs to an edition: the nearest one, before or (retroactively) after."""
    if edition.made_on is not None or not made:
        return edition
    nearest = min(made, key=lambda each: abs((each[0] - edition.effective_on).days))[0]
    if abs((nearest - edition.effective_on).days) > _MONTHS_APART:
        return edition
    return Edition(edition.effective_on, edition.applies_from, nearest, edition.clause)
