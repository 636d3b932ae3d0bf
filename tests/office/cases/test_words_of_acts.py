"""Every act that the history of a case can show has words of its own: no name of an act stands on a page."""

from __future__ import annotations

import ast
from pathlib import Path

import kitei.office
from kitei.office.cases.queries import terms

_ROOMS = ("cases", "committees", "requests")
_WITHOUT_A_CASE = {
    *("meeting.planned", "meeting.convened", "meeting.opened", "meeting.attendance_set", "meeting.adjourned"),
    *("meeting.cancelled", "meeting.closed", "meeting.minutes_issued", "body.rules_set"),
    *("request.draft_saved", "request.draft_ended"),
}


def acts_written() -> set[str]:
    """The names of acts in the calls that write them."""
    folder = Path(kitei.office.__file__).parent
    calls = (
        node
        for room in _ROOMS
        for file in (folder / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    values = (word.value for call in calls for word in call.keywords if word.arg == "act")
    return {str(each.value) for each in values if isinstance(each, ast.Constant)}


def test_every_act_on_a_case_is_called_something() -> None:
    written = acts_written()

    assert {"meeting.voted", "case.step_taken"} <= written
    assert written - _WITHOUT_A_CASE - set(terms.ACTS) == set()
