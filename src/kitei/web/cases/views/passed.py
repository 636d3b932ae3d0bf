"""Cases that one's unit handed on to another: the list, the file as it was then, its papers. Nothing is done here."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from kitei.office.cases import queries
from kitei.office.cases.acting.printing import pdf_of
from kitei.office.cases.queries import OldFile
from kitei.office.lawbook import current
from kitei.web.cases.presenting import sheet, story
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language


@at_the_desk("case.read", "case.search")
def overview(request: DeskRequest) -> HttpResponse:
    """What the units of this person handed on, the latest first."""
    return page(request, "cases/passed_list.jinja", rows=queries.handed_on(request.desk.powers))


@at_the_desk("case.read", "case.search")
def passed(request: DeskRequest, key: UUID) -> HttpResponse:
    """One of them: to whom and when, and the file as it was then."""
    found = _file(request, key)
    case = found.row.case
    papers = [sheet.paper(each, case, language()) for each in found.papers]
    return page(request, "cases/passed.jinja", file=found, case=case, papers=papers, story=story.told(found.story))


@at_the_desk("case.read", "case.search")
def paper(request: DeskRequest, key: UUID, paper: UUID) -> HttpResponse:
    """A paper that was in the file then."""
    row = next((each for each in _file(request, key).papers if each.pk == paper), None)
    pdf = pdf_of(current(), row) if row is not None else None
    if row is None or pdf is None:
        raise Http404(str(paper))
    name = f"{row.case.number}-{row.form.replace(':', '-')}-{row.issued_on.isoformat()}.pdf"
    return file(pdf, name=name, media_type="application/pdf", shown=True)


@at_the_desk("case.read", "case.search")
def attachment(request: DeskRequest, key: UUID, file_key: UUID) -> HttpResponse:
    """A file that was in it then; only taken away."""
    row = next((each for each in _file(request, key).attachments if each.pk == file_key), None)
    if row is None:
        raise Http404(str(file_key))
    return file(bytes(row.content), name=str(row.filename), media_type=row.media_type, shown=False)


def _file(request: DeskRequest, key: UUID) -> OldFile:
    row = queries.handed_on_by(request.desk.powers, key)
    if row is None or row.case.erased_on is not None:
        raise Http404(str(key))
    return queries.old_file(row)
