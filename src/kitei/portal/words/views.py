"""`/words/`: what the regulation says, clause by clause."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kitei.office.lawbook import current
from kitei.portal.shared.answering import language, page
from kitei.portal.words.chapters import parts


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The whole text in our own words, one part for each article."""
    law, tongue = current(), language()
    identity = law.regulation.identity
    return page(
        request,
        "words.jinja",
        title=identity.title.of(tongue),
        edition=identity.editions[-1],
        parts=parts(law, tongue),
    )
