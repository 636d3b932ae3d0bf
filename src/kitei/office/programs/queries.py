"""Tokens and webhooks, to be shown to whose they are and to whoever administers them."""

from __future__ import annotations

from kitei.office.people.models import Person
from kitei.office.programs.models import Delivery, Token, Webhook

MOST_DELIVERIES = 100


def tokens_of(person: Person) -> list[Token]:
    """The tokens of a person, the newest first, with when each was last used."""
    return list(Token.objects.filter(person=person).select_related("use").order_by("-made_at", "-id"))


def webhooks(person: Person | None) -> list[Webhook]:
    """The webhooks that are called: of a person, or everybody's."""
    found = Webhook.objects.filter(removed_at__isnull=True).select_related("person").order_by("made_at", "id")
    return list(found if person is None else found.filter(person=person))


def deliveries_of(webhook: Webhook, most: int = MOST_DELIVERIES) -> list[Delivery]:
    """The calls to a webhook that were made or are to be made, the newest first."""
    return list(webhook.deliveries.order_by("-queued_at", "-id")[:most])
