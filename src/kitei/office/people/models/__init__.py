"""Rows about who works here and in which office."""

from __future__ import annotations

from kitei.office.people.models.account import Account, AccountManager
from kitei.office.people.models.appointment import Appointment, Capacity
from kitei.office.people.models.invitation import Invitation
from kitei.office.people.models.person import Person
from kitei.office.people.models.unit import Unit, UnitKind

__all__ = ["Account", "AccountManager", "Appointment", "Capacity", "Invitation", "Person", "Unit", "UnitKind"]
