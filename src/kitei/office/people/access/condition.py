"""What a person may see, as a condition on the rows of cases; the same as `checking`, said to the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kitei.office.people.access.checking import applies
from kitei.office.people.access.grants import CASE_REACHES, Grant, Reach
from kitei.office.people.access.powers import Powers
from kitei.office.people.access.sitting import called

NOTHING = Q(pk__in=[])
"""No row at all."""

RUNNING = ("open", "waiting")
"""The states in which a case is running."""

Group = tuple[frozenset[UUID] | None, Reach, str | None]


def condition(powers: Powers, act: str, tasks: QuerySet[Any]) -> Q:
    """The condition under which a person may do an act on a case, such as `case.read`.

    Args:
        tasks: all tasks of cases; they stand one floor up.
    """
    found = NOTHING
    for part in conditions(powers, act, tasks):
        found |= part
    return found


def conditions(powers: Powers, act: str, tasks: QuerySet[Any]) -> tuple[Q, ...]:
    """The same in parts, of which one must hold: each alone is found by an index, all together are not."""
    groups: dict[Group, set[str]] = defaultdict(set)
    for holding in powers.holdings:
        for grant in powers.table.of(holding.role, act):
            if grant.reach in CASE_REACHES and grant.procedure and applies(holding, grant):
                groups[_group(holding.units, grant)].add(grant.procedure)
    return tuple(_part(powers, group, procedures, tasks) for group, procedures in groups.items())


def _group(units: frozenset[UUID] | None, grant: Grant) -> Group:
    return units, grant.reach, grant.actor if grant.reach in {Reach.REACHED, Reach.SITTING} else None


def _part(powers: Powers, group: Group, procedures: Iterable[str], tasks: QuerySet[Any]) -> Q:
    units, reach, actor = group
    within = Q(procedure__in=sorted(procedures))
    if units is not None:
        within &= Q(unit__in=sorted(units))
    here = tasks.filter(case=OuterRef("pk"))
    match reach:
        case Reach.REACHED:
            return within & Q(Exists(here.filter(actor=actor)))
        case Reach.SITTING:
            cases = called(powers.person, actor)
            return NOTHING if cases is None else within & Q(pk__in=cases.values("case"))
        case Reach.ARRIVED:
            first = here.filter(_receiving(powers, procedures), done_at__isnull=True)
            return within & Q(state__in=RUNNING) & Q(Exists(first))
        case Reach.OWN:
            mine = Q(Exists(here.filter(person=powers.person, done_at__isnull=True)))
            return within & (Q(assigned=powers.person) | mine)
        case _:
            return within


def _receiving(powers: Powers, procedures: Iterable[str]) -> Q:
    """A step in which a case of its procedure is received."""
    found = NOTHING
    by_steps: dict[frozenset[str], list[str]] = defaultdict(list)
    for name in sorted(procedures):
        by_steps[powers.table.receiving[name]].append(name)
    for steps, names in by_steps.items():
        found |= Q(step__in=sorted(steps), case__procedure__in=names)
    return found
