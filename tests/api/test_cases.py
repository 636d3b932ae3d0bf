"""Cases for programs: the desk's acts, under the same powers, with the same record."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from kitei import clock
from kitei.office.cases.models import Case
from kitei.office.record.models import Act
from kitei.office.record.verifying import verify
from tests.api.calling import Program
from tests.office.cases.staffing import Staff, filled, staffed

NOWHERE = "00000000-0000-7000-8000-000000000000"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]


@pytest.fixture
def staff(monkeypatch: pytest.MonkeyPatch) -> Staff:
    made = staffed()
    monkeypatch.setattr(clock, "now", made.later)
    return made


@pytest.fixture
def manager(staff: Staff) -> Program:
    return Program(staff, staff.people["manager"])


def new_case(staff: Staff, **more: Any) -> dict[str, Any]:
    return {
        "procedure": "disclosure",
        "title": "成績の記録",
        "who": {"name": "髙橋 花子", "kana": "たかはし はなこ"},
        "unit": staff.unit.code,
        "facts": {"claimant": "principal"},
        "outcome": "submitted",
        **more,
    }


def opened(staff: Staff, program: Program, **more: Any) -> str:
    answer = program.post("/cases", new_case(staff, **more))
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["number"])


def test_a_request_runs_from_filing_to_the_notice(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)

    for step, outcome, more in (
        ("identity", "verified", {}),
        ("search", "found", {}),
        ("decide", "disclosed", {"document": {"form": "form4", "values": filled(staff.law, "form4").values}}),
    ):
        reason = {"reason": "全部に応じる"} if step == "decide" else {}
        answer = manager.post(f"/cases/{number}/steps", {"step": step, "outcome": outcome, **reason, **more})
        assert answer.status_code == 200, answer.content.decode()

    case = manager.get(f"/cases/{number}").json()
    assert [each["step"] for each in case["done"]] == ["request", "identity", "search", "decide"]
    [notice] = [each for each in case["papers"] if each["form"] == "form4"]
    assert manager.get(f"/cases/{number}/papers/{notice['id']}.pdf").content.startswith(b"%PDF-")
    assert next(each["act"] for each in manager.get(f"/cases/{number}/timeline").json()) == "case.opened"


def test_a_request_sent_twice_acts_once(staff: Staff, manager: Program) -> None:
    first = manager.post("/cases", new_case(staff), key="k1")
    again = manager.post("/cases", new_case(staff), key="k1")
    other = manager.post("/cases", new_case(staff, title="別の件"), key="k1")

    assert first.json()["number"] == again.json()["number"]
    assert Case.objects.count() == 1
    assert (other.status_code, other.json()["kind"]) == (409, "KeyUsedOtherwise")


def test_without_a_token_nothing_is_told(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    manager.headers = {"Authorization": "Bearer kitei_wrong"}

    answer = manager.get(f"/cases/{number}")

    assert (answer.status_code, answer.json()["kind"]) == (401, "NoToken")


def test_a_token_does_what_it_is_for_and_no_more(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    reader = Program(staff, staff.people["manager"], ("case.read",))

    assert reader.get(f"/cases/{number}").status_code == 200
    answer = reader.post(f"/cases/{number}/notes", {"body": "メモ"})
    assert (answer.status_code, answer.json()["kind"]) == (403, "OutOfScope")


def test_a_token_gives_no_more_than_its_person_may(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    clerk = Program(staff, staff.people["clerk"])
    assert clerk.post(f"/cases/{number}/steps", {"step": "identity", "outcome": "verified"}).status_code == 200
    assert manager.post(f"/cases/{number}/steps", {"step": "search", "outcome": "found"}).status_code == 200

    answer = clerk.post(f"/cases/{number}/steps", {"step": "decide", "outcome": "refused", "reason": "断る"})

    assert (answer.status_code, answer.json()["kind"]) == (403, "NotPermitted")


def test_a_case_that_is_not_the_callers_to_see_is_not_there(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    outsider = Program(staff, staff.people["operating_chair"])

    assert outsider.get(f"/cases/{number}").status_code in {403, 404}
    assert manager.get("/cases/R8-D-9999").json()["kind"] == "Missing"


def test_whoever_comes_second_is_told_that_the_case_has_moved(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    turn = manager.get(f"/cases/{number}").json()["turn"]
    body = {"step": "identity", "outcome": "verified", "seen": turn}
    assert manager.post(f"/cases/{number}/steps", body).status_code == 200

    answer = manager.post(f"/cases/{number}/steps", body)

    assert answer.status_code == 409
    assert answer.json()["ja"]


def test_the_acts_beside_the_steps_are_there_too(staff: Staff, manager: Program) -> None:
    number, other = opened(staff, manager), opened(staff, manager)
    picture = b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 40).decode()

    done = [
        manager.post(f"/cases/{number}/notes", {"body": "電話で確認"}),
        manager.post(f"/cases/{number}/messages", {"body": "来週お知らせします"}),
        manager.post(f"/cases/{number}/messages", {"body": "分かりました", "direction": "in", "channel": "phone"}),
        manager.post(f"/cases/{number}/facts", {"facts": {"requested_method": "paper"}}),
        manager.post(f"/cases/{number}/papers", {"form": "letter", "values": {"about": "件名", "text": "本文"}}),
        manager.post(f"/cases/{number}/assign", {"person": staff.people["clerk"].email}),
        manager.post(f"/cases/{number}/assign", {"person": None}),
        manager.post(f"/cases/{number}/question", {"keep": True}),
        manager.post(f"/cases/{other}/merge", {"into": number, "reason": "同じ請求"}),
        manager.post(f"/cases/{number}/withdraw", {"reason": "本人から取下げ"}),
        manager.post(f"/cases/{number}/reopen", {"reason": "誤り"}),
        manager.post(f"/cases/{number}/transfer", {"unit": "careers", "reason": "所管"}),
    ]

    assert [answer.status_code for answer in done] == [201, 201, 201, 200, 201, 200, 200, 200, 200, 200, 200, 200]
    refused = manager.post(
        f"/cases/{other}/files", {"filename": "a.png", "media_type": "image/png", "content": picture}
    )
    assert refused.status_code in {404, 409, 422}
    assert verify().findings == []
    assert set(Act.objects.values_list("name", flat=True)) >= {"case.merged", "case.reopened", "case.transferred"}


def test_an_answer_of_the_engine_is_kept_and_replays(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    kept = manager.post(f"/cases/{number}/question", {"keep": True}).json()

    replay = manager.get(f"/cases/{number}/decisions/{kept['kept']}/replay").json()

    assert kept["answer"]["question"] == "request"
    assert replay["identical"] is True
    unknown = manager.post(f"/cases/{number}/question", {"question": "weather"})
    assert unknown.status_code == 404


def test_lists_are_paged_and_searched(staff: Staff, manager: Program) -> None:
    numbers = [opened(staff, manager) for _ in range(3)]

    first = manager.get("/cases?size=2").json()
    rest = manager.get(f"/cases?size=2&after={first['after']}").json()

    assert [each["number"] for each in (*first["cases"], *rest["cases"])] == numbers[::-1]
    assert len(manager.get("/cases/search?q=高橋").json()) == 3
    assert manager.get("/cases?state=closed").json()["cases"] == []
    assert manager.get("/cases?after=nonsense").status_code == 422
    assert manager.get("/cases/due?since=2026-11-01&until=2027-03-31").status_code == 200
    assert manager.get("/cases?size=0").json()["kind"] == "NotReadable"


def test_a_letter_is_issued_and_corrected_with_its_reason(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    letter = {"form": "letter", "values": {"about": "件名", "text": "本文"}}
    first = manager.post(f"/cases/{number}/papers", letter).json()["id"]

    without = manager.post(f"/cases/{number}/papers", {**letter, "corrects": first})
    corrected = manager.post(f"/cases/{number}/papers", {**letter, "corrects": first, "reason": "誤字"})

    assert (without.status_code, without.json()["kind"]) == (422, "ReasonMissing")
    assert corrected.status_code == 201, corrected.content.decode()
    assert manager.post(f"/cases/{number}/papers", {**letter, "corrects": NOWHERE, "reason": "誤字"}).status_code == 404
    papers = manager.get(f"/cases/{number}").json()["papers"]
    assert [each["id"] for each in papers][-2:] == [first, corrected.json()["id"]]
    filled_in = manager.get(f"/cases/{number}/papers/{first}/values").json()
    assert filled_in["values"]["about"] == "件名"
    handed = manager.post(f"/cases/{number}/papers/{first}/handed-over", {"how": "letter", "on": "2026-11-09"}, key="h")
    assert handed.json()["how"] == "letter"


def test_what_a_case_holds_and_has_beside_it_is_read_and_erased_in_the_end(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    text = b64encode("控え".encode()).decode()
    file = {"filename": "memo.txt", "media_type": "text/plain", "content": text}
    added = manager.post(f"/cases/{number}/files", file).json()["id"]
    manager.post(f"/cases/{number}/notes", {"body": "電話で確認"})

    held = manager.get(f"/cases/{number}/held").json()
    beside = Program(staff, staff.people["manager"], ("case.", "request.")).get(f"/requests/{number}/beside").json()
    act = manager.get(f"/cases/{number}/timeline").json()[0]["number"]

    assert (held["files"][0]["filename"], held["notes"][0]["body"]) == ("memo.txt", "電話で確認")
    assert manager.get(f"/cases/{number}/files/{added}").content.decode() == "控え"
    assert [each["of"] for each in beside["asked"]][:1] == ["identity"]
    assert manager.get(f"/cases/{number}/acts/{act}/receipt").json()["kind"] == "NotYetInTree"
    assert manager.get(f"/cases/{number}/files/{NOWHERE}").status_code == 404
    manager.post(f"/cases/{number}/withdraw", {"reason": "取下げ"})
    wrong = manager.post(f"/cases/{number}/erase", {"number": "R8", "reason": "保存期間の終わり"})
    erased = manager.post(f"/cases/{number}/erase", {"number": number, "reason": "保存期間の終わり"})
    assert (wrong.json()["kind"], erased.status_code) == ("NotTheNumber", 200)
    assert verify().findings == []


def test_what_is_to_do_and_due_is_told_and_taken_away(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)

    assert [each["case"] for each in manager.get("/cases/todo").json()["todo"]] == [number]
    assert manager.get("/cases/due.ics").content.startswith(b"BEGIN:VCALENDAR")
    exported = manager.get("/cases/export.csv?kind=disclosure&unit=students").content.decode()
    assert number in exported
    assert "髙橋" not in exported
    assert manager.get("/cases?unit=nowhere").status_code == 404
    assert manager.get("/cases?late=true&mine=true").json()["cases"] == []
    assert manager.get("/cases?closed_until=2026-11-09").json()["cases"] == []


def test_a_case_handed_on_stays_to_be_read_as_it_was(staff: Staff, manager: Program) -> None:
    number = opened(staff, manager)
    manager.post(f"/cases/{number}/papers", {"form": "letter", "values": {"about": "件名", "text": "本文"}})
    manager.post(f"/cases/{number}/notes", {"body": "引継ぎ"})
    manager.post(f"/cases/{number}/transfer", {"unit": "careers", "reason": "所管"})

    [line] = manager.get("/cases/handed-on").json()
    found = manager.get(f"/cases/handed-on/{line['id']}").json()

    assert (line["case"], line["to"]) == (number, "careers")
    assert found["notes"][0]["body"] == "引継ぎ"
    paper = next(each["id"] for each in found["papers"] if each["form"] == "letter")
    assert manager.get(f"/cases/handed-on/{line['id']}/papers/{paper}").content.startswith(b"%PDF-")
    assert manager.get(f"/cases/handed-on/{line['id']}/files/{NOWHERE}").status_code == 404
    assert manager.get(f"/cases/handed-on/{NOWHERE}").status_code == 404


def test_the_regulation_is_read_clause_by_clause_and_step_by_step(manager: Program) -> None:
    clauses = manager.get("/regulation/clauses").json()
    found = manager.get("/regulation/clauses/josai:13").json()
    procedure = manager.get("/regulation/procedures/disclosure").json()
    compared = manager.get("/regulation/comparison?other=iuj").json()

    assert len(clauses) > 50
    assert any(each["id"] == "josai:13(2)" for each in found["below"])
    assert "disclosure" in found["procedures"]
    assert procedure["steps"][0]["outcomes"]
    assert all(each["differs"] for each in compared)
    assert manager.get("/regulation/procedures/disclosure/drawing.svg").content.startswith(b"<svg")
    assert manager.get("/regulation/forms/form3/blank.pdf").content.startswith(b"%PDF-")
    for path in ("clauses/nothing:1", "procedures/nothing", "forms/nothing/blank.pdf", "comparison?other=nothing"):
        assert manager.get(f"/regulation/{path}").status_code == 404, path
