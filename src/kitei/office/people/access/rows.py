"""The table as people read it: for each role, each procedure, how far, which steps, which other acts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kitei.office.lawbook import OFFICE_ROLES, Law
from kitei.office.people.access import acts
from kitei.office.people.access.charge import held_by
from kitei.office.people.access.grants import Grant, Reach
from kitei.office.people.access.table import access_table


@dataclass(frozen=True, slots=True)
class Row:
    """What a role may do in the cases of one procedure, or, without one, elsewhere.

    Attributes:
        actor: for a helper, whose steps; for meetings, of which body; for appointments, to which role.
        steps: the steps it may take. acts: every other act.
    """

    procedure: str | None
    reach: Reach
    actor: str | None
    capacities: frozenset[str]
    steps: tuple[str, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows that reach as far and let the same be done."""

    reach: Reach
    capacities: frozenset[str]
    acts: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RoleRows:
    """A role with its rows."""

    role: str
    held: str
    office: bool
    body: bool
    clause: str | None
    rows: tuple[Row, ...]

    @property
    def alike(self) -> tuple[Alike, ...]:
        """The rows put together by what they have in common."""
        found: dict[tuple[Reach, frozenset[str], tuple[str, ...]], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.reach, row.capacities, row.acts].append(row)
        return tuple(Alike(*common, tuple(rows)) for common, rows in found.items())


def rows_by_role(law: Law) -> tuple[RoleRows, ...]:
    """The whole table, roles of the regulation first, in its own order, then those of the office."""
    found: dict[str, list[Grant]] = defaultdict(list)
    for grant in access_table(law):
        found[grant.role].append(grant)
    order = [*(name for name in law.offices if name in found), *(name for name in OFFICE_ROLES if name in found)]
    return tuple(_role(law, role, found[role]) for role in order)


def _role(law: Law, role: str, grants: list[Grant]) -> RoleRows:
    groups: dict[tuple[str | None, Reach, str | None, frozenset[str]], list[Grant]] = defaultdict(list)
    for grant in grants:
        # Whoever runs a case also enters what the requester hands in: one row with its own steps.
        groups[grant.procedure, grant.reach, grant.actor, grant.capacities].append(grant)
    rows = tuple(
        Row(
            procedure,
            reach,
            actor if actor != role else None,
            capacities,
            tuple(each.step for each in group if each.step is not None),
            tuple(dict.fromkeys(each.act for each in group if each.act != acts.STEP)),
        )
        for (procedure, reach, actor, capacities), group in groups.items()
    )
    own = law.people.get(role)
    return RoleRows(
        role, held_by(law, role), role in OFFICE_ROLES, role in law.bodies, own.clause if own else None, rows
    )
