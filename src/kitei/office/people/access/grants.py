"""One line of the table: a role may do an act, as far as it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kitei.regulations.schema.words import Words


class Reach(StrEnum):
    """How far a grant reaches, always within the unit of the appointment."""

    IN_CHARGE = "in_charge"
    """Every case of the procedure, from the day it comes in: the role receives and runs it."""
    REACHED = "reached"
    """Cases in which a step has come to the role."""
    SITTING = "sitting"
    """Cases on the agenda of a meeting of the body to which the person is called, unless kept out of the item."""
    ARRIVED = "arrived"
    """Cases that wait for the first step of whoever runs them."""
    OWN = "own"
    """Cases in which the step now open, or the whole case, is given to the person by name."""
    NAMES = "names"
    """No case: appointments to one role."""
    BODY = "body"
    """No case: meetings of the body."""
    WHOLE = "whole"
    """No case: the whole institution."""


REACH_TITLES = {
    Reach.IN_CHARGE: Words(ja="受け付けたときから", en="from the day it comes in"),
    Reach.REACHED: Words(ja="手続が回ってきたときから", en="once a step has come to the role"),
    Reach.SITTING: Words(
        ja="招集された会議の議題であるとき（議事録が出るまで。外れた議題を除く）",
        en="while it is on the agenda of a meeting one is called to, until the minutes are out, unless kept out of it",
    ),
    Reach.ARRIVED: Words(ja="受付を待つ間", en="while it waits to be received"),
    Reach.OWN: Words(ja="自分に割り当てられたもの", en="what is given to the person by name"),
    Reach.NAMES: Words(ja="その役職の任命", en="appointments to that role"),
    Reach.BODY: Words(ja="その会議体の会議", en="meetings of that body"),
    Reach.WHOLE: Words(ja="全体", en="the whole institution"),
}
"""What each reach is called."""

CASE_REACHES = frozenset({Reach.IN_CHARGE, Reach.REACHED, Reach.SITTING, Reach.ARRIVED, Reach.OWN})
"""Those that are about cases."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role may do an act.

    Attributes:
        role: who: a role or body of the regulation or its statute, or a role of the office.
        act: the name of the act, as it stands in the record.
        reach: how far.
        procedure: of which procedure's cases; `None` where it is about no case.
        step: for taking a step: which one.
        actor: the role or body whose steps these are; for a clerk, the role prepared for; for `names`, the role named.
        capacities: in which capacity of a body; empty for any.
        clauses: where the regulation says so; empty for the office's own arrangement.
    """

    role: str
    act: str
    reach: Reach
    procedure: str | None = None
    step: str | None = None
    actor: str | None = None
    capacities: frozenset[str] = frozenset()
    clauses: tuple[str, ...] = ()
