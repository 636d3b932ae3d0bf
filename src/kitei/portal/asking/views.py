"""`/ask/`: which request, and how to make it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kitei.office.lawbook import current
from kitei.portal.asking.guide import askable, guide
from kitei.portal.asking.matters import MATTERS
from kitei.portal.shared.answering import language, page
from kitei.portal.shared.naming import say


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Which request: in the words of a person, with what the regulation calls it."""
    tongue = language()
    found = [(each.id, MATTERS[each.matter], say(each.title, tongue)) for each in askable(current())]
    return page(request, "ask.jinja", choices=[each for each in found if each[1].id != "complaint"])


@require_safe
def how_to_ask(request: HttpRequest, procedure: str) -> HttpResponse:
    """All that a person needs to know before asking."""
    law = current()
    found = next((each for each in askable(law) if each.id == procedure), None)
    if found is None:
        raise Http404
    if found.matter == "complaint":
        return redirect("portal:complaint")
    return page(request, "guide.jinja", guide=guide(law, found, language()))
