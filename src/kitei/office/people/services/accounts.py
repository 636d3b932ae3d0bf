"""Accounts in use: closing, reopening, and what failed sign-ins lead to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kitei.office.ground.actors import Actor, system
from kitei.office.people.access import Powers
from kitei.office.people.models import Account, Invitation, Person
from kitei.office.people.services.allowing import allowed
from kitei.office.record import services as record

TRIES = 5
"""Failed sign-ins in a row before the account is locked."""

LOCKED = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=12))
"""How long: the first time, the second, the third, and from then on."""


@transaction.atomic
def close_account(*, account: Account, actor: Actor, powers: Powers | None = None, at: datetime) -> Account:
    """Close an account: nobody signs in with it any more.

    Raises:
        NotPermitted: the actor may not.
    """
    return _switch(account, actor, powers, at, active=False)


@transaction.atomic
def reopen_account(*, account: Account, actor: Actor, powers: Powers | None = None, at: datetime) -> Account:
    """Open a closed account again, and unlock it.

    Raises:
        NotPermitted: the actor may not.
    """
    return _switch(account, actor, powers, at, active=True)


@transaction.atomic
def fail_sign_in(*, account: Account, at: datetime) -> Account:
    """Count a failed sign-in; the fifth in a row locks the account, longer each time. Locking is an act."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if account.locked_until is not None and at < account.locked_until:
        return account
    account.failures += 1
    locks, rest = divmod(account.failures, TRIES)
    if locks and not rest:
        account.locked_until = at + LOCKED[min(locks, len(LOCKED)) - 1]
        payload = {"person": _name(account.person), "until": account.locked_until.isoformat()}
        record.write(act="account.locked", actor=system("signin"), at=at, payload=payload, case=None)
    account.save(update_fields=["failures", "locked_until"])
    return account


@transaction.atomic
def open_sign_in(*, account: Account, at: datetime, how: str) -> Account:
    """A sign-in that went well: failures are forgotten. The first one by single sign-on takes up the invitation.

    Args:
        how: `password`, `passkey`, `oidc` or `saml`; kept with the act of taking up an invitation.
    """
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    first = account.activated_at is None
    account.failures, account.locked_until = 0, None
    account.activated_at = account.activated_at or at
    account.save(update_fields=["failures", "locked_until", "activated_at"])
    if first and account.person is not None:
        open_ones = Invitation.objects.select_for_update().filter(
            person=account.person, used_at__isnull=True, withdrawn_at__isnull=True
        )
        used = list(open_ones)
        for each in used:
            each.used_at = at
        actor = Actor(account.person.pseudonym, "invited", account.person.id)
        payload = {"person": account.person.pseudonym, "how": how}
        record.write(act="account.opened", actor=actor, at=at, payload=payload, case=None, rows=used)
    return account


def _switch(account: Account, actor: Actor, powers: Powers | None, at: datetime, *, active: bool) -> Account:
    allowed(actor, powers, "account.closed")
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    account.is_active = active
    if active:
        account.failures, account.locked_until = 0, None
    account.save(update_fields=["is_active", "failures", "locked_until"])
    act = "account.reopened" if active else "account.closed"
    record.write(act=act, actor=actor, at=at, payload={"person": _name(account.person)}, case=None)
    return account


def _name(person: Person | None) -> str | None:
    return person.pseudonym if person else None
