"""Questions about units, persons and appointments."""

from __future__ import annotations

from kitei.office.people.queries.finding import (
    account_at,
    account_by,
    account_of,
    address,
    appointment_by,
    appointments_of,
    last_invitation,
    person_at,
    person_of,
    principals,
    unit_of,
)
from kitei.office.people.queries.reading import PersonRow, UnitRow, holders, in_force, persons_page, units_tree

__all__ = [
    "PersonRow",
    "UnitRow",
    "account_at",
    "account_by",
    "account_of",
    "address",
    "appointment_by",
    "appointments_of",
    "holders",
    "in_force",
    "last_invitation",
    "person_at",
    "person_of",
    "persons_page",
    "principals",
    "unit_of",
    "units_tree",
]
