"""Dates and joins: due days by either counter, retention, and two tasks of one kind made one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kitei.calendar import DayError
from kitei.decisions.answer import Deadline, Task
from kitei.decisions.evaluating.counting import merge
from tests.decisions.inline import ask

DUE: list[tuple[str, str, str, str]] = [
    # due, due day, raw day, counter
    ("{from: known_on, days: 30}", "2026-05-31", "2026-05-31", "civil"),
    ("{from: known_on, months: 1}", "2026-06-01", "2026-06-01", "civil"),
    ("{from: known_on, years: 1}", "2027-05-01", "2027-05-01", "civil"),
    ("{from: known_on, days: 30, counter: civil}", "2026-05-31", "2026-05-31", "civil"),
    ("{from: known_on, day: 30}", "2026-06-01", "2026-05-30", "ppc"),
    ("{from: known_on, day: 30, counter: ppc, moves: true}", "2026-06-01", "2026-05-30", "ppc"),
    ("{from: known_on, day: 30, moves: false}", "2026-05-30", "2026-05-30", "ppc"),
    ("{from: known_on, day: 1, moves: false}", "2026-05-01", "2026-05-01", "ppc"),
    ("{from: known_on|on, day: 5, moves: false}", "2026-05-05", "2026-05-05", "ppc"),
    ("{from: on, days: 7}", "2026-05-18", "2026-05-18", "civil"),
    ("{from: '2026-04-01', days: 7}", "2026-04-08", "2026-04-08", "civil"),
]


@pytest.mark.parametrize(("due", "day", "raw", "counter"), DUE)
def test_a_due_day_is_counted_and_shown_as_counted(due: str, day: str, raw: str, counter: str) -> None:
    text = f"- {{clause: school:4, outcome: required, obligations: [{{kind: investigate, due: {due}}}]}}"

    answer = ask("breach-report", {"known_on": "2026-05-01"}, text)

    expected = Deadline("investigate", date.fromisoformat(day), date.fromisoformat(raw), counter, "school:4")
    assert answer.deadlines == (expected,)
    assert [task.due for task in answer.obligations] == [expected.due]


def record(due: str, **facts: object) -> list[date | None]:
    text = f"- {{clause: school:4, outcome: required, obligations: [{{kind: make_record, due: {due}}}]}}"
    answer = ask("record", facts, text)
    assert len(answer.deadlines) == sum(task.due is not None for task in answer.obligations)
    return [task.due for task in answer.obligations]


def test_the_first_day_given_of_the_alternatives_counts() -> None:
    due = "{from: recorded_on|provided_on|on, days: 1}"

    assert record(due, recorded_on="2026-01-01", provided_on="2026-02-01") == [date(2026, 1, 2)]
    assert record(due, provided_on="2026-02-01") == [date(2026, 2, 2)]
    assert record(due) == [date(2026, 5, 12)]


def test_a_missing_day_leaves_the_due_day_out() -> None:
    assert record("{from: recorded_on, days: 1}") == [None]
    assert record("{on: 10-15}") == [None]


PERIODIC = """
- clause: school:12
  outcome: required
  obligations:
    - {kind: compile_report, due: {year: fiscal_year, on: 10-15}}
    - {kind: compile_report, due: {year: fiscal_year, plus: 1, on: 04-15}}
"""


def test_reports_fall_due_on_fixed_days_of_a_fiscal_year() -> None:
    answer = ask("periodic", {"fiscal_year": 2026}, PERIODIC)

    assert [task.due for task in answer.obligations] == [date(2026, 10, 15), date(2027, 4, 15)]
    assert [(d.due, d.raw, d.counter) for d in answer.deadlines] == [
        (date(2026, 10, 15), date(2026, 10, 15), "civil"),
        (date(2027, 4, 15), date(2027, 4, 15), "civil"),
    ]


def test_without_the_year_the_two_reports_are_one_task_without_a_day() -> None:
    answer = ask("periodic", {}, PERIODIC)

    assert [task.due for task in answer.obligations] == [None]
    assert answer.deadlines == ()


KEEP = [
    ("{from: provided_on, years: 3}", date(2029, 5, 1)),
    ("{from: provided_on, years: 3, include_first: true}", date(2029, 4, 30)),
    ("{from: provided_on, months: 6}", date(2026, 11, 1)),
    ("{from: provided_on, days: 10}", date(2026, 5, 11)),
    ("{from: recorded_on, years: 1}", None),
    ("{from: recorded_on|provided_on, years: 1}", date(2027, 5, 1)),
]


@pytest.mark.parametrize(("keep", "expected"), KEEP)
def test_a_retention_period_ends_by_the_civil_counter(keep: str, expected: date | None) -> None:
    text = f"""
    - clause: school:4
      outcome: required
      obligations: [{{kind: make_record, keep: {keep}}}]
      records: [{{register: log, keep: {keep}}}]
    """

    answer = ask("record", {"provided_on": "2026-05-01"}, text)

    assert [task.keep_until for task in answer.obligations] == [expected]
    assert [entry.keep_until for entry in answer.records] == [expected]


def test_a_day_beyond_the_calendar_is_an_error_and_no_answer() -> None:
    with pytest.raises(DayError):
        record("{from: recorded_on, years: 1}", recorded_on="9999-12-31")


def task(kind: str = "make_record", clause: str = "school:4", **more: Any) -> Task:
    return replace(Task(kind, clause, None, "none", None, (), None, "duty"), **more)


DAY, LATER = date(2026, 5, 1), date(2026, 6, 1)

JOINED = [
    (task(), task(clause="law:2"), task()),
    (task(role="dean"), task(), task(role="dean")),
    (task(), task(role="dean"), task(role="dean")),
    (task(due_word="promptly"), task(due_word="without_delay"), task(due_word="promptly")),
    (task(), task(due_word="without_delay"), task(due_word="without_delay")),
    (task(due=DAY), task(), task(due=DAY)),
    (task(), task(due=DAY), task(due=DAY)),
    (task(due=DAY), task(due=DAY), task(due=DAY)),
    (task(fields=("a", "b")), task(fields=("b", "c")), task(fields=("a", "b", "c"))),
    (task(keep_until=DAY), task(keep_until=LATER), task(keep_until=LATER)),
    (task(keep_until=LATER), task(keep_until=DAY), task(keep_until=LATER)),
    (task(keep_until=LATER), task(), task(keep_until=LATER)),
    (task(), task(keep_until=DAY), task(keep_until=DAY)),
    (task(strength="effort"), task(strength="effort"), task(strength="effort")),
    (task(strength="effort"), task(strength="duty"), task(strength="duty")),
    (task(strength="duty"), task(strength="effort"), task(strength="duty")),
    (task("add_clauses", fields=("a",)), task("add_clauses", fields=("b",)), task("add_clauses", fields=("a", "b"))),
]


@pytest.mark.parametrize(("one", "other", "joined"), JOINED)
def test_two_tasks_of_one_kind_become_the_stricter_of_both(one: Task, other: Task, joined: Task) -> None:
    assert merge([one, other]) == (joined,)


APART = [
    (task("make_record"), task("keep_record")),
    (task(role="dean"), task(role="chair")),
    (task(due=DAY), task(due=LATER)),
    (task("add_clauses", "school:8(1)"), task("add_clauses", "school:8(2)")),
    (task("complete_notice", "school:8(1)"), task("complete_notice", "school:8(2)")),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_tasks_that_differ_in_kind_role_or_day_stay_apart(one: Task, other: Task) -> None:
    assert merge([one, other]) == (one, other)


def test_a_task_joins_the_first_it_agrees_with() -> None:
    tasks = [task(due=DAY), task(due=LATER), task(due=LATER, role="dean")]

    assert merge(tasks) == (task(due=DAY), task(due=LATER, role="dean"))


def test_the_later_retention_and_the_duty_of_both_layers_reach_the_answer() -> None:
    text, law = (
        f"- {{clause: {clause}, outcome: required, "
        f"obligations: [{{kind: make_record, keep: {{from: provided_on, years: {years}}}}}]}}"
        for clause, years in (("school:4", 1), ("law:2", 3))
    )

    answer = ask("record", {"provided_on": "2026-05-01"}, text, law)

    assert [(task.clause, task.keep_until) for task in answer.obligations] == [("school:4", date(2029, 5, 1))]
