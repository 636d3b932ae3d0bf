"""What is to do next: tasks, clock and state of a case, made anew after each act from what was done and is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, StepDone, Stop, Task
from kitei.office.cases.running import Run, run_of
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import Law, current
from kitei.office.people.access import table_of
from kitei.procedures.procedure import REQUESTER, Procedure
from kitei.procedures.progress import Next


@dataclass(frozen=True, slots=True)
class Renewed:
    """A case after an act.

    Attributes:
        rows: the rows that changed, the case first.
        opened, finished: the steps that can be taken now and could not before, and those that no longer can.
    """

    run: Run
    rows: tuple[ActedRow, ...]
    opened: tuple[str, ...]
    finished: tuple[str, ...]


def steps_of(case: Case) -> list[StepDone]:
    """All steps taken, oldest first."""
    return list(StepDone.objects.filter(case=case).order_by("order"))


def stops_the_clock(procedure: Procedure) -> bool:
    """Whether any clock of a procedure stands still while the case waits."""
    return any(step.clock is not None and step.clock.stops for step in procedure.steps.values())


def renew(
    law: Law,
    case: Case,
    rows: Sequence[StepDone],
    deed: Deed,
    *,
    met: Task | None = None,
    conditions: Sequence[Task] = (),
    tasks: Sequence[Task] | None = None,
) -> Renewed:
    """Make tasks, clock and state of a case anew; the case must be locked. Nothing is saved.

    Args:
        rows: all its steps taken, the one just taken included.
        met: a condition that is met by this very act. conditions: those that this act sets.
        tasks: every task of the case, if they are at hand.
    """
    run = run_of(law, case, rows, deed.day)
    stops = _clock(case, run, deed)
    if stops:
        run = run_of(law, case, rows, deed.day)
    changed, opened, finished, left = _tasks(law, case, run, deed, [task for task in _open(case, tasks) if task != met])
    _state(case, run, [*left, *conditions], deed)
    if not case.running:
        stops += [stop for stop in _end_stop(case, deed) if stop not in stops]
    case.turn += 1
    return Renewed(run, (case, *stops, *changed, *conditions), tuple(opened), tuple(finished))


def give_back(task: Task) -> None:
    """Take a task from the person who has it. A role that everybody holds acts by name only: there it stays."""
    if table_of(current()).held.get(task.actor) != "everyone":
        task.person = None


def close_tasks(case: Case, deed: Deed) -> list[ActedRow]:
    """Finish every open task and end a stop: the case is left."""
    tasks = list(Task.objects.filter(case=case, done_at__isnull=True))
    for task in tasks:
        task.done_at = deed.at
    case.due_on = None
    return [*tasks, *_end_stop(case, deed)]


def end_stop(case: Case, stop: Stop, deed: Deed) -> Stop:
    """Let the clock of a case go on."""
    stop.until = max(deed.day, stop.since)
    case.stopped_days += stop.days
    case.stopped_since = None
    return stop


def open_stop(case: Case) -> Stop | None:
    """The stop that lasts."""
    return Stop.objects.filter(case=case, until__isnull=True).first() if case.stopped_since else None


def _clock(case: Case, run: Run, deed: Deed) -> list[Stop]:
    """Stop the clock while only whoever asked can go on, where the procedure's clocks stand still for that."""
    if run.waits and case.stopped_since is None and stops_the_clock(run.procedure):
        case.stopped_since = deed.day
        return [Stop(id=deed.new_id(), case=case, why=Stop.Why.REQUESTER, since=deed.day)]
    stop = open_stop(case)
    if stop is not None and stop.why == Stop.Why.REQUESTER and not run.waits:
        return [end_stop(case, stop, deed)]
    return []


def _end_stop(case: Case, deed: Deed) -> list[Stop]:
    stop = open_stop(case)
    return [end_stop(case, stop, deed)] if stop is not None else []


def _open(case: Case, tasks: Sequence[Task] | None) -> Iterable[Task]:
    if case._state.adding:
        return ()
    if tasks is None:
        return Task.objects.filter(case=case, done_at__isnull=True)
    return (task for task in tasks if task.done_at is None)


def _tasks(
    law: Law, case: Case, run: Run, deed: Deed, tasks: Sequence[Task]
) -> tuple[list[Task], list[str], list[str], list[Task]]:
    """The tasks that changed, the steps opened and finished, and every task that is open now."""
    open_now = {task.step: task for task in tasks if task.kind == Task.Kind.STEP}
    conditions = [task for task in tasks if task.kind == Task.Kind.CONDITION]
    wanted = {each.step.id: each for each in run.progress.steps}
    changed: list[Task] = []
    for name, task in open_now.items():
        if name not in wanted:
            task.done_at = deed.at
            changed.append(task)
        elif _update(task, wanted[name], case):
            changed.append(task)
    opened = [_task(law, case, each, run, deed) for name, each in wanted.items() if name not in open_now]
    left = [task for task in open_now.values() if task.done_at is None] + opened + conditions
    finished = [task.step for task in changed if task.done_at is not None]
    return changed + opened, [task.step for task in opened], finished, left


def _task(law: Law, case: Case, each: Next, run: Run, deed: Deed) -> Task:
    task = Task(id=deed.new_id(), case=case, step=each.step.id, opened_at=deed.at, unit_id=case.unit_id)
    _update(task, each, case)
    task.person_id = _whose(law, case, each.step.actor, run, deed)
    return task


def _whose(law: Law, case: Case, actor: str, run: Run, deed: Deed) -> UUID | None:
    """To whom a new task is given: with the case; a role that everybody holds, to whoever acted in it before."""
    if actor == REQUESTER:
        return None
    if case.assigned_id is None and table_of(law).held.get(actor) == "everyone":
        before = next((row.by_id for row in reversed(run.counted) if row.role == actor), None)
        return before or deed.actor.person
    return case.assigned_id


def _update(task: Task, each: Next, case: Case) -> bool:
    """Bring a task up to date; whether anything changed."""
    new = (each.step.actor, case.unit_id, each.due, each.word, each.open_guard)
    if (task.actor, task.unit_id, task.due_on, task.word, task.maybe) == new:
        return False
    if task.due_on != each.due:
        task.late_on = None
    task.actor, task.unit_id, task.due_on, task.word, task.maybe = new
    return True


def _state(case: Case, run: Run, left: Sequence[Task], deed: Deed) -> None:
    case.due_on = min((task.due_on for task in left if task.due_on is not None), default=None)
    case.outcome_effect = run.effect
    if left:
        case.state = Case.State.WAITING if all(task.actor == REQUESTER for task in left) else Case.State.OPEN
        case.closed_on = None
        return
    case.state, case.closed_on = Case.State.CLOSED, deed.day
