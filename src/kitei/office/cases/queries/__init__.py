"""Every question about cases. What comes back is a frozen value in both languages, or a query of rows."""

from __future__ import annotations

from kitei.office.cases.queries.dues import Due, calendar, newly_late, pressing
from kitei.office.cases.queries.finding import likely_duplicates, search
from kitei.office.cases.queries.pages import BadCursor, Filters, Line, Page, list_page
from kitei.office.cases.queries.passed import (
    OldFile,
    handed_on,
    handed_on_by,
    last_handed_on,
    old_file,
)
from kitei.office.cases.queries.reasons import Asked, Judgement, questions_to_ask, why
from kitei.office.cases.queries.sight import by_number, visible_to
from kitei.office.cases.queries.standing import Ahead, Choice, Passed, Standing, Wanted, progress
from kitei.office.cases.queries.story import Entry, timeline
from kitei.office.cases.queries.todo import Home, Todo, home

__all__ = [
    "Ahead",
    "Asked",
    "BadCursor",
    "Choice",
    "Due",
    "Entry",
    "Filters",
    "Home",
    "Judgement",
    "Line",
    "OldFile",
    "Page",
    "Passed",
    "Standing",
    "Todo",
    "Wanted",
    "by_number",
    "calendar",
    "handed_on",
    "handed_on_by",
    "home",
    "last_handed_on",
    "likely_duplicates",
    "list_page",
    "newly_late",
    "old_file",
    "pressing",
    "progress",
    "questions_to_ask",
    "search",
    "timeline",
    "visible_to",
    "why",
]
