"""A procedure as a frozen value: steps, who takes them, how they can end, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kitei.calendar import civil_end, ppc_due
from kitei.predicates.expression import TRUE, Case, Day, Expression, day_of

END = "end"
"""What closes a case."""

WITHDRAWN = "withdrawn"
"""The general outcome: whoever asked takes it back, at whatever step, and the case is closed."""

REQUESTER = "requester"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Term:
    """A counted day: from where, how long, by which counter."""

    start: Day
    counter: str
    days: int = 0
    months: int = 0
    years: int = 0
    nth_day: int | None = None
    moves: bool = True

    def due(self, case: Case, stopped_days: int = 0) -> date | None:
        """The last day, inclusive; `None` while the day it runs from is not known.

        Args:
            stopped_days: days on which the clock stood still; they are added.
        """
        start = day_of(self.start, case)
        if start is None:
            return None
        if self.nth_day is not None:
            return ppc_due(start, self.nth_day + stopped_days, moves=self.moves).due
        if self.days:
            return civil_end(start, days=self.days + stopped_days)
        end = civil_end(start, months=self.months, years=self.years)
        return civil_end(end, days=stopped_days) if stopped_days else end


@dataclass(frozen=True, slots=True)
class Clock:
    """When a step must be done: the word of the text, and a counted day where one is given.

    Attributes:
        since: the period runs from the day on which the last of these steps was taken.
    """

    word: str
    term: Term | None
    extended: Term | None
    stops: bool
    clauses: tuple[str, ...]
    since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step can end."""

    id: str
    title: Label
    clauses: tuple[str, ...]
    effect: str
    when: Expression
    grounds: tuple[str, ...]
    notice: str | None
    reason: bool
    extends: bool
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure.

    Attributes:
        meeting: whether a body takes it in a meeting, by vote. follows: the step as which it must end.
    """

    id: str
    title: Label
    actor: str
    clauses: tuple[str, ...]
    when: Expression
    otherwise: str | None
    question: str | None
    receives: tuple[str, ...]
    form: str | None
    clock: Clock | None
    outcomes: tuple[Outcome, ...]
    warnings: tuple[str, ...]
    meeting: bool = True
    follows: str | None = None

    @property
    def guarded(self) -> bool:
        """Whether the step is passed over in some cases."""
        return self.when != TRUE


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure of one regulation; `keeps` names the register whose period of retention holds for its files."""

    id: str
    matter: str
    title: Label
    clauses: tuple[str, ...]
    question: str
    serves: tuple[str, ...]
    basis: str
    appeal: str | None
    warnings: tuple[str, ...]
    start: str
    steps: Mapping[str, Step]
    keeps: str | None = None

    @property
    def withdrawable(self) -> bool:
        """Whether somebody outside asked for it, and so can take it back."""
        return self.steps[self.start].actor == REQUESTER

    def ways(self, name: str) -> tuple[str, ...]:
        """A step, and the steps it gives way to one after the other while guards fail; `end` at most as the last."""
        found: list[str] = []
        at: str | None = name
        while at is not None and at not in found:
            found.append(at)
            at = self.steps[at].otherwise if at in self.steps else None
        return tuple(found)
