"""Sending letters about accounts: queued with the act, sent by the worker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kitei.office.lawbook import current
from kitei.office.people.services import Invited
from kitei.office.people.services.inviting import LASTS
from kitei.office.post import services as post
from kitei.web.signin import letters
from kitei.web.signin.letters import Letter


def base_url() -> str:
    """The address of this office, without a slash at the end."""
    return str(settings.OFFICE["base_url"])


def institution() -> str:
    """What the institution is called, in the letters' first language."""
    return current().institution.ja


def post_letter(to: str, letter: Letter, at: datetime) -> None:
    """Queue a letter."""
    with transaction.atomic():
        post.queue(to=to, subject=letter.subject, body=letter.body, at=at)


def invitation_url(secret: str) -> str:
    """The link of an invitation."""
    return base_url() + reverse("signin:invited", args=[secret])


def post_invitation(invited: Invited, at: datetime) -> None:
    """Queue the letter with the link of an invitation; in the transaction of the act, if there is one."""
    person = invited.invitation.person
    url = invitation_url(invited.secret)
    letter = letters.invitation(person.name, url, LASTS.days, institution(), base_url())
    post_letter(person.email, letter, at)
