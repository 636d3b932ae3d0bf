"""`/forms/`: forms to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kitei import clock
from kitei.office.lawbook import current
from kitei.portal.downloads.papers import VERSIONS, blank, papers
from kitei.portal.shared.answering import file, language, page

_NAMES = {"blank": "", "fillable": "（記入用）", "translation": " (translation)"}


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Every form a person may fill in."""
    return page(request, "downloads.jinja", papers=papers(current(), language()))


@require_safe
def download(request: HttpRequest, form: str, version: str) -> HttpResponse:
    """One empty form as PDF."""
    del request
    law = current()
    found = next((each for each in papers(law, "ja") if each.slug == form), None)
    known = next((each for each in VERSIONS if each == version), None)
    if found is None or known is None or (known == "fillable" and found.handwritten):
        raise Http404
    return file(blank(law, found.name, known, clock.today()), name=f"{found.title}{_NAMES[known]}.pdf")
