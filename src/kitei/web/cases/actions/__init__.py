"""What can be done to a case beside taking its steps: each with its form, its permission and its service."""

from __future__ import annotations

from kitei.office.cases.models import Case
from kitei.office.people import access
from kitei.office.requests.queries.answers import Beside, beside
from kitei.web.cases.actions.kinds import Action, Entry, Sent
from kitei.web.cases.actions.listed import ACTIONS
from kitei.web.look.desk import Desk

__all__ = ["ACTIONS", "Action", "Entry", "Sent", "possible"]


def possible(case: Case, desk: Desk, extra: Beside | None = None) -> tuple[Action, ...]:
    """What this person may do to the case as it stands.

    Args:
        extra: what it has beside it, if that is at hand.
    """
    if case.erased_on is not None:
        return ()
    seen, held = access.sight(case), extra or beside(case)
    return tuple(each for each in ACTIONS.values() if each.fits(case, held) and desk.may(each.act, seen))
