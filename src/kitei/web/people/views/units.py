"""Units of the institution."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people import services
from kitei.office.people.models import Unit
from kitei.office.people.queries import units_tree
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.people.reading import Fault, again, fault, kind_choices, unit_by, unit_choices


@at_the_desk("unit.added")
def listing(request: DeskRequest) -> HttpResponse:
    """The tree of units, and a form for one more."""
    fields = again(request.POST.dict(), code="", title_ja="", title_en="", parent="", kind="office")
    if request.method == "POST":
        try:
            services.add_unit(
                code=fields["code"],
                title_ja=fields["title_ja"],
                title_en=fields["title_en"],
                parent=unit_by(fields["parent"]),
                kind=fields["kind"],
                actor=request.desk.powers.actor("administrator"),
                powers=request.desk.powers,
                at=request.desk.at,
            )
        except OfficeError as error:
            return _list(request, fields, fault(error))
        return redirect("people:units")
    return _list(request, fields, None)


@at_the_desk("unit.changed")
def change(request: DeskRequest, code: str) -> HttpResponse:
    """Change a unit."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), code=code)
    usual = {"title_ja": unit.title_ja, "title_en": unit.title_en, "kind": unit.kind}
    fields = again(request.POST.dict(), **usual, parent=unit.parent.code if unit.parent else "")
    wrong: Fault | None = None
    if request.method == "POST":
        try:
            services.change_unit(
                unit=unit,
                title_ja=fields["title_ja"],
                title_en=fields["title_en"],
                parent=unit_by(fields["parent"]),
                kind=fields["kind"],
                actor=request.desk.powers.actor("administrator"),
                powers=request.desk.powers,
                at=request.desk.at,
            )
        except OfficeError as error:
            wrong = fault(error)
        else:
            return redirect("people:units")
    shown: dict[str, Any] = {
        "fields": fields,
        "wrong": wrong,
        "kinds": kind_choices(current()),
        "units": unit_choices(),
    }
    return page(request, "people/unit.jinja", unit=unit, status=422 if wrong else 200, **shown)


def _list(request: DeskRequest, fields: dict[str, str], wrong: Fault | None) -> HttpResponse:
    shown: dict[str, Any] = {
        "fields": fields,
        "wrong": wrong,
        "kinds": kind_choices(current()),
        "units": unit_choices(),
    }
    return page(request, "people/units.jinja", tree=units_tree(), status=422 if wrong else 200, **shown)
