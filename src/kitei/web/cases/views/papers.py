"""Papers and files of a case: looked at, taken away, handed over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.cases.acting.printing import pdf_of
from kitei.office.cases.models import Document
from kitei.office.cases.services import documents
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.requests.books import current_book
from kitei.web.cases import handing
from kitei.web.cases.finding import case_for
from kitei.web.cases.presenting import values as presented
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language, t


@at_the_desk("case.read")
def document(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """A paper as PDF, shown in the browser; with `?save`, to take away."""
    row = _document(request, number, key)
    pdf = pdf_of(current(), row)
    if pdf is None:
        raise Http404(str(key))
    name = f"{number}-{row.form.replace(':', '-')}-{row.issued_on.isoformat()}.pdf"
    return file(pdf, name=name, media_type="application/pdf", shown="save" not in request.GET)


@at_the_desk("case.read")
def values(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """What was filled in on a paper, as a table."""
    row = _document(request, number, key)
    form = current_book().form(current_book().printed_as(row.form, row.case.procedure)).form
    shown = presented.rows(form, row.values, language())
    title = current_book().title(row.form, row.case.procedure).of(language())
    return page(request, "cases/values.jinja", case=row.case, document=row, title=title, rows=shown)


@at_the_desk("case.handed_over")
def handed_over(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """Note that a paper reached the person."""
    row = _document(request, number, key)
    error = ""
    if request.method == "POST":
        try:
            documents.hand_over(document=row, **handing.asked(row, request.desk, request.POST))
        except OfficeError as refused:
            error = refused.of(language())
        else:
            messages.success(request, t("渡したことを記録しました", "Handing over recorded"))
            return redirect("cases:case", number=number)
    title = current_book().title(row.form, row.case.procedure).of(language())
    values: dict[str, Any] = {"case": row.case, "document": row, "title": title, "sent": request.POST, "error": error}
    return page(request, "cases/handed_over.jinja", status=422 if error else 200, ways=handing.ways(), **values)


@at_the_desk("case.read")
def attachment(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """A file as it was handed in; never shown in the browser, only taken away. Pictures may be looked at."""
    case = case_for(request.desk, number)
    row = case.attachments.filter(pk=key).first()
    if row is None:
        raise Http404(str(key))
    shown = row.media_type in {"image/png", "image/jpeg"} and "look" in request.GET
    return file(bytes(row.content), name=str(row.filename), media_type=row.media_type, shown=shown)


def _document(request: DeskRequest, number: str, key: UUID) -> Document:
    case = case_for(request.desk, number)
    row: Document | None = case.documents.select_related("case").filter(pk=key).first()
    if row is None or case.erased_on is not None:
        raise Http404(str(key))
    return row
