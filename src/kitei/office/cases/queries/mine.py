"""What is to do for one person, found so that it costs what is shown, however many tasks are open in the office.

For each role and unit the open tasks are walked in the order of their days, by one index, and no further than needed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kitei.office.people.access import Powers, Reach
from kitei.office.people.access.checking import applies
from kitei.office.people.models import Unit

STEP = "case.step_taken"

_HELD = """
WITH held AS MATERIALIZED (
    SELECT actor, unit, part, steps
    FROM unnest(%(actors)s::text[], %(units)s::uuid[], %(parts)s::text[]) AS one(actor, unit, part),
         (SELECT %(steps)s::jsonb) AS known(steps)
)
"""
# A task of a role, by its place in the index; the step is one that this role takes in that procedure.
_OF_ROLE = """
    SELECT each.id, each.due_on FROM held CROSS JOIN LATERAL (
        SELECT task.id, task.due_on FROM cases_task task JOIN cases_case cases ON cases.id = task.case_id
        WHERE task.actor = held.actor AND task.unit_id = held.unit AND task.done_at IS NULL AND task.person_id IS NULL
          AND held.steps ? (held.part || cases.procedure || '/' || task.step) AND {which}
        ORDER BY task.due_on, task.id LIMIT {most}
    ) each
"""
_OF_PERSON = """
    SELECT task.id, task.due_on FROM cases_task task JOIN cases_case cases ON cases.id = task.case_id
    WHERE task.person_id = %(person)s AND task.done_at IS NULL AND {which}
    ORDER BY task.due_on, task.id LIMIT {most}
"""
_RUNS = "cases.stopped_since IS NULL AND"


def _some(which: str, most: str) -> str:
    return f"({_OF_ROLE}) UNION ALL ({_OF_PERSON})".format(which=which, most=most)


def _counted(which: str) -> str:
    return f"(SELECT count(*) FROM (SELECT FROM ({_some(which, '%(most)s')}) every LIMIT %(most)s) counted)"  # noqa: S608 - texts of ours


_FIND = f"""
{_HELD}
SELECT ARRAY(SELECT id FROM ({_some("TRUE", "%(size)s")}) every ORDER BY due_on, id LIMIT %(size)s),
       {_counted(f"{_RUNS} task.due_on < %(on)s")},
       {_counted(f"{_RUNS} task.due_on = %(on)s")},
       {_counted(f"{_RUNS} task.due_on > %(on)s AND task.due_on <= %(soon)s")}
"""  # noqa: S608 - texts of ours; what comes from outside is bound


@dataclass(frozen=True, slots=True)
class Mine:
    """What is to do for a person.

    Attributes:
        first: ids of tasks: those with a day first, the most urgent before all others.
        late, today, soon: how many, counted no further than was asked for.
    """

    first: tuple[UUID, ...]
    late: int
    today: int
    soon: int


def find(powers: Powers, on: date, *, size: int, soon: int, most: int) -> Mine:
    """Find the tasks that a person can take: given to the person, or to nobody and the person's by role and unit.

    Args:
        size: how many at most. soon: days. most: where counting stops.
    """
    asked: dict[str, Any] = {
        **_held(powers), "person": powers.person, "on": on, "size": size, "most": most,
        "soon": date.fromordinal(on.toordinal() + soon),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, asked)
        first, late, today, near = cursor.fetchone() or ((), 0, 0, 0)
    return Mine(tuple(first), late, today, near)


def steps_of(powers: Powers) -> Iterator[tuple[str, frozenset[UUID] | None, Mapping[str, set[str]]]]:
    """For each role held, and where: the steps it takes, by procedure; all units where there are none."""
    steps: dict[tuple[str, frozenset[UUID] | None], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for holding in powers.holdings:
        for grant in powers.table.of(holding.role, STEP):
            own = grant.reach is not Reach.OWN and applies(holding, grant) and grant.actor and grant.step
            if own and grant.actor and grant.procedure and grant.step:
                steps[grant.actor, holding.units][grant.procedure].add(grant.step)
    yield from ((actor, units, procedures) for (actor, units), procedures in steps.items())


def _held(powers: Powers) -> dict[str, Any]:
    """The same as the database is asked: each role in each unit once, so that no task is found twice.

    Roles and units that share their steps are a part; the steps are an object, in which the database finds quickly.
    """
    known: frozenset[UUID] | None = None
    found: dict[tuple[str, UUID], set[str]] = defaultdict(set)
    for actor, units, procedures in steps_of(powers):
        if units is None:
            known = known if known is not None else frozenset(Unit.objects.values_list("id", flat=True))
        taken = {f"{name}/{step}" for name, steps in procedures.items() for step in steps}
        for unit in units if units is not None else known or ():
            found[actor, unit] |= taken
    parts: dict[frozenset[str], str] = {}
    named = [parts.setdefault(frozenset(taken), f"{len(parts)}/") for taken in found.values()]
    return {
        "actors": [actor for actor, _ in found], "units": [unit for _, unit in found], "parts": named,
        "steps": json.dumps({f"{part}{step}": 1 for taken, part in parts.items() for step in taken}),
    }  # fmt: skip
