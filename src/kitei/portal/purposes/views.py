"""`/held/`: what is held about whom, and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kitei.office.lawbook import current
from kitei.portal.purposes.holdings import holdings, silence
from kitei.portal.shared.answering import language, page


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """The classes of persons: which of them am I?"""
    law, tongue = current(), language()
    return page(request, "held.jinja", holdings=holdings(law, tongue), silence=silence(law, tongue))


@require_safe
def held_about(request: HttpRequest, category: str) -> HttpResponse:
    """One class of persons: what is recorded, and why."""
    law, tongue = current(), language()
    found = next((each for each in holdings(law, tongue) if each.id == category), None)
    if found is None:
        raise Http404
    return page(request, "held_about.jinja", held=found, silence=silence(law, tongue))
