"""The things to do, by how urgent they are."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.office.cases.queries import Home, Todo
from kitei.office.cases.queries.todo import COUNTED, SOON
from kitei.web.look.words import t


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one urgency."""

    name: str
    title: str
    items: tuple[Todo, ...]


def many(count: int) -> str:
    """A number, or that there are more than are counted."""
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"


def groups(home: Home) -> tuple[Group, ...]:
    """Late, today, this week, later, and without a day; those that have something in them."""
    made = (
        Group("late", t("期限を過ぎています", "Late"), _days(home, -100_000, -1)),
        Group("today", t("今日まで", "Due today"), _days(home, 0, 0)),
        Group("soon", t(f"{SOON}日以内", f"Within {SOON} days"), _days(home, 1, SOON)),
        Group("later", t("その後", "Later"), _days(home, SOON + 1, 100_000)),
        Group("undated", t("日の定めがないもの", "Without a day"), _undated(home)),
    )
    return tuple(each for each in made if each.items)


def _days(home: Home, first: int, last: int) -> tuple[Todo, ...]:
    return tuple(each for each in home.todo if each.days_left is not None and first <= each.days_left <= last)


def _undated(home: Home) -> tuple[Todo, ...]:
    """What the text asks for without delay, promptly, or leaves open; and what stands still."""
    return tuple(each for each in home.todo if each.days_left is None)
