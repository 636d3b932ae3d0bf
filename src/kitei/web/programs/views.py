"""Tokens of one's own, for everybody; webhooks and their calls, for whoever administers them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kitei.office.ground.errors import OfficeError
from kitei.office.programs import queries, services
from kitei.office.programs.models import Webhook
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t
from kitei.web.programs import offering
from kitei.web.signin.sensitive import once_more

USUAL_DAYS = 90


@at_the_desk()
def tokens(request: DeskRequest) -> HttpResponse:
    """One's own tokens, and a form for one more."""
    return _tokens(request)


@once_more
@require_POST
@at_the_desk()
def issue(request: DeskRequest) -> HttpResponse:
    """Issue a token; it is shown on the page that answers, and nowhere else."""
    desk = request.desk
    try:
        issued = services.issue_token(
            person=desk.person,
            label=request.POST.get("label", "").strip() or "API",
            scopes=offering.chosen(request.POST, "scopes"),
            days=offering.number(request.POST, "days"),
            actor=desk.actor("token.issued"),
            at=desk.at,
        )
    except OfficeError as error:
        return _tokens(request, error=error.of(language()))
    return _tokens(request, secret=issued.plain)


@require_POST
@at_the_desk()
def revoke(request: DeskRequest, key: UUID) -> HttpResponse:
    """Revoke one of one's own tokens."""
    found = next((each for each in queries.tokens_of(request.desk.person) if each.id == key), None)
    if found is None:
        raise Http404(str(key))
    services.revoke_token(token=found, actor=request.desk.actor("token.revoked"), at=request.desk.at)
    messages.success(request, t("トークンを取り消しました", "Token revoked"))
    return redirect("programs:tokens")


@at_the_desk("webhook.added")
def webhooks(request: DeskRequest) -> HttpResponse:
    """The office's webhooks, and a form for one more."""
    return _webhooks(request)


@once_more
@require_POST
@at_the_desk("webhook.added")
def add(request: DeskRequest) -> HttpResponse:
    """Add a webhook; its secret is shown on the page that answers, and nowhere else."""
    try:
        hook = services.add_webhook(
            person=request.desk.person,
            url=request.POST.get("url", "").strip(),
            acts=offering.events_sent(request.POST),
            actor=request.desk.actor("webhook.added"),
            at=request.desk.at,
        )
    except OfficeError as error:
        return _webhooks(request, error=error.of(language()))
    return _webhooks(request, secret=hook.secret)


@at_the_desk("webhook.added")
def deliveries(request: DeskRequest, key: UUID) -> HttpResponse:
    """The calls that were made to a webhook."""
    hook = _hook(key)
    calls = queries.deliveries_of(hook)
    return page(request, "programs/deliveries.jinja", hook=hook, calls=calls, offering=offering)


@once_more
@require_POST
@at_the_desk("webhook.removed")
def remove(request: DeskRequest, key: UUID) -> HttpResponse:
    """Tell a webhook no longer."""
    actor = request.desk.actor("webhook.removed")
    services.remove_webhook(webhook=_hook(key), actor=actor, at=request.desk.at)
    messages.success(request, t("通知をやめました", "Webhook removed"))
    return redirect("programs:webhooks")


def _hook(key: UUID) -> Webhook:
    found = next((each for each in queries.webhooks(None) if each.id == key), None)
    if found is None:
        raise Http404(str(key))
    return found


def _tokens(request: DeskRequest, *, secret: str = "", error: str = "") -> HttpResponse:
    desk, kept = request.desk, request.POST if error else {}
    shown: dict[str, Any] = {
        "tokens": queries.tokens_of(desk.person),
        "scopes": offering.scopes(desk.powers),
        "ticked": request.POST.getlist("scopes") if error else [],
        "fields": {"label": kept.get("label", ""), "days": kept.get("days", USUAL_DAYS)},
        "longest": services.LONGEST.days,
        "manages": desk.may("webhook.added"),
        "now": desk.at,
    }
    status = 422 if error else 200
    return page(request, "programs/tokens.jinja", status=status, secret=secret, error=error, offering=offering, **shown)


def _webhooks(request: DeskRequest, *, secret: str = "", error: str = "") -> HttpResponse:
    shown: dict[str, Any] = {
        "hooks": queries.webhooks(None),
        "events": offering.events(),
        "ticked": request.POST.getlist("acts") if error else [],
        "fields": {name: request.POST.get(name, "") if error else "" for name in ("url", "days")},
        "manages": True,
    }
    status = 422 if error else 200
    return page(
        request, "programs/webhooks.jinja", status=status, secret=secret, error=error, offering=offering, **shown
    )
