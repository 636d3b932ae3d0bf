"""What falls due: a month as a page, and a feed for calendar programs."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from kitei import clock
from kitei.office.cases import queries
from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.office.people.models import Account
from kitei.web.calendar import feeding, months
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t

PAST, COMING = timedelta(days=60), timedelta(days=400)
"""How far the feed looks back and ahead."""


@at_the_desk("case.read")
def month(request: DeskRequest, year: int | None = None, number: int | None = None) -> HttpResponse:
    """A month with what falls due; this month unless told."""
    today = request.desk.today
    first = today.replace(day=1) if year is None or number is None else feeding.first_of(year, number)
    if first is None:
        raise Http404
    due = months.tasks(queries.calendar(request.desk.powers, *months.span(first)))
    return page(request, "calendar/month.jinja", month=months.month(first, due), late=months.late(due, today))


@at_the_desk("case.read")
def address(request: DeskRequest) -> HttpResponse:
    """The address of this person's feed, with what to do with it."""
    path = reverse("calendar:feed", args=[feeding.token(cast("Account", request.user), request.desk.person)])
    return page(request, "calendar/feed.jinja", address=f"{settings.OFFICE['base_url']}{path}")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed. Whoever holds its address reads it, as a calendar program must; it names nobody whose case it is."""
    del request
    person = feeding.reader_of(token)
    if person is None or not person.works_on(clock.today()):
        raise Http404
    at = clock.now()
    today = clock.day_of(at)
    with translation.override(person.language):
        due = months.tasks(queries.calendar(access.powers(person, today), today - PAST, today + COMING))
        made = feeding.calendar(
            due,
            name=t("個人情報の期限", "Privacy office: due"),
            origin=str(settings.OFFICE["origin"]),
            at=at,
            cases=f"{settings.OFFICE['base_url']}{reverse('cases:list')}",
        )
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{current().key}.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Language"] = language()
    return answer
