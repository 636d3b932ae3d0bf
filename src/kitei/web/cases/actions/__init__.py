"""What can be done to a case beside taking its steps: each with its form, its permission and its service."""

from __future__ import annotations

from kitei.office.cases.models import Case
from kitei.web.cases.actions.kinds import Action, Entry, Sent
from kitei.web.cases.actions.listed import ACTIONS
from kitei.web.look.desk import Desk

__all__ = ["ACTIONS", "Action", "Entry", "Sent", "possible"]


def possible(case: Case, desk: Desk) -> tuple[Action, ...]:
    """What this person may do to the case as it stands."""
    if case.erased_on is not None:
        return ()
    return tuple(each for each in ACTIONS.values() if each.fits(case) and desk.may(each.act, case))
