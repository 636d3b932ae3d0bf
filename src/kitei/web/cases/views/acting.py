"""One page for every action beside the steps: its form, and what the office answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.cases.models import Case
from kitei.office.ground.errors import OfficeError
from kitei.web.cases.actions import ACTIONS, Action, Sent, possible
from kitei.web.cases.finding import case_for
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language
from kitei.web.signin.sensitive import once_more


@at_the_desk("case.read")
def act(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """Show the form, or do it; what cannot be undone only after showing once more who one is."""
    case = case_for(request.desk, number)
    action = ACTIONS.get(name)
    if action is None or action not in possible(case, request.desk):
        raise Http404(name)
    answer: HttpResponse = (once_more(_act) if action.danger else _act)(request, case, action)
    return answer


def _act(request: DeskRequest, case: Case, action: Action) -> HttpResponse:
    entries = action.entries(case, request.desk)
    error = ""
    if request.method == "POST":
        try:
            action.do(Sent(case=case, desk=request.desk, data=request.POST, files=request.FILES.dict(), act=action.act))
        except OfficeError as refused:
            error = refused.of(language())
        else:
            messages.success(request, action.done)
            return redirect("cases:case", number=case.number)
    values = {"case": case, "action": action, "entries": entries, "sent": request.POST, "error": error}
    return page(request, "cases/action.jinja", status=422 if error else 200, **values)
