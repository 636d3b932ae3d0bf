"""Pages of the record, for those who may examine it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from procrastinate.exceptions import AlreadyEnqueued

from kitei.jobs.record import tasks
from kitei.notary import NotaryError
from kitei.office.record import comparing, queries
from kitei.office.record.models import Act
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.words import language, t
from kitei.web.record import showing

SIZE = 50
LONGEST = 10_000  # signs of a checkpoint that somebody pastes


@at_the_desk("record.read")
def overview(request: DeskRequest) -> HttpResponse:
    """Where the record stands, and its acts, newest first; or the acts of one case."""
    case = request.GET.get("case", "").strip()[:64]
    before = request.GET.get("before", "")
    if case:
        found, older = list(queries.acts_of(case)[:1000]), None
    else:
        limit = int(before) if before.isdecimal() and len(before) < 19 else None
        found = queries.acts(before=limit, size=SIZE + 1)
        older = found[SIZE - 1].id if len(found) > SIZE else None
    return page(
        request,
        "record/overview.jinja",
        state=showing.state(),
        acts=showing.acts(found[: SIZE if not case else None]),
        case=case,
        older=older,
        paged=bool(before),
        checks=queries.verifications(10),
    )


@at_the_desk("record.read")
def act(request: DeskRequest, number: int) -> HttpResponse:
    """One act: its entry, the rows it changed, its place."""
    kept = _act(number)
    try:
        index = queries.place(number)
    except queries.NotYetInTree:
        index = None
    return page(
        request,
        "record/act.jinja",
        act=showing.acts([kept])[0],
        rows=kept.rows,
        entry=bytes(kept.entry).decode(),
        index=index,
    )


@at_the_desk("record.read")
def receipt(request: DeskRequest, number: int) -> HttpResponse:
    """The proof that an act is in the record; anybody can check it without Kitei."""
    del request
    _act(number)
    made = queries.receipt_of(number).encode()
    return file(made, name=f"act-{number}.tlog-proof", media_type="text/plain; charset=utf-8")


@at_the_desk("record.read")
def entry(request: DeskRequest, number: int) -> HttpResponse:
    """The entry to which a receipt belongs, byte by byte."""
    del request
    return file(bytes(_act(number).entry), name=f"act-{number}.json", media_type="application/json")


@at_the_desk("record.read")
def checkpoint(request: DeskRequest) -> HttpResponse:
    """The newest signed checkpoint, to keep where the office cannot reach."""
    del request
    head = queries.head()
    if head is None:
        raise Http404("checkpoint")
    return file(bytes(head.note), name=f"checkpoint-{head.size:012}.txt", media_type="text/plain; charset=utf-8")


@require_POST
@at_the_desk("record.read")
def compare(request: DeskRequest) -> HttpResponse:
    """A checkpoint that was kept elsewhere, against the record."""
    text = request.POST.get("note", "").replace("\r\n", "\n").strip()[:LONGEST] + "\n"
    try:
        found = comparing.compare(text.encode())
    except NotaryError as error:
        messages.error(request, error.ja if language() == "ja" else error.en)
        return redirect("record:overview")
    tell = messages.success if found.agrees else messages.error
    tell(request, showing.compared(found))
    return redirect("record:overview")


@require_POST
@at_the_desk("record.read")
def verify(request: DeskRequest) -> HttpResponse:
    """Have the whole record verified in the background."""
    try:
        with transaction.atomic():
            tasks.verify_now.defer()
        messages.info(request, t("検証を始めました。結果はこのページに出ます。", "Verification has begun; see here."))
    except AlreadyEnqueued:
        messages.info(request, t("検証はすでに始まっています。", "A verification is under way already."))
    return redirect("record:overview")


@at_the_desk("record.read")
def verification(request: DeskRequest, number: int) -> HttpResponse:
    """What one verification found."""
    kept = queries.verification(number)
    if kept is None:
        raise Http404(str(number))
    return page(request, "record/verification.jinja", check=kept, findings=showing.findings(kept))


def _act(number: int) -> Act:
    try:
        return queries.act(number)
    except queries.NoSuchAct as error:
        raise Http404(str(number)) from error
