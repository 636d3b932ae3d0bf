"""Who may do what through the API: every path, every role, one's own unit and another, as the table of access says."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from kitei.office.cases.models import Case
from kitei.office.committees.services import agenda, planning
from kitei.office.people import access, services
from kitei.office.people.access.sight import CaseSight
from tests.api.calling import Program
from tests.office.cases.staffing import AT, LONG_AGO, SETTER, Staff, staffed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

REASON = {"reason": "試験"}
PARTY = {"name": "乙", "information": "連絡先", "reply_by": "2026-12-01"}
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
    ("get", "/cases/{number}/held", "case.read", None),
    ("get", "/cases/{number}/files/{id}", "case.read", None),
    ("get", "/cases/{number}/papers/{id}/values", "case.read", None),
    ("get", "/cases/{number}/acts/1/receipt", "case.read", None),
    ("post", "/cases/{number}/papers/{id}/handed-over", "case.handed_over", {"how": "portal", "on": "2026-11-01"}),
    ("post", "/cases/{number}/erase", "case.key_destroyed", {"number": "nothing", **REASON}),
    ("get", "/requests/{number}/beside", "case.read", None),
    ("post", "/requests/{number}/fee", "request.fee_noted", {"amount": 300}),
    ("post", "/requests/{number}/fee/settle", "request.fee_noted", {"how": "paid"}),
    ("post", "/requests/{number}/third-parties", "request.third_party_noted", PARTY),
    ("post", "/requests/{number}/third-parties/{id}/opinion", "request.third_party_noted", {"opinion": "agree"}),
    ("post", "/requests/{number}/death", "case.withdrawn", {"died_on": "2026-11-01", "told_by": "甲", "seen": 99}),
    ("post", "/requests/{number}/answer", "case.step_taken", {"step": "nothing", "outcome": "nothing"}),
    ("post", "/requests/{number}/proof", "request.identity_checked", {"proof": "nothing", "paper": "nothing"}),
]
"""Every path that names a case: the act it needs, and a body that is refused for another reason once allowed."""

OF_THE_OFFICE: list[tuple[str, str, str, Any]] = [
    ("get", "/cases", "case.read", None),
    ("get", "/cases/search?q=R8", "case.search", None),
    ("get", "/cases/due?since=2026-11-01&until=2026-11-30", "case.read", None),
    ("get", "/cases/todo", "case.read", None),
    ("get", "/cases/handed-on", "case.read", None),
    ("get", f"/cases/handed-on/{uuid4()}", "case.read", None),
    ("get", f"/cases/handed-on/{uuid4()}/papers/{uuid4()}", "case.read", None),
    ("get", f"/cases/handed-on/{uuid4()}/files/{uuid4()}", "case.read", None),
    ("get", "/cases/due.ics", "case.read", None),
    ("get", "/cases/export.csv", "case.search", None),
    ("get", "/statistics", "statistics.read", None),
    ("get", "/statistics/half-year", "statistics.read", None),
    ("get", "/statistics/cases.csv", "statistics.read", None),
    ("get", "/statistics/charts/lateness.csv", "statistics.read", None),
    ("get", "/record/acts/1/entry", "record.read", None),
    ("get", "/record/verifications", "record.read", None),
    ("get", "/record/verifications/1", "record.read", None),
    ("post", "/record/compare", "record.read", {"note": "x"}),
    ("get", "/people", "person.changed", None),
    ("post", "/people", "person.added", {"name": "", "email": "nowhere"}),
    ("post", "/people/units", "unit.added", {"code": "!", "title_ja": "", "title_en": ""}),
    ("post", "/people/units/nowhere", "unit.changed", {"title_ja": "", "title_en": ""}),
    ("post", "/people/nobody/change", "person.changed", {"name": "", "email": "nowhere"}),
    ("post", "/people/nobody/leave", "person.changed", {"on": "2026-11-01"}),
    ("post", "/people/nobody/invite", "account.invited", {}),
    ("post", "/people/nobody/withdraw", "account.invited", {}),
    ("post", "/people/nobody/account", "account.closed", {"to": "open"}),
    ("post", "/people/nobody/appointments", "appointment.made", {"role": "clerk", "from_on": "2026-11-01"}),
    ("post", "/people/nobody/appointments/1/end", "appointment.ended", {"on": "2026-11-01"}),
    ("get", "/committees/bodies", "meeting.read", None),
    ("get", "/record", "record.read", None),
    ("get", "/record/acts", "record.read", None),
    ("get", "/record/acts/1", "record.read", None),
    ("get", "/record/acts/1/receipt", "record.read", None),
]
EVERYBODY = [
    "/regulation/procedures", "/regulation/procedures/disclosure", "/regulation/procedures/disclosure/drawing.svg",
    "/regulation/forms", "/regulation/forms/form3/blank.pdf", "/regulation/clauses", "/regulation/clauses?q=開示",
    "/regulation/comparison?other=iuj", "/requests/kinds", "/people/units", "/people/access", "/programs/tokens",
    "/programs/webhooks",
]  # fmt: skip
WHEN = {"held_on": "2026-12-08"}
OF_A_MEETING: list[tuple[str, str, str, Any]] = [
    ("get", "/bodies/{body}", "meeting.read", None),
    ("post", "/bodies/{body}/rules", "body.rules_set", {"from_on": "2026-11-01", "rules": {"nothing": 1}}),
    ("get", "/meetings/{id}", "meeting.read", None),
    ("get", "/meetings/{id}/agenda.pdf", "meeting.read", None),
    ("get", "/meetings/{id}/items/1", "meeting.read", None),
    ("post", "/meetings/{id}/open", "meeting.opened", {"present": []}),
    ("post", "/meetings/{id}/attendance", "meeting.attendance_set", {"present": []}),
    ("post", "/meetings/{id}/close", "meeting.closed", {}),
    ("post", "/meetings/{id}/minutes", "meeting.minutes_issued", {}),
    ("post", "/meetings/{id}/corrections", "meeting.minutes_issued", {"text": ""}),
    ("post", "/meetings/{id}/items", "meeting.agenda_set", {"title": ""}),
    ("post", "/meetings/{id}/items/1/record", "meeting.recorded", {"record": "", "state": "reported"}),
    (
        "post",
        "/meetings/{id}/items/1/hearings",
        "meeting.heard",
        {"name": "a", "standing": "staff", "statement": "b"},
    ),
    ("post", "/meetings/{id}/items/1/papers", "meeting.paper_added", {}),
    ("post", "/meetings/{id}/items/1/vote", "meeting.voted", {"ballots": [], "text": "甲案"}),
    ("post", "/meetings/{id}/items/1/cast", "meeting.voted", {"carried": True}),
    ("post", "/meetings/{id}/items/1/circulate", "meeting.voted", {}),
    ("post", "/meetings/{id}/items/1/count", "meeting.voted", {}),
    ("post", "/meetings/{id}/items/1/reply", "meeting.read", {"choice": "for"}),
    ("post", "/meetings/{id}/items/1/conditions/{other}/met", "meeting.condition_met", {}),
    ("get", "/papers/{other}", "meeting.read", None),
    ("post", "/papers/{other}/withdraw", "meeting.paper_added", {}),
    ("get", "/minutes/{other}.pdf", "meeting.read", None),
]
"""Every path about a meeting that changes nothing in one being planned, and what it needs."""
CHANGING: list[tuple[str, str, Any]] = [
    ("/bodies/{body}/meetings", "meeting.planned", WHEN),
    ("/meetings/{id}/day", "meeting.planned", WHEN),
    ("/meetings/{id}/convene", "meeting.convened", {}),
    ("/meetings/{id}/guests", "meeting.attendance_set", {"name": "丙"}),
    ("/meetings/{id}/items/1/recusals", "meeting.recused", REASON),
    ("/meetings/{id}/items/1/withdraw", "meeting.agenda_set", {}),
    ("/meetings/{id}/adjourn", "meeting.adjourned", WHEN),
    ("/meetings/{id}/cancel", "meeting.cancelled", REASON),
]
"""Those that change it: asked only by those who may not."""
SCOPES = (
    "case.", "request.", "record.", "statistics.", "meeting.", "body.", "person.", "unit.", "appointment.", "account.",
    "webhook.",
)  # fmt: skip
REFUSED = {403, 404}


@pytest.fixture
def staff() -> Staff:
    """The office, with those roles that no regulation prescribes."""
    made = staffed()
    people = dict(made.people)
    for role in ("secretariat", "auditor", "administrator"):
        people[role] = services.add_person(name=role, email=f"{role}@example.ac.jp", actor=SETTER, at=AT)
        services.appoint(person=people[role], role=role, from_on=LONG_AGO, actor=SETTER, at=AT)
    made.people = people
    return made


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


def _appoints(staff: Staff, role: str, method: str) -> bool:
    """Whoever names somebody to an office finds people, too."""
    return method == "get" and access.may(staff.powers(role), "appointment.made")


def test_every_path_of_the_office_is_open_to_whom_the_table_says(staff: Staff) -> None:
    staff.opens("disclosure", outcome="submitted", facts={"claimant": "principal"})
    for role, program in programs(staff).items():
        for method, path, act, body in OF_THE_OFFICE:
            status = ask(program, method, path, body).status_code
            may = access.may(staff.powers(role), act) or (path == "/people" and _appoints(staff, role, method))
            assert (status == 403) is not may, (role, path, status)


def test_opening_a_case_is_for_whom_the_table_says(staff: Staff) -> None:
    for role, program in programs(staff).items():
        for unit in (staff.unit, staff.other):
            body = {"procedure": "disclosure", "title": "件", "who": {"name": "甲"}, "unit": unit.code}
            status = program.post("/cases", body).status_code
            may = access.may(staff.powers(role), "case.opened", CaseSight("disclosure", unit.id, new=True))
            assert (status == 201) is may, (role, unit.code, status)


def test_every_path_of_a_meeting_is_open_to_whom_the_table_says_and_to_nobody_else(staff: Staff) -> None:
    by, wrong = staff.acts("secretariat"), []
    every = programs(staff)
    for body in sorted(staff.law.bodies):
        meeting = planning.plan(body=body, unit=None, when=planning.Plan(held_on=date(2026, 12, 8)), **by)
        agenda.add_matter(meeting=meeting, title="運用", **by)
        for role, program in every.items():
            for method, path, act, sent in [*OF_A_MEETING, *(("post", *each) for each in CHANGING)]:
                may = access.may(staff.powers(role), act, body=body, unit=None)
                if may and (path, act, sent) in CHANGING:
                    continue
                there = "/committees" + path.format(body=body, id=meeting.id, other=uuid4())
                status = ask(program, method, there, sent).status_code
                if status >= 500 or (status == 403 if may else status not in REFUSED):
                    wrong.append((body, role, path, act, may, status))
    assert wrong == []


def test_a_token_for_cases_opens_no_meeting_and_no_file_of_a_person(staff: Staff) -> None:
    chair = Program(staff, staff.people["secretariat"], ("case.",))
    administrator = Program(staff, staff.people["administrator"], ("case.",))

    assert chair.get("/committees/bodies").json()["kind"] == "OutOfScope"
    assert administrator.get("/people").json()["kind"] == "OutOfScope"
    assert administrator.get("/cases").status_code == 403


def test_what_everybody_may_read_needs_a_token_all_the_same(staff: Staff) -> None:
    for role, program in programs(staff).items():
        for path in EVERYBODY:
            assert program.get(path).status_code == 200, (role, path)
    stranger = Program(staff, staff.people["clerk"])
    stranger.headers = {}
    for path in EVERYBODY:
        assert stranger.get(path).status_code == 401, path
    for method, path, _, body in OF_THE_OFFICE:
        assert ask(stranger, method, path, body).status_code == 401, path
