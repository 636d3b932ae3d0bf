"""Invitations: an account comes into being only by one."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.access import Powers
from kitei.office.people.models import Account, Invitation, Person
from kitei.office.people.services.allowing import allowed
from kitei.office.record import services as record

LASTS = timedelta(days=7)
"""How long an invitation can be taken up."""


class NoInvitation(OfficeError):
    """The link is unknown, used, withdrawn or too old; which of them is not told."""

    def __init__(self) -> None:
        super().__init__(
            ja="この招待リンクは使えません。期限が切れたか、既に使われた可能性があります。管理者に再発行を依頼してください。",
            en="this invitation cannot be used; it may be too old or used already: ask the administrator for a new one",
        )


class NotInvitable(OfficeError):
    """The person has left or already has an account in use."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation made: the secret for the mail, known nowhere else."""

    invitation: Invitation
    account: Account
    secret: str


@transaction.atomic
def invite(*, person: Person, actor: Actor, powers: Powers | None = None, at: datetime) -> Invited:
    """Invite a person to open an account; earlier invitations die.

    Raises:
        NotPermitted: the actor may not.
        NotInvitable: the person has left, or the account is already in use.
    """
    allowed(actor, powers, "account.invited")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on is not None:
        raise NotInvitable(ja="離職した人は招待できません。", en="somebody who has left cannot be invited")
    account = Account.objects.filter(person=person).first()
    if account is not None and account.activated_at is not None:
        raise NotInvitable(ja="この人のアカウントは既に使われています。", en="this person's account is already in use")
    if account is None:
        account = Account(id=new_id(at), email=person.email, person=person, created_at=at)
        account.set_unusable_password()
        account.save(force_insert=True)
    earlier = list(person.invitations.select_for_update().filter(used_at__isnull=True, withdrawn_at__isnull=True))
    for each in earlier:
        each.withdrawn_at = at
    secret = base64.urlsafe_b64encode(dice.token(32)).decode().rstrip("=")
    made = Invitation(id=new_id(at), person=person, digest=_digest(secret), sent_at=at, expires_at=at + LASTS)
    payload = {"person": person.pseudonym}
    record.write(act="account.invited", actor=actor, at=at, payload=payload, case=None, rows=[made, *earlier])
    return Invited(made, account, secret)


@transaction.atomic
def withdraw_invitation(
    *, invitation: Invitation, actor: Actor, powers: Powers | None = None, at: datetime
) -> Invitation:
    """Withdraw an invitation that was not taken up.

    Raises:
        NotPermitted: the actor may not.
        NoInvitation: it was used or withdrawn already.
    """
    allowed(actor, powers, "account.invited")
    found = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    if found.used_at is not None or found.withdrawn_at is not None:
        raise NoInvitation
    found.withdrawn_at = at
    payload = {"person": found.person.pseudonym}
    record.write(act="account.invitation_withdrawn", actor=actor, at=at, payload=payload, case=None, rows=[found])
    return found


def invitation_of(secret: str, at: datetime) -> Invitation:
    """The invitation of a link.

    Raises:
        NoInvitation: there is none that can be used.
    """
    found = Invitation.objects.select_related("person").filter(digest=_digest(secret)).first()
    if found is None or not found.usable_at(at) or found.person.left_on is not None:
        raise NoInvitation
    return found


def is_invited(account: Account, at: datetime) -> bool:
    """Whether an account is in use already, or an invitation can still be taken up."""
    if account.activated_at is not None:
        return True
    open_ones = Invitation.objects.filter(person=account.person, used_at__isnull=True, withdrawn_at__isnull=True)
    return open_ones.filter(expires_at__gt=at).exists()


@transaction.atomic
def accept_invitation(*, secret: str, password: str | None, at: datetime) -> Account:
    """Open the account of an invitation: once.

    Args:
        password: already checked; `None` where the person will sign in by single sign-on.

    Raises:
        NoInvitation: the link cannot be used.
    """
    invitation = Invitation.objects.select_for_update().filter(digest=_digest(secret)).first()
    if invitation is None or not invitation.usable_at(at) or invitation.person.left_on is not None:
        raise NoInvitation
    person = invitation.person
    account = Account.objects.select_for_update().get(person=person)
    invitation.used_at = account.activated_at = at
    if password is not None:
        account.set_password(password)
    account.is_active = True
    account.save(update_fields=["password", "activated_at", "is_active"])
    actor = Actor(person.pseudonym, "invited", person.id)
    payload = {"person": person.pseudonym}
    record.write(act="account.opened", actor=actor, at=at, payload=payload, case=None, rows=[invitation])
    return account


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
