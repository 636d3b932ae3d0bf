"""`/status/case/…`: one request, for whoever made it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kitei import clock
from kitei.office.cases.acting.printing import pdf_of
from kitei.office.cases.numbering import written
from kitei.office.cases.values import FileDraft
from kitei.office.ground import dice
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.requests.queries.status import NoSuchRequest, Status, status
from kitei.office.requests.services import visiting
from kitei.portal.filing.papering import limits, sent_file, too_large
from kitei.portal.shared.answering import file, language, page, t
from kitei.portal.shared.naming import say
from kitei.portal.shared.uploads import was_refused
from kitei.portal.shared.visits import Visit, end_visit, keep_visit, visit_of
from kitei.portal.status.telling import letters, lines, now

_P = ParamSpec("_P")
_Page = Callable[Concatenate[HttpRequest, Visit, _P], HttpResponse]
_View = Callable[Concatenate[HttpRequest, _P], HttpResponse]


def shown(view: _Page[_P]) -> _View[_P]:
    """A page for somebody who has shown number and secret; others are asked for them."""

    @wraps(view)
    def entered(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        visit = visit_of(request)
        if visit is None:
            return redirect("portal:status")
        try:
            return view(request, visit, *args, **kwargs)
        except NoSuchRequest:
            answer = redirect("portal:status")
            end_visit(answer)
            return answer

    return cast("_View[_P]", entered)


@require_safe
@shown
def case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How it stands: now, next, by when; papers, messages, and what one can do."""
    state = status(number=visit.number, secret=visit.secret, at=clock.now())
    answer = case_page(request, state)
    keep_visit(answer, visit)
    return answer


def case_page(
    request: HttpRequest, state: Status, errors: list[tuple[str, str]] | None = None, body: str = ""
) -> HttpResponse:
    """The page of one request, with what was wrong with a message."""
    law, tongue = current(), language()
    appeal = law.procedures.get(state.appeal) if state.appeal else None
    return page(
        request,
        "case.jinja",
        status=422 if errors else 200,
        state=state,
        case=state.case,
        number_words=written(state.case.number, tongue),
        title=say(state.title, tongue),
        now=now(law, state, tongue),
        lines=lines(law, state, tongue),
        letters=(told := letters(law, state, tongue)),
        result=next((each for each in reversed(told) if not each.came and each.file), None)
        if not state.case.running
        else None,
        turns=[(turn.step.id, say(turn.step.title, tongue)) for turn in state.waits if can_answer(turn.step.receives)],
        fee=any("paper-fee" in turn.step.receives for turn in state.waits),
        appeal=say(appeal.title, tongue) if appeal else "",
        errors=errors or [],
        body=body,
        limits=limits(),
        once=request.POST.get("once") or new_key(),
    )


@require_POST
@shown
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A message to the office, and a file with it."""
    body = request.POST.get("body", "").replace("\0", "")
    files, trouble = files_sent(request)
    try:
        if not trouble:
            visiting.write_message(
                number=visit.number,
                secret=visit.secret,
                body=body or (t("ファイルを送ります。", "A file is attached.") if files else ""),
                files=files,
                at=clock.now(),
                idempotency_key=request.POST.get("once") or None,
            )
            return redirect(reverse("portal:case") + "#messages")
    except NoSuchRequest:
        raise
    except OfficeError as error:
        trouble = error.of(language())
    state = status(number=visit.number, secret=visit.secret, at=clock.now())
    return case_page(request, state, [("f-body", trouble)], body)


@require_safe
@shown
def document(request: HttpRequest, visit: Visit, document: UUID) -> HttpResponse:
    """A paper of the request as PDF; the first download counts as its delivery."""
    del request
    try:
        found = visiting.note_download(number=visit.number, secret=visit.secret, document=str(document), at=clock.now())
    except NoSuchRequest as error:
        raise Http404 from error
    pdf = pdf_of(current(), found)
    if pdf is None:
        raise Http404
    return file(pdf, name=f"{visit.number}-{found.form.replace(':', '-')}.pdf")


def files_sent(request: HttpRequest) -> tuple[list[FileDraft], str]:
    """The file that came with a page, and what was wrong with it."""
    if was_refused(request):
        return [], too_large()
    found = sent_file(request)
    return ([found] if found is not None else []), ""


def can_answer(receives: tuple[str, ...]) -> bool:
    """Whether a step of the person's can be taken on this site; what is paid is seen by the office."""
    return "paper-fee" not in receives


def new_key() -> str:
    """A key for a form that must not act twice."""
    return dice.token(16).hex()
