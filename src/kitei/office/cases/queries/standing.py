"""Where a case stands, for its page: what was done, what can be done now and by whom, what lies ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case, StepDone, Task
from kitei.office.cases.queries import terms
from kitei.office.cases.running import facts_in_guards, run_of
from kitei.office.lawbook import Law, current
from kitei.office.people import access
from kitei.office.people.access import Acting, Powers
from kitei.procedures.procedure import END, WITHDRAWN, Label, Outcome, Procedure
from kitei.procedures.progress import Next

AHEAD = 6  # steps shown of what lies ahead


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that was taken and counts."""

    order: int
    step: str
    title: Label
    outcome: Label
    effect: str
    ground: Label
    reason: Any
    role: Label
    by: str
    acted_for: str
    at: datetime
    against_engine: bool
    clauses: tuple[str, ...]
    decision: UUID | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A way in which a step can end.

    Attributes:
        grounds: the legal grounds of which one must be named, by id.
        notice: the form that is issued with it. reason: whether a reason must be written.
    """

    id: str
    title: Label
    effect: str
    grounds: Mapping[str, Label]
    notice: str | None
    reason: bool
    extends: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step that can be taken now.

    Attributes:
        acting: in which role the person who looks would take it; `None` if not at all.
        guard_facts: facts that decide whether it is needed, where they are unknown.
        person: to whom it is given.
        by_meeting: a body decides it by vote: it is put on an agenda, not taken.
    """

    task: UUID | None
    step: str
    title: Label
    actor: str
    role: Label
    clauses: tuple[str, ...]
    due_on: date | None
    word: Label
    days_left: int | None
    late: bool
    question: str | None
    receives: tuple[str, ...]
    form: str | None
    choices: tuple[Choice, ...]
    guard_facts: tuple[str, ...]
    warnings: tuple[Label, ...]
    acting: Acting | None
    person: UUID | None
    by_meeting: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that probably follows."""

    step: str
    title: Label
    role: Label


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Attributes:
        law_changed: the regulation has changed since the case was opened.
    """

    procedure: Procedure
    done: tuple[Passed, ...]
    now: tuple[Wanted, ...]
    ahead: tuple[Ahead, ...]
    conditions: tuple[Task, ...]
    closed: bool
    withdrawable: bool
    law_changed: bool
    papers: Mapping[str, Label]


def progress(case: Case, on: date, powers: Powers | None = None) -> Standing:
    """Where a case stands on a day.

    Args:
        powers: of the person who looks; says which steps that person can take.
    """
    law = current()
    rows = steps_of(case)
    run = run_of(law, case, rows, on)
    steps = run.progress.steps if case.running else ()
    tasks = list(Task.objects.filter(case=case).order_by("id"))
    open_tasks = {task.step: task for task in tasks if task.done_at is None and task.kind == Task.Kind.STEP}
    sight = access.sight(case, tasks)
    acting = {each.step.id: access.acting(powers, sight, each.step.id) if powers else None for each in steps}
    names = _names(rows)
    ja, en = law.papers(run.procedure, "ja"), law.papers(run.procedure, "en")
    return Standing(
        procedure=run.procedure,
        done=tuple(_passed(law, run.procedure, row, names) for row in run.counted),
        now=tuple(_wanted(law, case, each, open_tasks.get(each.step.id), acting[each.step.id], on) for each in steps),
        ahead=_ahead(law, run.procedure, tuple(each.step.id for each in steps)),
        conditions=tuple(t for t in tasks if t.done_at is None and t.kind == Task.Kind.CONDITION),
        closed=not case.running,
        withdrawable=case.running and run.progress.withdrawable,
        law_changed=case.law_digest != law.digest,
        papers={name: Label(ja.get(name, name), en.get(name, name)) for name in ja},
    )


def _names(rows: list[StepDone]) -> Mapping[UUID, str]:
    people = StepDone.objects.filter(pk__in=[row.pk for row in rows], by__isnull=False)
    return dict(people.values_list("by_id", "by__name"))


def _passed(law: Law, procedure: Procedure, row: StepDone, names: Mapping[UUID, str]) -> Passed:
    step = procedure.steps.get(row.step)
    outcome = next((each for each in step.outcomes if each.id == row.outcome), None) if step else None
    ended = outcome.title if outcome else terms.STATES[WITHDRAWN] if row.outcome == WITHDRAWN else None
    return Passed(
        order=row.order,
        step=row.step,
        title=step.title if step else Label(row.step, row.step),
        outcome=ended or Label(row.outcome, row.outcome),
        effect=row.effect,
        ground=terms.ground(law, row.ground) if row.ground else Label("", ""),
        reason=row.reason or "",
        role=terms.role(law, row.role),
        by=names.get(row.by_id, "") if row.by_id else "",
        acted_for=row.acted_for,
        at=row.at,
        against_engine=row.against_engine,
        clauses=(*(step.clauses if step else ()), *(outcome.clauses if outcome else ())),
        decision=row.decision_id,
    )


def _wanted(law: Law, case: Case, each: Next, task: Task | None, acting: Acting | None, on: date) -> Wanted:
    step = each.step
    stands_still = case.stopped_since is not None and (step.clock is None or step.clock.stops)
    days = (each.due - on).days if each.due and not stands_still else None
    traps = law.regulation.traps
    return Wanted(
        task=task.pk if task else None,
        step=step.id,
        title=step.title,
        actor=step.actor,
        role=terms.role(law, step.actor),
        clauses=tuple(dict.fromkeys((*step.clauses, *(step.clock.clauses if step.clock else ())))),
        due_on=each.due,
        word=terms.due_word(law, each.word),
        days_left=days,
        late=days is not None and days < 0,
        question=step.question,
        receives=step.receives,
        form=step.form,
        choices=tuple(_choice(law, outcome) for outcome in each.outcomes),
        guard_facts=tuple(fact.id for fact in facts_in_guards(step)) if each.open_guard else (),
        warnings=tuple(Label(traps[name].says.ja, traps[name].says.en) for name in step.warnings if name in traps),
        acting=acting,
        person=task.person_id if task else None,
        by_meeting=by_meeting(law, step),
    )


def _choice(law: Law, outcome: Outcome) -> Choice:
    return Choice(
        id=outcome.id,
        title=outcome.title,
        effect=outcome.effect,
        grounds={name: terms.ground(law, name) for name in outcome.grounds},
        notice=outcome.notice,
        reason=outcome.reason,
        extends=outcome.extends,
        clauses=outcome.clauses,
    )


def _ahead(law: Law, procedure: Procedure, now: tuple[str, ...]) -> tuple[Ahead, ...]:
    """What follows if each step ends in the first way that leads on."""
    found: list[Ahead] = []
    seen, at = set(now), list(now[-1:])
    while at and len(found) < AHEAD:
        step = procedure.steps[at.pop()]
        following = [name for outcome in step.outcomes for name in outcome.then]
        name = next((each for each in following if each not in seen), END)
        while name != END and procedure.steps[name].guarded:
            name = procedure.steps[name].otherwise or END
        if name == END or name in seen:
            break
        seen.add(name)
        found.append(Ahead(name, procedure.steps[name].title, terms.role(law, procedure.steps[name].actor)))
        at.append(name)
    return tuple(found)
