"""What each role may see and do, where: a table made from the regulation, and its use for one person on one day.

- `table`: role × act × reach, generated; printed in the documentation, shown in the desk, and tested.
- `powers`: what one person holds on a day.
- `checking`: may a person do this act, on this case; who acts in a step.
- `condition`: the same as a condition on the rows of cases.
"""

from __future__ import annotations

from kitei.office.people.access.checking import Acting, NotPermitted, acting, may, require
from kitei.office.people.access.condition import condition, conditions
from kitei.office.people.access.grants import Grant, Reach
from kitei.office.people.access.powers import Holding, Powers, nobody, powers
from kitei.office.people.access.sight import CaseSight, TaskSight, sight
from kitei.office.people.access.sitting import called_by
from kitei.office.people.access.strong import needs_second_factor
from kitei.office.people.access.table import Table, access_table, table_of

__all__ = [
    "Acting",
    "CaseSight",
    "Grant",
    "Holding",
    "NotPermitted",
    "Powers",
    "Reach",
    "Table",
    "TaskSight",
    "access_table",
    "acting",
    "called_by",
    "condition",
    "conditions",
    "may",
    "needs_second_factor",
    "nobody",
    "powers",
    "require",
    "sight",
    "table_of",
]
