"""What came in and went out: by month, how it ended, how long decisions took, where the engine was overruled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from kitei.office.cases.models import Case, StepDone, Task
from kitei.office.oversight.standing import in_order
from kitei.office.people import access
from kitei.office.people.access import Powers

EFFECTS = ("granted", "partly", "refused", "")
"""What cases came to, in this order; empty for those that ended without a decision."""

_CASES, _STEPS, _TASKS = Case._meta.db_table, StepDone._meta.db_table, Task._meta.db_table


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month.

    Attributes:
        first: its first day. open_at_end: how many were open when it ended, or are today in a month not yet over.
    """

    first: date
    received: int
    closed: int
    open_at_end: int


@dataclass(frozen=True, slots=True)
class TimeRow:
    """How long decisions of one kind took, in days; days on which the clock stood still are left out.

    Attributes:
        decided: how many cases were first decided in the period.
        median, most: half, and nine tenths, were decided within so many days.
    """

    kind: str
    decided: int
    median: int
    most: int
    longest: int


@dataclass(frozen=True, slots=True)
class EndRow:
    """How cases of one kind ended in the period: by effect, in the order of `EFFECTS`; withdrawn ones apart."""

    kind: str
    effects: tuple[int, ...]
    withdrawn: int


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Steps with a due day that were done in the period: in time, and late."""

    kind: str
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class Overruled:
    """Decisions the engine had a say in, and how many went against it, for a stated reason."""

    asked: int
    against: int


def by_month(powers: Powers, on: date, months: int = 12) -> tuple[MonthRow, ...]:
    """The last months, the present one included, oldest first.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    firsts = list(_months(on, months))
    received = _per_month("opened_on", firsts[0], on)
    closed = _per_month("closed_on", firsts[0], on)
    standing = Case.objects.filter(opened_on__lt=firsts[0]).exclude(closed_on__lt=firsts[0]).count()
    rows = []
    for first in firsts:
        standing += received.get(first, 0) - closed.get(first, 0)
        rows.append(MonthRow(first, received.get(first, 0), closed.get(first, 0), standing))
    return tuple(rows)


def time_to_decision(powers: Powers, since: date, until: date) -> tuple[TimeRow, ...]:
    """How long it took until cases were first decided, for those decided in the period.

    Args:
        since, until: both inclusive.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    found = {
        str(row[0]): TimeRow(str(row[0]), int(row[1]), round(row[2]), round(row[3]), int(row[4]))
        for row in _rows(_TIMES, [since, until])
    }
    return tuple(found[kind] for kind in in_order(found))


def endings(powers: Powers, since: date, until: date) -> tuple[EndRow, ...]:
    """How the cases ended that were closed in the period.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    counts: dict[str, dict[str, int]] = {}
    for kind, effect, withdrawn, many in _rows(_ENDINGS, [since, until]):
        counts.setdefault(str(kind), {})["withdrawn" if withdrawn else str(effect)] = int(many)
    return tuple(
        EndRow(kind, tuple(counts[kind].get(effect, 0) for effect in EFFECTS), counts[kind].get("withdrawn", 0))
        for kind in in_order(counts)
    )


def kept(powers: Powers, since: date, until: date) -> tuple[KeptRow, ...]:
    """How many steps were done in time, of those done in the period for which a day was counted.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    found = {str(row[0]): KeptRow(str(row[0]), int(row[1]), int(row[2])) for row in _rows(_KEPT, [since, until])}
    return tuple(found[kind] for kind in in_order(found))


def overruled(powers: Powers, since: date, until: date) -> Overruled:
    """How often a decision went against the engine.

    Raises:
        NotPermitted: these figures are not open to the person.
    """
    access.require(powers, "statistics.read")
    asked, against = next(_rows(_OVERRULED, [since, until]))
    return Overruled(int(asked), int(against))


_TIMES = f"""
SELECT kind, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY days), max(days)
FROM (
    SELECT c.kind, greatest((min(s.at) AT TIME ZONE 'Asia/Tokyo')::date - c.opened_on - c.stopped_days, 0) AS days,
           (min(s.at) AT TIME ZONE 'Asia/Tokyo')::date AS decided_on
    FROM {_CASES} c JOIN {_STEPS} s ON s.case_id = c.id AND s.effect <> 'none'
    GROUP BY c.id
) decided
WHERE decided_on BETWEEN %s AND %s
GROUP BY kind
"""  # noqa: S608 - names of our own tables

_ENDINGS = f"""
SELECT kind, outcome_effect, state = 'withdrawn', count(*) FROM {_CASES}
WHERE closed_on BETWEEN %s AND %s AND state <> 'merged'
GROUP BY 1, 2, 3
"""  # noqa: S608 - names of our own tables

_KEPT = f"""
SELECT c.kind, count(*) FILTER (WHERE done_on <= t.due_on), count(*) FILTER (WHERE done_on > t.due_on)
FROM (SELECT case_id, due_on, (done_at AT TIME ZONE 'Asia/Tokyo')::date AS done_on FROM {_TASKS}
      WHERE due_on IS NOT NULL AND done_at IS NOT NULL) t
JOIN {_CASES} c ON c.id = t.case_id
WHERE done_on BETWEEN %s AND %s
GROUP BY c.kind
"""  # noqa: S608 - names of our own tables

_OVERRULED = f"""
SELECT count(*), count(*) FILTER (WHERE against_engine) FROM {_STEPS}
WHERE decision_id IS NOT NULL AND effect <> 'none'
  AND (at AT TIME ZONE 'Asia/Tokyo')::date BETWEEN %s AND %s
"""  # noqa: S608 - names of our own tables


def _per_month(column: str, since: date, until: date) -> dict[date, int]:
    sql = f"""
        SELECT date_trunc('month', {column})::date, count(*) FROM {_CASES}
        WHERE {column} BETWEEN %s AND %s GROUP BY 1
    """  # noqa: S608 - names of our own columns
    return {row[0]: int(row[1]) for row in _rows(sql, [since, until])}


def _months(on: date, months: int) -> Iterator[date]:
    first = on.replace(day=1)
    found = [first]
    while len(found) < months:
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    yield from reversed(found)


def _rows(sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor.fetchall()
