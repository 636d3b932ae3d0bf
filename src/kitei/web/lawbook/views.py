"""The regulation to read: contents, one clause, comparison, procedures, forms."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from kitei.forms.catalogue import UnknownForm
from kitei.office.lawbook import NoSuchClause, current
from kitei.procedures.drawing import draw
from kitei.procedures.naming import actor_names
from kitei.procedures.procedure import Procedure
from kitei.web.lawbook import comparing, outline, papers
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.showing.clauses import citation
from kitei.web.look.words import language


@at_the_desk()
def contents(request: DeskRequest) -> HttpResponse:
    """The whole regulation as a table of contents, and a search through it and the statutes."""
    law, words = current(), request.GET.get("q", "").strip()[:100]
    return page(
        request,
        "lawbook/contents.jinja",
        law=law,
        tree=outline.tree(law.regulation),
        edition=law.edition(request.desk.today),
        words=words,
        found=outline.search(law, words),
        heading=outline.heading,
    )


@at_the_desk()
def clause(request: DeskRequest, name: str) -> HttpResponse:
    """One clause with those below it."""
    try:
        found = outline.reading(current(), name)
    except NoSuchClause as error:
        raise Http404(str(error)) from error
    return page(request, "lawbook/clause.jinja", law=current(), found=found, heading=outline.heading)


@at_the_desk()
def comparison(request: DeskRequest) -> HttpResponse:
    """This regulation beside another, question by question."""
    law, tongue = current(), language()
    known = comparing.others(law, tongue)
    other = request.GET.get("with", known[0][0])
    if other not in dict(known):
        raise Http404(other)
    every = request.GET.get("all") == "1"
    return page(
        request,
        "lawbook/comparison.jinja",
        known=known,
        other=other,
        other_name=dict(known)[other],
        every=every,
        rows=comparing.rows(law, other, tongue, only_differing=not every),
    )


@at_the_desk()
def procedures(request: DeskRequest) -> HttpResponse:
    """The procedures of the regulation."""
    return page(request, "lawbook/procedures.jinja", law=current(), procedures=current().procedures.values())


@at_the_desk()
def procedure(request: DeskRequest, name: str) -> HttpResponse:
    """One procedure: drawn, and as a table."""
    found = _procedure(name)
    return page(
        request,
        "lawbook/procedure.jinja",
        law=current(),
        procedure=found,
        papers=current().papers(found, language()),
    )


@at_the_desk()
def drawing(request: DeskRequest, name: str) -> HttpResponse:
    """The drawing by itself: an image with its own style, so that the page around it needs none inline."""
    del request
    law, tongue, found = current(), language(), _procedure(name)
    names = actor_names(law.regulation, law.statutes, tongue)
    answer = HttpResponse(draw(found, names, tongue, law.papers(found, tongue), citation), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=600"
    answer.headers["Vary"] = "Cookie"
    return answer


@at_the_desk()
def forms(request: DeskRequest) -> HttpResponse:
    """The forms: prescribed ones, and models."""
    return page(request, "lawbook/forms.jinja", groups=papers.groups(current()), number=papers.number)


@at_the_desk()
def blank(request: DeskRequest, name: str) -> HttpResponse:
    """An empty form as a PDF."""
    try:
        made = papers.empty(current(), name, language(), request.desk.today)
    except UnknownForm as error:
        raise Http404(str(error)) from error
    return file(made, name=f"{name.replace(':', '-')}.pdf", media_type="application/pdf", shown=True)


def _procedure(name: str) -> Procedure:
    found = current().procedures.get(name)
    if found is None:
        raise Http404(name)
    return found
