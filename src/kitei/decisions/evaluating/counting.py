"""Puts dates to duties: due days and retention, by the two counters of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kitei.calendar import civil_end, ppc_due
from kitei.decisions.answer import Deadline, NoticeDue, RecordDue, Task
from kitei.decisions.norms import DueRule, Duty, Entry, KeepRule, Letter
from kitei.predicates.expression import Case, day_of, truth


def task(duty: Duty, case: Case) -> tuple[Task, Deadline | None]:
    """A duty with its dates, and how its due date was counted."""
    counted = _due(duty.due, case) if duty.due else None
    deadline = Deadline(duty.kind, *counted, duty.clause) if counted else None
    return (
        Task(
            kind=duty.kind,
            clause=duty.clause,
            role=duty.role,
            due_word=duty.due_word or "none",
            due=deadline.due if deadline else None,
            fields=duty.fields,
            keep_until=keep_until(duty.keep, case) if duty.keep else None,
            strength=duty.strength,
        ),
        deadline,
    )


def applicable(duties: Iterable[Duty], case: Case) -> list[Duty]:
    """The duties whose own condition is true in this case."""
    return [duty for duty in duties if truth(duty.when, case) is True]


def record(entry: Entry, case: Case) -> RecordDue | None:
    """A register entry with its retention, if its condition is true."""
    if truth(entry.when, case) is not True:
        return None
    return RecordDue(entry.register, entry.fields, keep_until(entry.keep, case) if entry.keep else None, entry.clause)


def notice(letter: Letter, case: Case) -> NoticeDue | None:
    """A letter, if its condition is true."""
    return NoticeDue(letter.document, letter.items, letter.clause) if truth(letter.when, case) is True else None


def keep_until(rule: KeepRule, case: Case) -> date | None:
    """The last day of a retention period; `None` while the day it runs from is not known."""
    start = day_of(rule.start, case)
    if start is None:
        return None
    return civil_end(start, days=rule.days, months=rule.months, years=rule.years, include_first=rule.include_first)


def merge(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """One task for each kind, role and due day: of retention the later, of words and roles the first that is there.

    Two tasks of one kind with different fixed due days (two periodic reports) stay two.
    """
    merged: list[Task] = []
    for each in tasks:
        index = next((i for i, other in enumerate(merged) if _same(other, each)), None)
        if index is None:
            merged.append(each)
        else:
            merged[index] = _join(merged[index], each)
    return tuple(merged)


def _same(one: Task, other: Task) -> bool:
    if one.kind != other.kind or (one.role and other.role and one.role != other.role):
        return False
    if one.kind in ("add_clauses", "complete_notice"):
        return one.clause == other.clause
    return one.due == other.due or one.due is None or other.due is None


def _join(first: Task, other: Task) -> Task:
    keeps = [day for day in (first.keep_until, other.keep_until) if day]
    return replace(
        first,
        role=first.role or other.role,
        due_word=other.due_word if first.due_word == "none" else first.due_word,
        due=first.due or other.due,
        fields=first.fields + tuple(field for field in other.fields if field not in first.fields),
        keep_until=max(keeps) if keeps else None,
        strength="duty" if "duty" in (first.strength, other.strength) else "effort",
    )


def _due(rule: DueRule, case: Case) -> tuple[date, date, str] | None:
    """Due day, raw day, counter."""
    if rule.year is not None and rule.month_day is not None:
        year = case.facts.get(rule.year.id)
        if not isinstance(year, int):
            return None
        fixed = date(year + rule.plus, *rule.month_day)
        return fixed, fixed, "civil"
    start = day_of(rule.start, case) if rule.start else None
    if start is None:
        return None
    if rule.nth_day is not None:
        counted = ppc_due(start, rule.nth_day, moves=rule.moves)
        return counted.due, counted.raw, "ppc"
    end = civil_end(start, days=rule.days, months=rule.months, years=rule.years)
    return end, end, "civil"
