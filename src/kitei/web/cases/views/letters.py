"""Letters that go with no step: chosen, written, looked at, issued; and papers issued before, corrected."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.cases.acting.printing import PaperNotReady
from kitei.office.cases.models import Case
from kitei.office.ground.errors import OfficeError
from kitei.web.cases import letters
from kitei.web.cases.finding import case_for
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language, t

ISSUES = "case.document_issued"


@at_the_desk(ISSUES)
def choose(request: DeskRequest, number: str) -> HttpResponse:
    """The forms of this institution."""
    case = _case(request, number)
    own, others = letters.kinds(case)
    return page(request, "cases/letters.jinja", case=case, own=own, others=others)


@at_the_desk(ISSUES)
def write(request: DeskRequest, number: str, form: str) -> HttpResponse:
    """Write one of them, look at it, and issue it."""
    case = _case(request, number)
    written = letters.letter(case, form, request.POST if request.method == "POST" else None)
    return _written(request, written)


@at_the_desk(ISSUES)
def correct(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """Issue a paper again, corrected: the first stays in the file, and why it was corrected is recorded."""
    case = _case(request, number)
    first = letters.issued(case, key)
    if first is None:
        raise Http404(str(key))
    written = letters.letter(case, first.form, request.POST if request.method == "POST" else None, first)
    return _written(request, written)


def _case(request: DeskRequest, number: str) -> Case:
    case = case_for(request.desk, number)
    if case.erased_on is not None or not request.desk.may(ISSUES, case):
        raise Http404(number)
    return case


def _written(request: DeskRequest, written: letters.Letter | None) -> HttpResponse:
    if written is None:
        raise Http404
    if request.method == "POST":
        try:
            if "preview" in request.POST:
                pdf = letters.preview(written, request.desk)
                return file(pdf, name="preview.pdf", media_type="application/pdf", shown=True)
            letters.issue(written, request.desk)
        except PaperNotReady as error:
            written = letters.wrong(written, error)
        except OfficeError as error:
            written = letters.refused(written, error.of(language()))
        else:
            messages.success(request, t("書面を発行しました", "Issued"))
            return redirect("cases:case", number=written.case.number)
    status = 422 if written.errors else 200
    return page(request, "cases/letter.jinja", status=status, case=written.case, letter=written)
