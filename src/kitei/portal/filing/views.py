"""`/file/<procedure>/…`: one page of a request after the other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kitei import clock
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.portal.asking.matters import wish
from kitei.portal.filing.reading import Fault
from kitei.portal.filing.sheets import CHECK, PAPERS, PERSON, WHO, WISH, Filed, filed
from kitei.portal.filing.taking import Taken, take
from kitei.portal.filing.writing import Writing, save, taken_up
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.naming import say
from kitei.portal.shared.visits import keep_draft

_TEMPLATES = {WHO: "who.jinja", PERSON: "person.jinja", WISH: "wish.jinja"}
_UNPROCESSABLE = 422


def known(procedure: str) -> Filed:
    """A procedure that is filed on the portal.

    Raises:
        Http404: it is not.
    """
    found = filed(current(), procedure)
    if found is None:
        raise Http404
    return found


@require_safe
def begin(request: HttpRequest, procedure: str) -> HttpResponse:
    """The first page of a request."""
    del request
    return redirect("portal:sheet", procedure, known(procedure).sheets()[0])


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, procedure: str, name: str) -> HttpResponse:
    """One page: shown, or read and kept."""
    plan = known(procedure)
    if name not in plan.sheets() or name in (PAPERS, CHECK):
        raise Http404
    at = clock.now()
    writing = taken_up(request, plan, at, clock.day_of(at))
    if writing.token is None and name != plan.sheets()[0]:
        return redirect("portal:sheet", procedure, plan.sheets()[0])
    if request.method != "POST":
        return show(request, writing, name)
    taken = take(request, writing, name, language())
    if request.POST.get("go") == "peek":
        return show(request, taken.writing, name)
    return _kept(request, taken, name)


def _kept(request: HttpRequest, taken: Taken, name: str) -> HttpResponse:
    """Keep the page, and go on; nothing that was entered is lost when something is wrong with it."""
    if request.POST.get("website"):
        return show(request, taken.writing, name, wrong=(_trapped(),))
    try:
        writing = save(request, taken.writing, clock.now(), language())
    except OfficeError as error:
        return show(request, taken.writing, name, wrong=(Fault("", "", error.of(language())),))
    plan = writing.filed
    if request.POST.get("go") == "later":
        answer: HttpResponse = redirect("portal:draft_saved")
    elif taken.right:
        answer = redirect("portal:sheet", plan.procedure.id, plan.after(name))
    else:
        answer = show(request, writing, name, taken.faults, taken.wrong, more=taken.more)
    keep_draft(answer, writing.token or "")
    return answer


def show(
    request: HttpRequest,
    writing: Writing,
    name: str,
    faults: tuple[Fault, ...] = (),
    wrong: tuple[Fault, ...] = (),
    *,
    more: bool = False,
) -> HttpResponse:
    """A page with its fields, and what is wrong."""
    status = _UNPROCESSABLE if faults or wrong else 200
    values = frame(writing.filed, name) | {
        "fields": writing.sheet(language()).fields(writing.shown(name), (*faults, *wrong)),
        "errors": [(f"f-{each.field}" if each.field else "", each.message) for each in (*wrong, *faults)],
        "wrong": {each.field: each.message for each in wrong},
        "more": more and not faults and not wrong,
        "claimant": writing.claimant,
        "claimants": _claimants(writing.filed),
        "email": writing.email,
        "kinds": _kinds(writing) if name == WISH else (),
        "kind": writing.kind,
    }
    return page(request, _TEMPLATES[name], status=status, **values)


def frame(plan: Filed, name: str) -> dict[str, Any]:
    """What every page of a request has: its name, the way back, how far one is."""
    tongue = language()
    sheets = plan.sheets()
    before = plan.before(name)
    procedure = plan.procedure
    complaint = procedure.matter == "complaint"
    return {
        "plan": plan,
        "sheet": name,
        "title": say(procedure.title, tongue) if not complaint else wish(procedure.matter, tongue),
        "guide_url": reverse("portal:complaint") if complaint else reverse("portal:guide", args=[procedure.id]),
        "heading": _heading(name, complaint=complaint),
        "lead": plan.filing.note.of(tongue) if plan.filing.note and name == WISH else "",
        "steps": sheets,
        "step": sheets.index(name) + 1,
        "back": reverse("portal:sheet", args=[procedure.id, before]) if before else "",
    }


def _heading(name: str, *, complaint: bool) -> str:
    if name == PERSON and complaint:
        return t("お名前と連絡先（書かなくてもかまいません）", "Your name and how to reach you (not needed)")
    return {
        WHO: t("だれの情報についての請求ですか", "Whose information is it about?"),
        PERSON: t("お名前と連絡先", "Your name and how to reach you"),
        WISH: t("内容", "What it is about") if complaint else t("請求の内容", "What you ask for"),
        PAPERS: t("確認の書類", "Your documents"),
        CHECK: t("送る前の確認", "Check before you send"),
    }[name]


def _claimants(plan: Filed) -> tuple[tuple[str, str, str], ...]:
    tongue = language()
    named = {value.id: say(value, tongue) for value in plan.law.vocabulary.enums["claimant"].values}
    mine = t("自分（本人）", "My own")
    return tuple(
        (
            rule.claimant,
            mine if rule.claimant == "principal" else another(named[rule.claimant]),
            rule.note.of(tongue) if rule.note else "",
        )
        for rule in plan.filing.claimants
    )


def another(claimant: str) -> str:
    """That somebody asks for another person, and as what."""
    return t(f"ほかの人（{claimant}として）", f"Somebody else’s (I am: {claimant[:1].lower()}{claimant[1:]})")


def _kinds(writing: Writing) -> tuple[tuple[str, str], ...]:
    named = {value.id: value for value in writing.filed.law.vocabulary.enums["request_kind"].values}
    return tuple((kind, say(named[kind], language())) for kind in writing.filed.open_kinds(writing.known))


def _trapped() -> Fault:
    return Fault(
        "",
        "",
        t(
            "送信できませんでした。「ここには何も入力しないでください」という欄を空にしてください。",
            "Not sent: please leave the field empty that says so.",
        ),
    )
