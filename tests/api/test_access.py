"""Who may do what through the API: every path, every role, one's own unit and another, as the table of access says."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from kitei.office.cases.models import Case
from kitei.office.people import access
from kitei.office.people.access.sight import CaseSight
from tests.api.calling import Program
from tests.office.cases.staffing import Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

REASON = {"reason": "試験"}
ON_A_CASE: list[tuple[str, str, str, Any]] = [
    ("get", "/cases/{number}", "case.read", None),
    ("get", "/cases/{number}/timeline", "case.read", None),
    ("get", "/cases/{number}/papers/{id}.pdf", "case.read", None),
    ("get", "/cases/{number}/decisions/{id}/replay", "case.read", None),
    ("post", "/cases/{number}/question", "case.read", {"question": "weather"}),
    ("post", "/cases/{number}/question", "case.decision_stored", {"question": "weather", "keep": True}),
    ("post", "/cases/{number}/steps", "case.step_taken", {"step": "nothing", "outcome": "nothing"}),
    ("post", "/cases/{number}/facts", "case.facts_set", {"facts": {"nothing": 1}}),
    ("post", "/cases/{number}/papers", "case.document_issued", {"form": "nothing"}),
    ("post", "/cases/{number}/files", "case.attachment_added", {"filename": "a", "media_type": "b", "content": "AAAA"}),
    ("post", "/cases/{number}/messages", "case.message_sent", {"body": ""}),
    ("post", "/cases/{number}/messages", "case.message_received", {"body": "", "direction": "in"}),
    ("post", "/cases/{number}/notes", "case.note_added", {"body": ""}),
    ("post", "/cases/{number}/assign", "case.assigned", {"person": "nobody@example.jp"}),
    ("post", "/cases/{number}/transfer", "case.transferred", {"unit": "nowhere", **REASON}),
    ("post", "/cases/{number}/merge", "case.merged", {"into": "R8-D-9999", **REASON}),
    ("post", "/cases/{number}/reopen", "case.reopened", REASON),
    ("post", "/cases/{number}/withdraw", "case.withdrawn", {"reason": "", "seen": 99}),
    ("post", "/cases/{number}/clock/stop", "case.clock_stopped", {"reason": "試験", "seen": 99}),
    ("post", "/cases/{number}/clock/resume", "case.clock_resumed", {"seen": 99}),
    ("post", "/requests/{number}/answer", "case.step_taken", {"step": "nothing", "outcome": "nothing"}),
    ("post", "/requests/{number}/proof", "request.identity_checked", {"proof": "nothing", "paper": "nothing"}),
]
"""Every path that names a case: the act it needs, and a body that is refused for another reason once allowed."""

OF_THE_OFFICE: list[tuple[str, str, str, Any]] = [
    ("get", "/cases", "case.read", None),
    ("get", "/cases/search?q=R8", "case.search", None),
    ("get", "/cases/due?since=2026-11-01&until=2026-11-30", "case.read", None),
    ("get", "/record", "record.read", None),
    ("get", "/record/acts", "record.read", None),
    ("get", "/record/acts/1", "record.read", None),
    ("get", "/record/acts/1/receipt", "record.read", None),
]
EVERYBODY = ["/regulation/procedures", "/regulation/forms", "/programs/tokens", "/programs/webhooks"]
SCOPES = ("case.", "request.", "record.", "statistics.")
REFUSED = {403, 404}


@pytest.fixture
def staff() -> Staff:
    return staffed()


def programs(staff: Staff) -> dict[str, Program]:
    return {role: Program(staff, person, SCOPES) for role, person in staff.people.items()}


def ask(program: Program, method: str, path: str, body: Any) -> Any:
    return program.get(path) if method == "get" else program.post(path, body)


def test_every_path_on_a_case_is_open_to_whom_the_table_says_and_to_nobody_else(staff: Staff) -> None:
    mine = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    others = staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"}, unit=staff.other)
    wrong = []
    for role, program in programs(staff).items():
        for case in (mine, others):
            for method, path, act, body in ON_A_CASE:
                answer = ask(program, method, path.format(number=case.number, id=uuid4()), body)
                may = _may(staff, role, act, case)
                if answer.status_code == 500 or may is (answer.status_code == 403):
                    wrong.append((role, case.unit.code, path, act, may, answer.status_code, answer.json()))
    assert wrong == []


def _may(staff: Staff, role: str, act: str, case: Case) -> bool:
    powers = staff.powers(role)
    if not access.may(powers, act):
        return False
    # A case that cannot be seen is not there (404) rather than forbidden; one that is seen is acted on or refused.
    return not access.may(powers, "case.read", case) or access.may(powers, act, case) or act == "case.step_taken"


def test_every_path_of_the_office_is_open_to_whom_the_table_says(staff: Staff) -> None:
    staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    for role, program in programs(staff).items():
        for method, path, act, body in OF_THE_OFFICE:
            status = ask(program, method, path, body).status_code
            assert (status == 403) is not access.may(staff.powers(role), act), (role, path, status)


def test_opening_a_case_is_for_whom_the_table_says(staff: Staff) -> None:
    for role, program in programs(staff).items():
        for unit in (staff.unit, staff.other):
            body = {"procedure": "disclosure", "title": "件", "who": {"name": "甲"}, "unit": unit.code}
            status = program.post("/cases", body).status_code
            may = access.may(staff.powers(role), "case.opened", CaseSight("disclosure", unit.id, new=True))
            assert (status == 201) is may, (role, unit.code, status)


def test_what_everybody_may_read_needs_a_token_all_the_same(staff: Staff) -> None:
    for role, program in programs(staff).items():
        for path in EVERYBODY:
            assert program.get(path).status_code == 200, (role, path)
    stranger = Program(staff, staff.people["clerk"])
    stranger.headers = {}
    for path in [*EVERYBODY, *(path for _, path, _, _ in OF_THE_OFFICE)]:
        assert stranger.get(path).status_code == 401, path
