"""Taking a step: choose how it ends, then ground, reason and paper; look at the paper first; then take it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.acting.taking import NeedsMeeting
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.web.cases import deciding, taking
from kitei.web.cases.finding import case_for, seen
from kitei.web.cases.presenting import meetings
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language, t


@at_the_desk("case.step_taken")
def choose(request: DeskRequest, number: str, step: str) -> HttpResponse:
    """The ways in which an open step can end, each with what follows from it."""
    case = case_for(request.desk, number)
    choosing = deciding.choosing(case, request.desk, step)
    if choosing is None:
        return _gone(request, number)
    if choosing.wanted.by_meeting:
        return _meets(request, choosing)
    if len(choosing.endings) == 1 and not choosing.blocked:
        return redirect("cases:take", number=number, step=step, outcome=choosing.endings[0].choice.id)
    return page(request, "cases/step.jinja", case=case, choosing=choosing)


@at_the_desk("case.step_taken")
def take(request: DeskRequest, number: str, step: str, outcome: str) -> HttpResponse:
    """One way: its ground, its reason and its paper; and taking it."""
    case = case_for(request.desk, number)
    choosing = deciding.choosing(case, request.desk, step)
    if choosing is None:
        return _gone(request, number)
    if choosing.wanted.by_meeting:
        return _meets(request, choosing)
    form = deciding.form(choosing, outcome, request.POST if request.method == "POST" else None)
    if form is None:
        raise Http404(outcome)
    if request.method == "POST":
        try:
            taking.take(form, seen(request))
        except OfficeError as error:
            form = deciding.wrong(form, error)
        else:
            messages.success(request, t("記録しました", "Recorded"))
            return redirect("cases:case", number=number)
    return page(
        request, "cases/take.jinja", status=422 if form.errors else 200, case=case, choosing=choosing, form=form
    )


@at_the_desk("case.step_taken")
def preview(request: DeskRequest, number: str, step: str, outcome: str) -> HttpResponse:
    """The paper as it would be issued; nothing is kept."""
    case = case_for(request.desk, number)
    choosing = deciding.choosing(case, request.desk, step)
    form = deciding.form(choosing, outcome, request.POST) if choosing and request.method == "POST" else None
    if form is None or form.paper is None:
        raise Http404(outcome)
    try:
        pdf = deciding.printed(form.paper, form)
    except PaperNotReady as error:
        form = deciding.wrong(form, error)
        return page(request, "cases/take.jinja", status=422, case=case, choosing=choosing, form=form)
    return file(pdf, name=f"{number}-preview.pdf", media_type="application/pdf", shown=True)


def _meets(request: DeskRequest, choosing: deciding.Choosing) -> HttpResponse:
    """What a body decides is put on an agenda: there the page leads."""
    said = NeedsMeeting(current(), choosing.case, choosing.standing.procedure.steps[choosing.wanted.step])
    messages.warning(request, said.of(language()))
    return redirect(meetings.place(choosing.case, choosing.wanted).address)


def _gone(request: DeskRequest, number: str) -> HttpResponse:
    said = t("この段階は今は行えません。案件は先に進んでいます。", "The case has moved on: not this step now.")
    messages.warning(request, said)
    return redirect("cases:case", number=number)
