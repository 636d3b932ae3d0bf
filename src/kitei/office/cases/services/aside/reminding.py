"""Lateness: noted once, on the first day after the last."""

from __future__ import annotations

from datetime import date, datetime

from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, Task
from kitei.office.ground.actors import Actor


def mark_late(*, case: Case, on: date, actor: Actor, at: datetime) -> Case:
    """Note that tasks of a case are late. Nothing is noted twice, nor while the clock stands still.

    Args:
        on: the day; a task is late from the day after its last.
        actor: the office's own clock.

    Raises:
        NotRunning, Erased: the case ended meanwhile.
    """
    deed = Deed(act="case.late_marked", actor=actor, powers=None, at=at)

    def make(now: Case) -> Made:
        late = []
        if now.stopped_since is None:
            open_tasks = Task.objects.filter(case=now, done_at__isnull=True, late_on__isnull=True)
            late = list(open_tasks.filter(due_on__lt=on).order_by("due_on", "id"))
        for task in late:
            task.late_on = on
        return Made(
            now, late, {"late": [{"step": task.step, "due_on": task.due_on} for task in late]}, nothing=not late
        )

    return act_on(case, deed, Request(actor, None, deed.act), Case, make)
