"""What of a case decides who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TaskSight:
    """A task of a case: whose step it is or was, and whether it is still open."""

    actor: str
    step: str = ""
    person: UUID | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class CaseSight:
    """A case as access looks at it. Of a case not yet opened: only procedure and unit.

    Attributes:
        unit: the unit in charge; `None` while none is named.
        person: to whom the whole case is given.
        id: by which meetings know it; `None` of a case that no meeting can know.
    """

    procedure: str
    unit: UUID | None
    person: UUID | None = None
    running: bool = True
    tasks: tuple[TaskSight, ...] = ()
    new: bool = False
    id: UUID | None = None


class TaskRow(Protocol):
    """A row of the tasks of cases."""

    actor: str
    step: str
    person_id: UUID | None
    done_at: datetime | None


class CaseRow(Protocol):
    """A row of the cases, which stand one floor up."""

    id: UUID
    procedure: str
    unit_id: UUID
    assigned_id: UUID | None

    @property
    def running(self) -> bool:
        """Whether anything is left to do."""
        ...

    @property
    def tasks(self) -> Any:
        """The manager of its tasks."""
        ...


def sight(case: CaseRow, tasks: Iterable[TaskRow] | None = None) -> CaseSight:
    """What decides about a case.

    Args:
        tasks: its tasks, if they are at hand; read from the database otherwise.
    """
    rows: Iterable[TaskRow] = case.tasks.all() if tasks is None else tasks
    return CaseSight(
        procedure=case.procedure,
        unit=case.unit_id,
        person=case.assigned_id,
        running=case.running,
        tasks=tuple(TaskSight(row.actor, row.step, row.person_id, row.done_at is None) for row in rows),
        id=case.id,
    )
