"""A request on paper: taken in at the counter or from the post, keyed in beside its picture; who asks is checked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.ground.errors import OfficeError
from kitei.office.requests.books import current_book
from kitei.office.requests.services.checking import check_identity
from kitei.office.requests.services.filing import NotFilledIn
from kitei.web.cases.finding import case_for
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language, t
from kitei.web.requests import keying, proving, scanning

OPENS = "request.filed"


@at_the_desk(OPENS)
def kinds(request: DeskRequest) -> HttpResponse:
    """What can be asked on paper here."""
    return page(request, "requests/kinds.jinja", kinds=keying.kinds(current_book(), language()))


@at_the_desk(OPENS)
def begin(request: DeskRequest, procedure: str) -> HttpResponse:
    """When and how it came in, and its picture if there is one."""
    form = keying.form(current_book(), procedure, language())
    if form is None:
        raise Http404(procedure)
    error = ""
    if request.method == "POST":
        try:
            if form.appeal:
                keying.decided(request.POST.get("of", "").strip(), procedure, request.desk)
            scanning.keep(request, procedure)
        except OfficeError as refused:
            error = refused.of(language())
        else:
            return redirect("requests:enter", procedure=procedure)
    of = request.POST.get("of", request.GET.get("of", ""))
    return page(request, "requests/begin.jinja", status=422 if error else 200, form=form, error=error, of=of)


@at_the_desk(OPENS)
def enter(request: DeskRequest, procedure: str) -> HttpResponse:
    """Key it in beside its picture, and file it."""
    sent = request.POST if request.method == "POST" else None
    form = keying.form(current_book(), procedure, language(), sent)
    if form is None:
        raise Http404(procedure)
    paper = scanning.kept(request, procedure)
    if sent is not None:
        try:
            done = keying.file(form, paper, request.desk)
        except NotFilledIn as error:
            form = keying.wrong(form, error, language())
        except OfficeError as refused:
            form = keying.refused(form, refused.of(language()))
        else:
            scanning.done(request, done)
            return redirect("requests:filed")
    return page(request, "requests/enter.jinja", status=422 if form.errors else 200, form=form, paper=paper)


@at_the_desk(OPENS)
def filed(request: DeskRequest) -> HttpResponse:
    """The number, and the secret for the person: shown once, to be printed and handed over."""
    done = scanning.receipt(request)
    if done is None:
        return redirect("requests:kinds")
    return page(request, "requests/filed.jinja", **done)


@at_the_desk(OPENS)
def picture(request: DeskRequest, number: int) -> HttpResponse:
    """A page of the picture that is being keyed in."""
    made = scanning.picture(request, number)
    if made is None:
        raise Http404(str(number))
    return file(made, name=f"{number}.png", media_type="image/png", shown=True)


@at_the_desk("request.identity_checked")
def identity(request: DeskRequest, number: str) -> HttpResponse:
    """Note which document proved who asks, or for whom."""
    case = case_for(request.desk, number)
    error = ""
    if request.method == "POST":
        try:
            check_identity(**proving.asked(case, request.desk, request.POST))
        except OfficeError as refused:
            error = refused.of(language())
        else:
            messages.success(request, t("確認を記録しました", "Recorded"))
            return redirect("cases:case", number=number)
    asks = proving.asks(case, language())
    values = {"case": case, "asks": asks, "seen": proving.seen(case, language()), "sent": request.POST, "error": error}
    return page(request, "requests/identity.jinja", status=422 if error else 200, **values)
