"""The desk's first page: what I must do, by when, under which clause, and what is late."""

from __future__ import annotations

from django.http import HttpResponse

from kitei.office.cases import queries
from kitei.web.home import todo
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page


@at_the_desk()
def home(request: DeskRequest) -> HttpResponse:
    """What this person must do today."""
    desk = request.desk
    found = queries.home(desk.powers, desk.today)
    return page(
        request, "home/home.jinja", home=found, groups=todo.groups(found), many=todo.many, works=desk.may("case.read")
    )
