"""What coverage finds: where a regulation parts from the statute, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kitei.decisions.coverage.duties import Duty, DutyChapter
from kitei.decisions.norms import Label
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.identity import Trap

WEAKER, STRICTER, SILENT, ELSEWHERE, RULED = "weaker", "stricter", "silent", "elsewhere", "ruled"
UNREAD = "unread"
"""Clauses of an imported text speak of it, and what they mean is not written yet."""

STATES = (WEAKER, SILENT, UNREAD, ELSEWHERE, STRICTER, RULED)
"""The states of a row, gravest first."""


NOTHING = Label("", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found by one test.

    Attributes:
        state: what it says of the row. how: the kind of test (`ask`, `tasks`, `set` …).
        whole: the text has nothing for this test at all (silent or elsewhere).
        regulation_says, statute_says: the outcomes, where a question was asked.
        facts: the witness: facts on which the two part, as a case file would give them.
        witness: the same in words, as far as it departs from the plain case.
        also: further witnesses of the same difference.
        says: what parts them, in one line.
    """

    state: str
    how: str
    says: Label
    question: str | None = None
    whole: bool = False
    regulation_says: str | None = None
    statute_says: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    witness: Label = NOTHING
    also: tuple[Label, ...] = ()
    text_clauses: tuple[str, ...] = ()
    statute_clauses: tuple[str, ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One duty or right, and what the regulation makes of it.

    Attributes:
        number: its place in the list, from 1.
        severity: `None` where nothing parts the two.
        text_clauses, statute_clauses: the clauses compared.
        refers: clauses by which a silent text hands the matter to the statute.
        settle: what an amendment must settle.
    """

    number: int
    duty: Duty
    state: str
    severity: str | None
    findings: tuple[Finding, ...]
    text_clauses: tuple[str, ...]
    statute_clauses: tuple[str, ...]
    refers: tuple[str, ...]
    documents: tuple[str, ...]
    traps: tuple[Trap, ...]
    settle: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every duty and right of the statute that reaches the institution.

    Attributes:
        wording: our own short wording of every clause of both texts.
        unplaced: traps of the text that touch no duty of the statute.
    """

    regulation: Regulation
    statute: Regulation
    edition: str
    on: str
    chapters: tuple[DutyChapter, ...]
    rows: tuple[Row, ...]
    wording: Mapping[str, Label] = field(repr=False)
    unplaced: tuple[Trap, ...] = ()

    def count(self, state: str, chapter: str | None = None) -> int:
        """How many rows are in a state."""
        return sum(r.state == state and chapter in (None, r.duty.chapter) for r in self.rows)

    @property
    def states(self) -> tuple[str, ...]:
        """The states to show: that of clauses not read yet only where there are any."""
        return tuple(state for state in STATES if state != UNREAD or self.count(UNREAD))

    def of_chapter(self, chapter: str) -> tuple[Row, ...]:
        """The rows of a chapter."""
        return tuple(row for row in self.rows if row.duty.chapter == chapter)


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each difference, the gravest first; what else shows it is in `also`."""
    found: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        key = (each.state, each.how, each.says, each.text_clauses)
        first = found.get(key)
        if first is None:
            found[key] = each
        elif each.witness.ja and each.witness not in (first.witness, *first.also):
            cited = tuple(dict.fromkeys((*first.statute_clauses, *each.statute_clauses)))
            found[key] = replace(first, also=(*first.also, each.witness), statute_clauses=cited)
    return tuple(sorted(found.values(), key=lambda each: STATES.index(each.state)))


def state_of(findings: Iterable[Finding]) -> str:
    """The state of a row: weaker if it falls short anywhere, silent only if it says nothing at all."""
    found = [each for each in findings if each.state in STATES]
    absent = [each for each in found if each.whole]
    if found and len(absent) == len(found):
        return next((s for s in (ELSEWHERE, UNREAD) if any(each.state == s for each in absent)), SILENT)
    states = {each.state for each in found}
    if states & {WEAKER, SILENT}:  # silent on some of it
        return WEAKER
    return next((each for each in (UNREAD, ELSEWHERE, STRICTER) if each in states), RULED)


def severity_of(duty: Duty, state: str, traps: Iterable[Trap]) -> str | None:
    """How grave a row is.

    The severity of the duty where the text falls short, one less where it is stricter; at least that of its traps.
    """
    lower = {"A": "B", "B": "C", "C": "C"}
    free = duty.optional or (duty.kind == "exception" and state == SILENT)
    own: str | None = None if state == RULED else "C" if free else duty.severity
    if own and state == STRICTER:
        own = lower[own]
    return min([*([own] if own else []), *(trap.severity for trap in traps)], default=None)
