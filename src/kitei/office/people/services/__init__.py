"""What happens to units, persons, appointments and accounts: each function is one act."""

from __future__ import annotations

from kitei.office.people.services.accounts import close_account, fail_sign_in, open_sign_in, reopen_account
from kitei.office.people.services.appointing import appoint, end_appointment
from kitei.office.people.services.inviting import Invited, accept_invitation, invite, withdraw_invitation
from kitei.office.people.services.persons import add_person, change_person, leave
from kitei.office.people.services.units import add_unit, change_unit

__all__ = [
    "Invited",
    "accept_invitation",
    "add_person",
    "add_unit",
    "appoint",
    "change_person",
    "change_unit",
    "close_account",
    "end_appointment",
    "fail_sign_in",
    "invite",
    "leave",
    "open_sign_in",
    "reopen_account",
    "withdraw_invitation",
]
