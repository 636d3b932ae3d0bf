"""`/draft/…`: saving for later, and going on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kitei import clock
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.requests.models import Draft
from kitei.office.requests.services import drafts, links
from kitei.portal.filing.sheets import filed
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.limits import GUESSES_OF_ADDRESS, MAILS_OF_ADDRESS, TooManyTries, address_of, spend
from kitei.portal.shared.naming import say
from kitei.portal.shared.visits import draft_of, end_draft, keep_draft

_TOO_MANY = 429


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """Where one goes on: the draft of this browser, or how to find another."""
    found = _mine(request)
    return page(request, "draft.jinja", found=_told(found) if found else None)


@require_safe
def draft_saved(request: HttpRequest) -> HttpResponse:
    """It is kept: the link to it, and a message with the link."""
    found = _mine(request)
    if found is None:
        return redirect("portal:draft")
    return page(request, "draft_saved.jinja", **_saved(request, found))


@require_POST
def draft_mail(request: HttpRequest) -> HttpResponse:
    """Send the link to the address given."""
    found, token = _mine(request), draft_of(request)
    if found is None or token is None:
        return redirect("portal:draft")
    email = request.POST.get("email", "").strip() or str(found.email or "")
    whole = reverse("portal:draft_link", args=[token, "TOKEN"])
    try:
        spend(MAILS_OF_ADDRESS, address_of(request))
        links.send_link(
            about=found,
            to=email,
            address=request.build_absolute_uri(whole).replace("TOKEN", "{token}"),
            at=clock.now(),
            language=language(),
        )
    except OfficeError as error:
        trouble = [("f-email", error.of(language()))]
        return page(request, "draft_saved.jinja", status=422, **{**_saved(request, found), "errors": trouble})
    return page(request, "draft_saved.jinja", **{**_saved(request, found), "sent": True})


@require_http_methods(["GET", "HEAD", "POST"])
def draft_link(request: HttpRequest, token: str, once: str = "") -> HttpResponse:
    """A link to a draft. Nothing happens until the button is pressed: programs that look at letters open links too."""
    try:
        spend(GUESSES_OF_ADDRESS, address_of(request))
        found = drafts.resume_draft(token=token, at=clock.now())
    except TooManyTries as error:
        return page(request, "draft_gone.jinja", status=_TOO_MANY, says=error.of(language()))
    except drafts.NoSuchDraft as error:
        return page(request, "draft_gone.jinja", status=404, says=error.of(language()))
    if request.method != "POST":
        return page(request, "draft_link.jinja", found=_told(found))
    if once:
        _confirm(once)
    answer = redirect("portal:file", found.procedure)
    keep_draft(answer, token)
    return answer


@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Throw it away; what was in it can be read by nobody any more."""
    token = draft_of(request)
    answer = page(request, "draft_gone.jinja", says=t("書きかけの内容を消しました。", "Your draft has been erased."))
    if token is not None:
        try:
            drafts.discard_draft(token=token, at=clock.now())
        except drafts.NoSuchDraft as error:
            answer = page(request, "draft_gone.jinja", says=error.of(language()))
        end_draft(answer)
    return answer


def _confirm(once: str) -> None:
    """The address is the visitor's, if the link is still good; the draft opens either way."""
    try:
        links.open_link(token=once, at=clock.now())
    except links.LinkSpent:
        return


def _mine(request: HttpRequest) -> Draft | None:
    token = draft_of(request)
    if token is None:
        return None
    try:
        return drafts.resume_draft(token=token, at=clock.now())
    except drafts.NoSuchDraft:
        return None


def _told(found: Draft) -> dict[str, Any]:
    procedure = current().procedures[found.procedure]
    begin = filed(current(), found.procedure)
    return {
        "title": say(procedure.title, language()),
        "changed": found.changed_at,
        "expires": found.expires_on,
        "url": reverse("portal:file", args=[found.procedure]) if begin else reverse("portal:home"),
    }


def _saved(request: HttpRequest, found: Draft) -> dict[str, Any]:
    token = draft_of(request) or ""
    link = request.build_absolute_uri(reverse("portal:draft_link", args=[token]))
    return {"found": _told(found), "link": link, "email": str(found.email or ""), "errors": [], "sent": False}
