"""`/file/done/`: the receipt, on the screen and as a PDF."""

from __future__ import annotations

from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from kitei import clock
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.values import read_values
from kitei.office.cases.models import Case
from kitei.office.cases.numbering import written
from kitei.office.lawbook import current
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.status import NoSuchRequest, Status, status
from kitei.office.requests.queries.visitors import cases_of
from kitei.portal.shared.answering import file, language, page, t
from kitei.portal.shared.naming import say
from kitei.portal.shared.visits import Visit, visit_of

_FORM = "office:receipt"
_printer = Printer()
_printing = Lock()


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of what was sent in this visit."""
    found = _fresh(request)
    if found is None:
        return redirect("portal:status")
    visit, state, cases = found
    tongue = language()
    return page(
        request,
        "receipt.jinja",
        cases=[(case.number, written(case.number, tongue)) for case in cases],
        secret=visit.secret,
        received_on=state.case.opened_on,
        to=_to(),
        email=bool(state.case.contact.get("email")),
        title=say(state.title, tongue),
        next=_next(state),
    )


@require_safe
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The receipt to keep."""
    found = _fresh(request)
    if found is None:
        return redirect("portal:status")
    visit, state, cases = found
    tongue = language()
    values = {
        "date": state.case.opened_on,
        "number": "\n".join(f"{case.number}（{written(case.number, tongue)}）" for case in cases),
        "secret": visit.secret,
        "procedure": say(state.title, tongue),
        "to": _to(),
        "address": request.build_absolute_uri(reverse("portal:status")),
        "next": "\n".join(_next(state)),
    }
    folder = current().form(_FORM)
    read = read_values(folder.form, values, on=state.case.opened_on)
    with _printing:
        paper = _printer.print(folder, read, Setting(made_on=state.case.opened_on, language=tongue))
    return file(paper.pdf, name=f"{visit.number}.pdf")


def _fresh(request: HttpRequest) -> tuple[Visit, Status, tuple[Case, ...]] | None:
    visit = visit_of(request)
    if visit is None or not visit.fresh:
        return None
    try:
        state = status(number=visit.number, secret=visit.secret, at=clock.now())
    except NoSuchRequest:
        return None
    return visit, state, cases_of(number=visit.number, secret=visit.secret)


def _to() -> str:
    desk, tongue = current_book().desk, language()
    return desk.of(tongue) if desk is not None else current().institution.of(tongue)


def _next(state: Status) -> list[str]:
    """What usually follows, in the words of the procedure."""
    parting = "：" if language() == "ja" else ": "
    ahead = [stage for stage in state.stages if stage.place != "done"]
    said = [f"{stage.actor.of(language())}{parting}{say(stage.step.title, language())}" for stage in ahead[:4]]
    said.append(
        t(
            "結果は、文書でお知らせします。このサイトでも見られます。",
            "You get the result in writing; you can also see it on this site.",
        )
    )
    return said
