"""Tokens and webhooks of the caller's own person."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from kitei.api.cases.forms import Line, Name
from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.office.programs import services
from kitei.office.programs.models import Token, Webhook

router = Router()


class TokenOut(Schema):
    """A token, without the token itself."""

    id: str
    label: str
    scopes: list[str]
    expires_at: datetime
    revoked_at: datetime | None


class HookIn(Schema):
    """Where to call, and which acts to tell of, by name or by their beginning; `clock.` for what is due or late."""

    url: Annotated[str, Field(max_length=500)]
    acts: Annotated[list[Name], Field(min_length=1, max_length=50)]


class HookOut(Schema):
    """A webhook; its secret signs every call, and is shown when it is added."""

    id: str
    url: str
    acts: list[str]
    secret: Line = ""


def _own(caller: Caller) -> str:
    return min(caller.powers.roles) if caller.powers.roles else "nobody"


@router.get("/tokens", response=answers(list[TokenOut]), operation_id="list_tokens")
def tokens(request: HttpRequest) -> list[TokenOut]:
    """The tokens of the caller's person."""
    caller = caller_of(request)
    return [
        TokenOut(
            id=str(each.id),
            label=each.label,
            scopes=list(each.scopes),
            expires_at=each.expires_at,
            revoked_at=each.revoked_at,
        )
        for each in Token.objects.filter(person=caller.person).order_by("made_at")
    ]


@router.delete("/tokens/{token}", response=answers(None, status=204), operation_id="revoke_token")
def revoke(request: HttpRequest, token: UUID) -> Status[None]:
    """Revoke a token, also the one that is used here."""
    caller = caller_of(request)
    found = Token.objects.filter(person=caller.person, id=token).first()
    if found is None:
        raise Missing("token", str(token))
    services.revoke_token(token=found, actor=caller.powers.actor(_own(caller)), at=caller.at)
    return Status(204, None)


@router.get("/webhooks", response=answers(list[HookOut]), operation_id="list_webhooks")
def webhooks(request: HttpRequest) -> list[HookOut]:
    """The webhooks of the caller's person."""
    found = Webhook.objects.filter(person=caller_of(request).person, removed_at__isnull=True)
    return [HookOut(id=str(each.id), url=each.url, acts=list(each.acts)) for each in found]


@router.post("/webhooks", response=answers(HookOut, status=201), operation_id="add_webhook")
def add_webhook(request: HttpRequest, body: HookIn) -> Status[HookOut]:
    """Be told of acts: their names, numbers, cases and times."""
    caller = caller_of(request)
    caller.require("case.read")
    hook = services.add_webhook(
        person=caller.person, url=body.url, acts=body.acts, actor=caller.actor("case.read"), at=caller.at
    )
    return Status(201, HookOut(id=str(hook.id), url=hook.url, acts=list(hook.acts), secret=hook.secret))


@router.delete("/webhooks/{webhook}", response=answers(None, status=204), operation_id="remove_webhook")
def remove_webhook(request: HttpRequest, webhook: UUID) -> Status[None]:
    """Be told no longer."""
    caller = caller_of(request)
    found = Webhook.objects.filter(person=caller.person, id=webhook).first()
    if found is None:
        raise Missing("webhook", str(webhook))
    services.remove_webhook(webhook=found, actor=caller.powers.actor(_own(caller)), at=caller.at)
    return Status(204, None)
