"""Units of the institution."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people import services
from kitei.office.people.queries import unit_of, units_tree
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.people.reading import Fault, again, by, fault, kind_choices, unit_by, unit_choices


@at_the_desk("unit.added")
def listing(request: DeskRequest) -> HttpResponse:
    """The tree of units, and a form for one more."""
    fields = again(request.POST.dict(), code="", **_EMPTY, kind="office")
    if request.method == "POST":
        try:
            services.add_unit(code=fields["code"], **_given(fields), **by(request))
        except OfficeError as error:
            return _shown(request, "people/units.jinja", fields, fault(error), tree=units_tree())
        return redirect("people:units")
    return _shown(request, "people/units.jinja", fields, None, tree=units_tree())


@at_the_desk("unit.changed")
def change(request: DeskRequest, code: str) -> HttpResponse:
    """Change a unit."""
    unit = unit_of(code)
    if unit is None:
        raise Http404(code)
    usual = {"title_ja": unit.title_ja, "title_en": unit.title_en, "kind": unit.kind}
    fields = again(request.POST.dict(), **usual, parent=unit.parent.code if unit.parent else "")
    if request.method == "POST":
        try:
            services.change_unit(unit=unit, **_given(fields), **by(request))
        except OfficeError as error:
            return _shown(request, "people/unit.jinja", fields, fault(error), unit=unit)
        return redirect("people:units")
    return _shown(request, "people/unit.jinja", fields, None, unit=unit)


_EMPTY = {"title_ja": "", "title_en": "", "parent": ""}


def _given(fields: dict[str, str]) -> dict[str, Any]:
    """What was entered, as the services take it."""
    titles = {name: fields[name] for name in ("title_ja", "title_en", "kind")}
    return {**titles, "parent": unit_by(fields["parent"])}


def _shown(
    request: DeskRequest, template: str, fields: dict[str, str], wrong: Fault | None, **more: Any
) -> HttpResponse:
    lists = {"kinds": kind_choices(current()), "units": unit_choices()}
    return page(request, template, status=422 if wrong else 200, fields=fields, wrong=wrong, **lists, **more)
