"""Rows of meetings: rules, meetings, items, votes, minutes."""

from kitei.office.committees.models.bodies import BodyRules
from kitei.office.committees.models.items import AgendaItem, Hearing, Paper, Recusal
from kitei.office.committees.models.meetings import Attendance, Meeting
from kitei.office.committees.models.minutes import Minutes
from kitei.office.committees.models.votes import Condition, Motion, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "BodyRules",
    "Condition",
    "Hearing",
    "Meeting",
    "Minutes",
    "Motion",
    "Paper",
    "Recusal",
    "Vote",
]
