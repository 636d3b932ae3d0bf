"""`/complaint/`: questions and complaints, with or without a name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kitei.office.lawbook import current
from kitei.portal.asking.guide import askable, guide
from kitei.portal.shared.answering import language, page


@require_safe
def complaint(request: HttpRequest) -> HttpResponse:
    """What happens with a complaint, and where it begins."""
    law = current()
    found = next((each for each in askable(law) if each.matter == "complaint"), None)
    if found is None:
        raise Http404
    return page(request, "complaint.jinja", guide=guide(law, found, language()))
