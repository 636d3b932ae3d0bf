"""`/` and `/desks/`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kitei.office.lawbook import Law, current
from kitei.portal.asking.guide import askable
from kitei.portal.asking.matters import wish
from kitei.portal.shared.answering import language, page
from kitei.portal.shared.citing import Citation, citation
from kitei.portal.shared.naming import say
from kitei.regulations.schema.words import Language

_LATER = frozenset({"appeal", "complaint"})
"""Matters that are not the first thing a person asks."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A way in: what a person wants, what the institution calls it, where it begins."""

    wish: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A place or a person one can turn to."""

    title: str
    purpose: str
    contact: str
    clause: Citation


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what a person may want."""
    tongue = language()
    law = current()
    wishes = [
        Wish(wish(each.matter, tongue), say(each.title, tongue), reverse("portal:guide", args=[each.id]))
        for each in askable(law)
        if each.matter not in _LATER
    ]
    wishes.append(_complaint(law, tongue))
    return page(request, "home.jinja", wishes=wishes)


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Where to turn: the desks the text names, and who is responsible."""
    tongue = language()
    law = current()
    named = [
        Desk(each.title.of(tongue), each.purpose.of(tongue), each.contact or "", citation(law, each.clause, tongue))
        for each in law.regulation.identity.desks
    ]
    acting = set(law.actors)
    officers = [
        Desk(each.title.of(tongue), each.duties.of(tongue), "", citation(law, each.clause, tongue))
        for each in law.regulation.identity.roles
        if each.id in acting and each.duties is not None
    ]
    return page(request, "desks.jinja", desks=named, officer=officers)


def _complaint(law: Law, tongue: Language) -> Wish:
    found = next((each for each in askable(law) if each.matter == "complaint"), None)
    title = say(found.title, tongue) if found else ""
    return Wish(wish("complaint", tongue), title, reverse("portal:complaint"))
