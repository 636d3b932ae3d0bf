"""A body meets through the API: planned, called together, opened, voted on, closed and minuted; every act once."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kitei import clock
from kitei.office.cases.models import Case, StepDone, Task
from kitei.office.committees.models import Meeting
from kitei.office.people.models import Person
from kitei.office.programs.services import issue_token
from kitei.office.record.models import Act
from kitei.office.record.verifying import verify
from tests.office.committees.building import OWN, SETUP, Committee, appeal, committee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office"), pytest.mark.regulation("josai")]
BODY = "operating_committee"
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
SCOPES = ("meeting.", "body.", "case.")
WHEN = {"held_on": "2026-12-08", "begins": "14:00", "place": "会議室"}


class Room:
    """A body with its programs."""

    def __init__(self, made: Committee) -> None:
        self.made = made
        self.paths: dict[str, str] = {}

    def call(self, method: str, path: str, body: Any = None, *, by: Person | None = None, key: str = "") -> Any:
        """Ask as the secretariat, or as a member."""
        who = by or self.made.secretary
        token = issue_token(person=who, label="t", scopes=SCOPES, days=9, actor=SETUP, at=NOW - timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token.plain}", **({"Idempotency-Key": key} if key else {})}
        if method == "get":
            return Client().get(f"/api/v1/committees{path}", headers=headers)
        return Client().post(f"/api/v1/committees{path}", body or {}, content_type="application/json", headers=headers)

    def done(self, path: str, body: Any = None, **more: Any) -> Any:
        """Act; it must be done."""
        answer = self.call("post", path, body, **more)
        assert answer.status_code in {200, 201}, answer.content.decode()
        return answer.json()

    def sign(self, person: Person) -> str:
        return person.pseudonym.partition(":")[2]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Room(committee(BODY, own=OWN))


def ballots(room: Room, people: list[Person], choice: str = "for") -> list[dict[str, str]]:
    return [{"person": room.sign(each), "choice": choice} for each in people]


def waiting(room: Room) -> Case:
    return appeal(room.made, ("receive", "admitted"), ("hear", "not_needed"))


def test_a_meeting_runs_from_its_plan_to_its_minutes_and_a_repeated_request_acts_once(room: Room) -> None:
    case, members = waiting(room), room.made.members
    [waits] = room.call("get", f"/bodies/{BODY}").json()["waiting"]
    assert (waits["case"], waits["step"]) == (case.number, "deliberate")

    meeting = room.done(f"/bodies/{BODY}/meetings", WHEN, key="plan")["id"]
    assert room.done(f"/bodies/{BODY}/meetings", WHEN, key="plan")["id"] == meeting
    other = room.call("post", f"/bodies/{BODY}/meetings", {"held_on": "2026-12-09"}, key="plan")
    assert (other.status_code, other.json()["kind"]) == (409, "KeyOfAnother")
    there = f"/meetings/{meeting}"
    room.done(f"{there}/day", {**WHEN, "place": "大会議室"})
    item = room.done(f"{there}/items", {"case": case.number, "step": "deliberate"}, key="item")
    assert room.done(f"{there}/items", {"case": case.number, "step": "deliberate"}, key="item") == item
    room.done(f"{there}/items", {"title": "運用の確認"})
    at = f"{there}/items/1"
    laid = {"title": "資料", "file": {"filename": "a.txt", "media_type": "text/plain", "content": b64(b"text")}}
    paper = room.done(f"{at}/papers", laid)["id"]
    document = case.documents.first()
    for _ in range(2):
        room.done(f"{there}/convene", key="convene")
    if document is not None:
        room.done(f"{at}/papers", {"document": str(document.id)})
    assert room.call("get", f"/papers/{paper}", by=members[1]).content == b"text"
    assert room.call("get", f"{there}/agenda.pdf", by=members[1]).content.startswith(b"%PDF-")
    present = [{"person": room.sign(each)} for each in members[:4]]
    room.done(f"{there}/open", {"present": present})
    room.done(f"{there}/attendance", {"present": [*present, {"person": room.sign(members[4]), "how": "remote"}]})
    room.done(f"{there}/guests", {"name": "丙野 次郎"})
    room.done(f"{at}/recusals", {"reason": "審査した"}, by=members[4])
    room.done(f"{at}/hearings", {"name": "甲", "standing": "principal", "statement": "全部見たい"})
    room.done(f"{at}/record", {"record": "一部について議論した"})
    condition = {"text": "黒塗りを確かめる", "actor": "manager", "due_on": "2026-12-20"}
    vote = {"outcome": "partly", "ballots": ballots(room, members[:4]), "conditions": [condition]}
    for _ in range(2):
        decided = room.done(f"{at}/vote", vote, key="vote")

    [motion] = decided["motions"]
    assert (motion["result"], len(motion["votes"]), decided["state"]) == ("carried", 4, "decided")
    assert StepDone.objects.filter(case=case, step="deliberate", outcome="partly").count() == 1
    assert Task.objects.filter(case=case, kind="condition").count() == 1
    room.done(f"{there}/items/2/record", {"record": "報告した", "state": "reported"})
    room.done(f"{there}/close")
    minutes = room.done(f"{there}/minutes")["minutes"][0]
    room.done(f"{there}/corrections", {"text": "誤字"})
    assert room.call("get", f"/minutes/{minutes['id']}.pdf").content.startswith(b"%PDF-")
    assert room.call("get", f"/papers/{paper}", by=members[1]).status_code == 404
    assert Act.objects.filter(name="meeting.voted").count() == 1
    assert verify().findings == []


def b64(content: bytes) -> str:
    return b64encode(content).decode()


def test_a_member_reads_what_is_in_an_item_and_whoever_keeps_out_does_not(room: Room) -> None:
    case, members = waiting(room), room.made.members
    there = f"/meetings/{room.done(f'/bodies/{BODY}/meetings', WHEN)['id']}"
    assert room.call("get", there, by=members[2]).status_code == 404
    room.done(f"{there}/items", {"case": case.number, "step": "deliberate", "presenter": "総務課"})
    room.done(f"{there}/convene")
    room.done(f"{there}/items/1/recusals", {"person": room.sign(members[3]), "reason": "利害", "by_body": True})

    assert room.call("get", f"{there}/items/1", by=members[2]).json()["reads"] is True
    kept_out = room.call("get", f"{there}/items/1", by=members[3]).json()
    assert (kept_out["reads"], kept_out["recusals"][0]["reason"]) == (False, "")
    assert room.call("get", there, by=members[3]).json()["items"][0]["recused"] is True
    assert [each["id"] for each in room.call("get", "/bodies", by=members[2]).json()] == [BODY]


def test_what_does_not_fit_is_refused_with_the_way_out(room: Room) -> None:
    case = waiting(room)
    there = f"/meetings/{room.done(f'/bodies/{BODY}/meetings', WHEN)['id']}"
    room.done(f"{there}/items", {"title": "運用"})
    at = f"{there}/items/1"
    for path, body, kind in (
        (f"{there}/items", {}, "NothingToDeal"),
        (f"{there}/items", {"case": "R8-D-9999", "step": "x"}, "Missing"),
        (f"{there}/open", {"present": [{"person": "nobody"}]}, "Missing"),
        (f"{there}/close", {}, "MeetingNotReady"),
        (f"{at}/papers", {}, "NoPaper"),
        (f"{at}/papers", {"document": "x"}, "NoPaper"),
        (f"{at}/vote", {"ballots": [], "text": "案"}, "MeetingNotReady"),
        (f"{at}/cast", {"carried": True}, "NothingTied"),
        (f"{at}/count", {}, "NotCirculated"),
        (f"{at}/reply", {"choice": "for"}, "NotCirculated"),
        (f"{at}/circulate", {"text": "案"}, "NotCirculated"),
        (f"{there}/minutes", {}, "MeetingNotReady"),
        (f"/bodies/{BODY}/rules", {"from_on": "2026-12-01", "rules": {"tie": "never"}}, "NoSuchRule"),
    ):
        answer = room.call("post", path, body)
        assert answer.json().get("kind") == kind, (path, answer.content.decode())
        assert answer.json()["ja"]
    assert room.call("get", "/bodies/nothing").json()["kind"] == "NoSuchBody"
    assert room.call("get", f"{there}/items/9").status_code == 404
    room.done(f"{at}/withdraw")
    assert room.call("post", f"{at}/withdraw").json()["kind"] == "ItemSettled"
    room.done(f"{there}/items", {"case": case.number, "step": "deliberate"})
    assert room.call("post", f"{there}/items", {"case": case.number, "step": "deliberate"}).json()["kind"] == (
        "AlreadyOnAgenda"
    )
    room.done(f"{there}/cancel", {"reason": "延期"})
    assert Meeting.objects.get().state == Meeting.State.CANCELLED


def test_a_tie_is_decided_and_a_meeting_goes_on_another_day(room: Room) -> None:
    members = room.made.members
    there = f"/meetings/{room.done(f'/bodies/{BODY}/meetings', WHEN)['id']}"
    for title in ("甲案", "乙案"):
        room.done(f"{there}/items", {"title": title})
    laid = {"title": "資料", "file": {"filename": "a.txt", "media_type": "text/plain", "content": b64(b"text")}}
    paper = room.done(f"{there}/items/1/papers", laid)["id"]
    room.done(f"/papers/{paper}/withdraw")
    room.done(f"{there}/convene")
    room.done(f"{there}/open", {"present": [{"person": room.sign(each)} for each in members[:4]]})
    split = [*ballots(room, members[:2]), *ballots(room, members[2:4], "against")]
    vote = {"text": "甲案とする", "ballots": split}

    tied = room.done(f"{there}/items/1/vote", vote)["motions"][-1]["result"]
    for _ in range(2):
        decided = room.done(f"{there}/items/1/cast", {"carried": True, "text": "甲案とする"}, key="tie")
    following = room.done(f"{there}/adjourn", {"held_on": "2026-12-15", "reason": "時間切れ"})

    assert (tied, decided["motions"][-1]["result"]) == ("tie", "carried")
    assert [each["title"]["ja"] for each in following["items"]] == ["乙案"]
    assert room.call("get", there).json()["goes_on"] == following["id"]


def test_a_circulation_is_answered_and_counted(room: Room) -> None:
    rules = {**OWN, "circulation": "as_meeting", "notice_days": 1}
    room.done(f"/bodies/{BODY}/rules", {"from_on": "2026-11-01", "document": "規則", "rules": rules})
    there = f"/meetings/{room.done(f'/bodies/{BODY}/meetings', {**WHEN, 'mode': 'circulation'})['id']}"
    room.done(f"{there}/items", {"title": "様式の改訂"})
    room.done(f"{there}/items/1/circulate", {"text": "改める"})
    room.done(f"{there}/convene")
    for each in room.made.members:
        for _ in range(2):
            room.done(f"{there}/items/1/reply", {"choice": "for", "opinion": "異議なし"}, by=each, key="r")
    condition = {"text": "周知する", "actor": "manager"}
    for _ in range(2):
        counted = room.done(f"{there}/items/1/count", {"conditions": [condition]}, key="count")

    [motion] = counted["motions"]
    assert (motion["result"], len(motion["votes"])) == ("carried", 5)
    met = f"{there}/items/1/conditions/{motion['conditions'][0]['id']}/met"
    assert room.done(met)["motions"][0]["conditions"][0]["met"] is True
    assert room.call("post", f"{there}/items/1/conditions/{motion['id']}/met").status_code == 404
    assert date.fromisoformat(room.call("get", there).json()["held_on"]) == date(2026, 12, 8)


def test_an_agenda_and_minutes_without_an_item_say_so(room: Room) -> None:
    there = f"/meetings/{room.done(f'/bodies/{BODY}/meetings', WHEN)['id']}"
    assert room.call("get", f"{there}/agenda.pdf").content.startswith(b"%PDF-")
    room.done(f"{there}/items", {"title": "運用"})
    room.done(f"{there}/convene")
    room.done(f"{there}/open", {"present": [{"person": room.sign(each)} for each in room.made.members]})
    room.done(f"{there}/items/1/withdraw")
    room.done(f"{there}/close")

    minutes = room.done(f"{there}/minutes")["minutes"][0]

    assert room.call("get", f"/minutes/{minutes['id']}.pdf").content.startswith(b"%PDF-")


def test_a_day_that_no_calendar_writes_cannot_be_read(room: Room) -> None:
    answer = room.call("post", f"/bodies/{BODY}/meetings", {"held_on": "0001-01-01"})

    assert (answer.status_code, answer.json()["faults"][0]["where"]) == (422, "body.sent.held_on")
    planned = room.done(f"/bodies/{BODY}/meetings", {**WHEN, "begins": "14:00:30.5Z"})
    assert (planned["begins"], planned["ends"]) == ("14:00", None)
