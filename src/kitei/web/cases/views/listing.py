"""The list of cases: filters, search by number, name or day, page by page; and to take away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from kitei.office.cases import queries
from kitei.office.cases.retention import ERASES, ended
from kitei.web.cases import listing, opening
from kitei.web.cases.presenting.rows import rows
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.showing.tables import MEDIA_TYPES, kind_of, written
from kitei.web.look.words import t


@at_the_desk("case.search", "case.read")
def overview(request: DeskRequest) -> HttpResponse:
    """A page of the list, or what a search found."""
    asked = listing.read(request.GET, request.desk)
    if asked.text:
        found = queries.Page(queries.search(request.desk.powers, asked.text), None)
    else:
        found = queries.list_page(request.desk.powers, asked.filters, asked.after)
    template = "cases/_rows.jinja" if request.headers.get("HX-Target") == "rows" else "cases/list.jinja"
    values: dict[str, Any] = {"asked": asked, "next": found.next, "tabs": listing.tabs(asked), "kinds": listing.kinds()}
    files = request.desk.may("request.filed")
    return page(
        request,
        template,
        **values,
        rows=rows(found.lines, request.desk.today),
        base=reverse("cases:list"),
        files=files,
        erases=request.desk.may(ERASES),
        opens=opening.opens_any(request.desk.powers),
        in_a_unit=any(each.units for each in request.desk.powers.holdings),
    )


@at_the_desk(ERASES)
def retention(request: DeskRequest) -> HttpResponse:
    """The cases whose period of retention is over, proposed to be erased one by one."""
    past = ended(request.desk.powers, request.desk.today, settings.CASE_YEARS)
    return page(request, "cases/retention.jinja", rows=past)


@at_the_desk("case.search")
def export(request: DeskRequest, ending: str) -> HttpResponse:
    """The list as it is filtered, to take away: without names, which stay in the office."""
    kind = kind_of(ending)
    if kind is None:
        raise Http404(ending)
    asked = listing.read(request.GET, request.desk)
    taken = listing.exported(request.desk, asked.filters)
    made = written(kind, t("案件の一覧", "Cases"), listing.heads(), taken)
    return file(made, name=f"cases-{request.desk.today.isoformat()}.{kind}", media_type=MEDIA_TYPES[kind])
