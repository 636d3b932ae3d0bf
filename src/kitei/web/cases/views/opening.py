"""Opening a procedure that the institution starts of itself: an incident, a filing, an entrustment, taking data out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.ground.errors import OfficeError
from kitei.web.cases import deciding, opening
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@at_the_desk(opening.ACT)
def kinds(request: DeskRequest) -> HttpResponse:
    """What this person can open."""
    return page(request, "cases/kinds.jinja", kinds=opening.kinds(request.desk))


@at_the_desk(opening.ACT)
def begin(request: DeskRequest, procedure: str) -> HttpResponse:
    """What it is about; then its first step, with its form, is filled in."""
    kind = opening.kind(request.desk, procedure)
    if kind is None:
        raise Http404(procedure)
    error = ""
    if request.method == "POST":
        try:
            case = opening.opened(request.desk, kind, request.POST)
        except OfficeError as refused:
            error = refused.of(language())
        else:
            messages.success(request, t(f"{case.number} を開きました", f"{case.number} is open"))
            if deciding.choosing(case, request.desk, kind.procedure.start) is None:
                return redirect("cases:case", number=case.number)
            return redirect("cases:step", number=case.number, step=kind.procedure.start)
    shown = {"kind": kind, "units": opening.unit_options(kind), "sent": request.POST, "error": error}
    return page(request, "cases/open.jinja", status=422 if error else 200, **shown)
