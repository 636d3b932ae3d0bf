"""The case a page is about, for somebody who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from kitei.office.cases import queries
from kitei.office.cases.models import Case
from kitei.office.cases.queries.sight import NoSuchCase
from kitei.web.look.desk import Desk


def case_for(desk: Desk, number: str) -> Case:
    """A case by number.

    Raises:
        Http404: there is none, or it is none of this person's; the two look alike.
    """
    try:
        return queries.by_number(desk.powers, number)
    except NoSuchCase as error:
        raise Http404(str(error)) from error


def seen(request: HttpRequest) -> int | None:
    """The turn of the case that the page showed on which somebody acts."""
    turn = request.POST.get("turn", "")
    return int(turn) if turn.isascii() and turn.isdigit() else None
