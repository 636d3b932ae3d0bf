"""Whose password is it: accounts by address, in constant time, never a locked or closed one."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from kitei import clock
from kitei.office.people.models import Account
from kitei.office.people.queries import account_by


def may_sign_in(account: Account) -> bool:
    """Whether an account is open and its person, if it has one, still works here."""
    return account.is_active and (account.person is None or account.person.works_on(clock.today()))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, with the account read together with its person, for every page asks for both."""

    def user_can_authenticate(self, user: Account | None) -> bool:
        """Not who has left, even in a session begun before."""
        return user is not None and may_sign_in(user)

    def get_user(self, user_id: str) -> Account | None:
        """The account of a session."""
        found = account_by(user_id)
        return found if self.user_can_authenticate(found) else None
