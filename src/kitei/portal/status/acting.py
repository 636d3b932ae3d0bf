"""`/status/case/…`: what the person does: supplies what is missing, takes the request back, challenges the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kitei import clock
from kitei.forms.definition import Form
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.status import NoSuchRequest, Status, Turn, status
from kitei.office.requests.services import visiting
from kitei.portal.filing.fields import Sheet, WebField
from kitei.portal.filing.papering import limits
from kitei.portal.filing.reading import Fault, faults_of, typed, values_of
from kitei.portal.filing.sheets import filed
from kitei.portal.filing.writing import Writing, save
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.naming import say
from kitei.portal.shared.visits import Visit, keep_draft
from kitei.portal.status.prefilling import prefilled
from kitei.portal.status.telling import letters
from kitei.portal.status.views import can_answer, files_sent, new_key, shown

_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply as it came back from the browser."""

    body: str = ""
    entered: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    trouble: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@shown
def supply(request: HttpRequest, visit: Visit, step: str) -> HttpResponse:
    """What is missing: in words, as a file, on a form where there is one."""
    state = status(number=visit.number, secret=visit.secret, at=clock.now())
    turn = next((each for each in state.waits if each.step.id == step and can_answer(each.step.receives)), None)
    if turn is None:
        return redirect("portal:case")
    if request.method != "POST":
        return _show(request, state, turn, Answered(entered=_known(state, turn)))
    answered = _read(request, turn)
    if not answered.faults and not answered.trouble:
        try:
            _reply(request, visit, turn, answered)
        except NoSuchRequest:
            raise
        except OfficeError as error:
            answered = Answered(answered.body, answered.entered, (), error.of(language()))
        else:
            return redirect("portal:case")
    return _show(request, state, turn, answered)


@require_http_methods(["GET", "HEAD", "POST"])
@shown
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the request back, after being asked once more."""
    state = status(number=visit.number, secret=visit.secret, at=clock.now())
    if not state.withdrawable:
        return redirect("portal:case")
    trouble = ""
    if request.method == "POST":
        try:
            visiting.take_back(
                number=visit.number,
                secret=visit.secret,
                reason=request.POST.get("reason", "").replace("\0", ""),
                at=clock.now(),
                idempotency_key=request.POST.get("once") or None,
            )
        except NoSuchRequest:
            raise
        except OfficeError as error:
            trouble = error.of(language())
        else:
            return redirect("portal:case")
    values = {"case": state.case, "title": say(state.title, language()), "once": new_key()}
    errors = [("", trouble)] if trouble else []
    return page(request, "withdraw.jinja", status=_UNPROCESSABLE if errors else 200, errors=errors, **values)


@require_POST
@shown
def appeal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Begin to challenge the decision: the form is filled in with what is known."""
    at = clock.now()
    state = status(number=visit.number, secret=visit.secret, at=at)
    plan = filed(current(), state.appeal) if state.appeal else None
    if plan is None:
        raise Http404
    claimant = str(state.case.contact.get("claimant", "principal"))
    writing = Writing(
        plan,
        clock.day_of(at),
        entered=prefilled(plan, state),
        claimant=claimant if claimant in plan.claimants else "principal",
        email=str(state.case.contact.get("email", "")),
        against=(visit.number, visit.secret),
    )
    saved = save(request, writing, at, language())
    answer = redirect("portal:file", plan.procedure.id)
    keep_draft(answer, saved.token or "")
    return answer


def _read(request: HttpRequest, turn: Turn) -> Answered:
    body = request.POST.get("body", "").replace("\0", "")
    _, trouble = files_sent(request)
    form = _form(turn)
    if form is None:
        return Answered(body, trouble=trouble)
    names = _names(form)
    entered = _dated(form, typed(form, names, request.POST))
    faults = faults_of(form, entered, names, on=clock.today(), language=language())
    return Answered(body, entered, faults, trouble)


def _reply(request: HttpRequest, visit: Visit, turn: Turn, answered: Answered) -> None:
    form = _form(turn)
    files, _ = files_sent(request)
    visiting.reply(
        number=visit.number,
        secret=visit.secret,
        step=turn.step.id,
        outcome=turn.outcomes[0].id,
        paper=turn.papers[0] if form is not None else None,
        values=values_of(form, answered.entered) if form is not None else None,
        files=files,
        message=answered.body,
        at=clock.now(),
        idempotency_key=request.POST.get("once") or None,
    )


def _show(request: HttpRequest, state: Status, turn: Turn, answered: Answered) -> HttpResponse:
    form, tongue = _form(turn), language()
    fields: tuple[WebField, ...] = ()
    if form is not None:
        sheet = Sheet(current(), form, answered.entered, clock.today(), tongue)
        fields = sheet.fields(_names(form), answered.faults)
    errors = [(f"f-{each.field}", each.message) for each in answered.faults]
    if answered.trouble:
        errors.insert(0, ("f-body", answered.trouble))
    return page(
        request,
        "supply.jinja",
        status=_UNPROCESSABLE if errors else 200,
        case=state.case,
        heading=say(turn.step.title, tongue),
        asked=[each for each in state.messages if each.direction == "out"][-1:],
        letters=[each for each in letters(current(), state, tongue) if not each.came][-1:],
        fields=fields,
        errors=errors,
        body=answered.body,
        due=turn.due,
        limits=limits(),
        once=request.POST.get("once") or new_key(),
        hint=t(
            "何を補えばよいかは、届いた文書やメッセージに書かれています。",
            "What is missing stands in the letter or message you got.",
        ),
    )


def _form(turn: Turn) -> Form | None:
    """The form that goes with a step, where the office can take it in."""
    book = current_book()
    return book.form(book.printed_as(turn.papers[0])).form if turn.papers else None


def _known(state: Status, turn: Turn) -> dict[str, Any]:
    """What the form shows at first: who asks, as the case has it, and the day of the decision."""
    form = _form(turn)
    if form is None:
        return {}
    notices = [each.document.issued_on for each in state.papers if not each.came]
    known: dict[str, Any] = {name: str(value) for name, value in state.case.contact.items()}
    known |= {"name": str(known.get("name") or state.case.name), "data": str(state.case.title).partition(":")[2]}
    if notices:
        known["decided_on"] = {"y": str(notices[-1].year), "m": str(notices[-1].month), "d": str(notices[-1].day)}
    return {each.id: known[each.id] for each in form.fields if each.id in known}


def _names(form: Form) -> tuple[str, ...]:
    """The fields the person fills in; the day is filled in by itself."""
    return tuple(each.id for each in form.fields if not each.office and each.id != "date")


def _dated(form: Form, entered: dict[str, Any]) -> dict[str, Any]:
    today = clock.today()
    if any(each.id == "date" for each in form.fields):
        entered["date"] = {"y": str(today.year), "m": str(today.month), "d": str(today.day)}
    return entered
