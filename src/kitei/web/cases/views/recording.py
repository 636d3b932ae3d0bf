"""What the record holds of a case: its acts, the receipt of one, a kept decision replayed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from kitei.office.cases.services.deciding import replay
from kitei.office.lawbook import current
from kitei.office.record import queries as record
from kitei.office.record.queries import NotYetInTree
from kitei.web.cases.finding import case_for
from kitei.web.cases.presenting import leaves
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language


@at_the_desk("case.read")
def acts(request: DeskRequest, number: str) -> HttpResponse:
    """Every act on a case, as the record has it."""
    case = case_for(request.desk, number)
    found = leaves.shown(record.acts_of(number), current(), language())
    return page(request, "cases/record.jinja", case=case, acts=found, tree=record.head())


@at_the_desk("case.read")
def receipt(request: DeskRequest, number: str, act: int) -> HttpResponse:
    """The proof that an act is in the record, as a file; anybody can check it without Kitei."""
    case_for(request.desk, number)
    if not record.acts_of(number).filter(id=act).exists():
        raise Http404(str(act))
    try:
        proof = record.receipt_of(act)
    except NotYetInTree as error:
        return page(request, "cases/record_later.jinja", status=409, number=number, says=error.of(language()))
    return file(proof.encode(), name=f"{number}-{act}.tlog-proof", media_type="text/plain; charset=utf-8")


@at_the_desk("case.read")
def decision(request: DeskRequest, number: str, key: UUID) -> HttpResponse:
    """A decision of the engine that was kept, decided again by the texts it carries."""
    case = case_for(request.desk, number)
    row = case.decisions.select_related("texts").filter(pk=key).first()
    if row is None or case.erased_on is not None:
        raise Http404(str(key))
    return page(request, "cases/decision.jinja", case=case, row=row, replay=replay(row), law=current())
