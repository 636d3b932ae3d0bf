"""Seats of an office for practice, and who can sign in; known from its plan alone."""

from __future__ import annotations

from collections.abc import Iterator

from kitei.cli.demo.plan import OfficePlan, SeatPlan
from kitei.office.lawbook.office_roles import OFFICE_ROLES

PASSWORD = "kitei-renshu-2026"  # noqa: S105 - of offices for practice, printed for everybody to read
DOMAIN = "example.ac.jp"


def seats_of(plan: OfficePlan) -> Iterator[SeatPlan]:
    """The seats of the regulation, then the roles that every office needs."""
    yield from plan.seats
    for role in OFFICE_ROLES:
        if role != "clerk":
            yield SeatPlan(role=role, count=1, home=plan.desk)


def accounts_of(key: str, plan: OfficePlan) -> list[tuple[str, str, str]]:
    """Who can sign in: address, role, and the code of the unit; the first holder of each kind of seat."""
    found = []
    for seat in seats_of(plan):
        code = seat.units[0] if seat.units else ""
        found.append((address(key, seat.role, code, 0), seat.role, code))
    return found


def address(key: str, role: str, code: str, turn: int) -> str:
    """The e-mail address of the holder of a seat, by unit or by turn."""
    which = f"-{code}" if code else f"-{turn + 1}" if turn else ""
    return f"{role.replace('_', '-')}{which}@{key}.{DOMAIN}"
