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
from kitei.api.ground.once import Key, once
from kitei.api.ground.problems import Missing, answers
from kitei.office.people import access
from kitei.office.programs import queries, services
from kitei.office.programs.models import Token, Webhook

router = Router()


class TokenOut(Schema):
    """A token, without the token itself."""

    id: str
    label: str
    scopes: list[str]
    made_at: datetime
    used_at: datetime | None
    expires_at: datetime
    revoked_at: datetime | None


class HookIn(Schema):
    """Where to call, and of what to tell.

    Attributes:
        acts: by name or by their beginning; `clock.late`; `clock.due` (three days before and on the last day itself),
            `clock.due:7` (seven days before).
    """

    url: Annotated[str, Field(max_length=500)]
    acts: Annotated[list[Name], Field(min_length=1, max_length=50)]


class HookOut(Schema):
    """A webhook; its secret signs every call, and is shown when it is added."""

    id: str
    url: str
    acts: list[str]
    person: str = ""
    secret: Line = ""


class DeliveryOut(Schema):
    """A call that was made or is to be made: of what it tells, how often it was tried, and the answer's status."""

    id: str
    act: str
    queued_at: datetime
    done_at: datetime | None
    tries: int
    status: int


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
            made_at=each.made_at,
            used_at=each.used_at,
            expires_at=each.expires_at,
            revoked_at=each.revoked_at,
        )
        for each in queries.tokens_of(caller.person)
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
    """The webhooks of the caller's person; of everybody, for whoever administers them."""
    return [_hook(each) for each in _hooks(caller_of(request))]


@router.post("/webhooks", response=answers(HookOut, status=201), operation_id="add_webhook")
def add_webhook(request: HttpRequest, body: HookIn, key: str | None = Key) -> Status[HookOut]:
    """Be told of acts and of clocks: names, numbers, cases, days and times; of the cases that the person may see."""
    caller = caller_of(request)
    caller.require_one("webhook.added", "case.read")
    act = "webhook.added" if access.may(caller.powers, "webhook.added") else "case.read"
    actor = caller.actor(act)
    made = once(
        caller,
        key,
        "add_webhook",
        body,
        lambda: services.add_webhook(person=caller.person, url=body.url, acts=body.acts, actor=actor, at=caller.at),
    )
    hook = Webhook.objects.select_related("person").get(pk=made)
    return Status(201, HookOut(**{**_hook(hook).dict(), "secret": hook.secret}))


@router.get("/webhooks/{webhook}/deliveries", response=answers(list[DeliveryOut]), operation_id="list_deliveries")
def deliveries(request: HttpRequest, webhook: UUID) -> list[DeliveryOut]:
    """The calls made to a webhook, the newest first."""
    found = _found(caller_of(request), webhook)
    return [
        DeliveryOut(
            id=str(each.id),
            act=each.act,
            queued_at=each.queued_at,
            done_at=each.done_at,
            tries=each.tries,
            status=each.status,
        )
        for each in queries.deliveries_of(found)
    ]


@router.delete("/webhooks/{webhook}", response=answers(None, status=204), operation_id="remove_webhook")
def remove_webhook(request: HttpRequest, webhook: UUID) -> Status[None]:
    """Be told no longer."""
    caller = caller_of(request)
    found = _found(caller, webhook)
    services.remove_webhook(webhook=found, actor=caller.powers.actor(_own(caller)), at=caller.at)
    return Status(204, None)


def _hooks(caller: Caller) -> list[Webhook]:
    every = services.covers(caller.token.scopes, "webhook.added") and access.may(caller.powers, "webhook.added")
    return queries.webhooks(None if every else caller.person)


def _found(caller: Caller, webhook: UUID) -> Webhook:
    found = next((each for each in _hooks(caller) if each.id == webhook), None)
    if found is None:
        raise Missing("webhook", str(webhook))
    return found


def _hook(hook: Webhook) -> HookOut:
    return HookOut(id=str(hook.id), url=hook.url, acts=list(hook.acts), person=hook.person.pseudonym.partition(":")[2])
