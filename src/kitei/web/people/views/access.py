"""The table of access, for everybody at the desk to read."""

from __future__ import annotations

from django.http import HttpResponse

from kitei.office.lawbook import OFFICE_ROLES, current
from kitei.office.people.access.grants import REACH_TITLES
from kitei.office.people.access.rows import rows_by_role
from kitei.office.people.access.titles import ACT_TITLES
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page


@at_the_desk()
def table(request: DeskRequest) -> HttpResponse:
    """Role × act × reach, as the regulation makes it."""
    law = current()
    return page(
        request,
        "people/access.jinja",
        law=law,
        roles=rows_by_role(law),
        mine=request.desk.powers.roles,
        acts=ACT_TITLES,
        own=OFFICE_ROLES,
        reaches=REACH_TITLES,
    )
