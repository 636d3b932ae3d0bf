"""The page of a case: where it stands, what to do, what the engine says, and what happened."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kitei.office.cases.services import corresponding
from kitei.office.cases.services.aside import erasing
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def test_a_case_says_what_to_do_by_whom_under_which_clause(desk: Front) -> None:
    case = desk.disclosure()

    page = text(desk.client("manager").get(reverse("cases:case", args=[case.number])))

    assert "髙橋 花子 さんの案件" in page
    assert "受け付けて本人を確かめる" in page
    assert "規程第13条第2項" in page
    assert reverse("cases:step", args=[case.number, "identity"]) in page
    assert reverse("requests:identity", args=[case.number]) in page


def test_only_facts_that_would_settle_it_are_asked(desk: Front) -> None:
    case = desk.found()

    page = text(desk.client("manager").get(reverse("cases:case", args=[case.number])))

    asked = page.partition('id="asks"')[2].partition("</form>")[0]
    assert 'name="fact-refusal_grounds"' in asked
    assert 'name="fact-exists"' not in asked
    assert "必要とする条文" in asked


def test_an_answer_changes_what_the_engine_says(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")
    address = reverse("cases:case", args=[case.number])
    sent = {"asked": ["refusal_grounds", "committee_decision"], "fact-refusal_grounds": "-", "turn": case.turn}

    answer = client.post(reverse("cases:facts", args=[case.number]), sent)

    case.refresh_from_db()
    assert answer.headers["Location"] == address
    assert case.facts["refusal_grounds"] == []
    page = text(client.get(address))
    assert "応じなければならない" in page
    assert "しなければならないこと" in page
    assert "なぜこの答えになるか" in page


def test_a_fact_that_cannot_be_read_is_told_beside_it(desk: Front) -> None:
    case = desk.found()
    client = desk.client("manager")

    answer = client.post(
        reverse("cases:facts", args=[case.number]), {"asked": ["received_on"], "fact-received_on": "いつか"}
    )

    assert answer.status_code == 422
    assert "読み取れません" in text(answer)


def test_all_facts_can_be_seen_and_corrected(desk: Front) -> None:
    case = desk.found()

    page = text(desk.client("manager").get(reverse("cases:facts", args=[case.number])))

    assert 'name="fact-exists"' in page
    assert "まだ分からない" in page


def test_somebody_who_was_slower_is_told_what_happened(desk: Front) -> None:
    case = desk.found()

    answer = desk.client("manager").post(
        reverse("cases:facts", args=[case.number]), {"asked": "exists", "fact-exists": "yes", "turn": case.turn - 1}
    )

    assert answer.status_code == 409
    assert "この画面を開いた後に進んでいます" in text(answer)


def test_papers_messages_and_notes_are_there(desk: Front) -> None:
    case = desk.decided()
    corresponding.send(case=case, body="結果をお送りします。", subject="お知らせ", **desk.staff.acts("manager"))
    corresponding.receive(case=case, body="届きました。", channel="phone", **desk.staff.acts("manager"))
    corresponding.add_note(case=case, body="丁寧な方。", **desk.staff.acts("manager"))

    page = text(desk.client("manager").get(reverse("cases:case", args=[case.number])))

    for said in (
        "結果をお送りします。",
        "お知らせ",
        "届きました。",
        "丁寧な方。",
        "開示等可否決定通知書",
        "渡したことを記録",
    ):
        assert said in page


def test_the_page_is_complete_in_english(desk: Front) -> None:
    case = desk.decided()

    page = text(desk.client("manager").get(reverse("cases:case", args=[case.number]), {"lang": "en"}))

    for said in ("What to do next", "Progress", "History", "Papers", "What is known", "Handed in"):
        assert said in page


def test_a_case_of_another_unit_is_not_there(desk: Front) -> None:
    case = desk.disclosure()
    person = desk.account("manager").person
    assert person is not None
    person.appointments.update(unit=desk.staff.other)

    assert desk.client("manager").get(reverse("cases:case", args=[case.number])).status_code == 404


def test_the_auditor_reads_figures_and_no_case(desk: Front) -> None:
    case = desk.disclosure()
    auditor = desk.client("auditor")

    assert auditor.get(reverse("statistics:overview")).status_code == 200
    assert auditor.get(reverse("cases:case", args=[case.number])).status_code in {403, 404}


def test_of_an_erased_case_only_number_and_days_are_left(desk: Front) -> None:
    case = desk.closed()
    client = desk.client("manager")
    erasing.destroy_key(case=case, reason="保存期間の満了", **desk.staff.acts("manager"))

    page = text(client.get(reverse("cases:case", args=[case.number])))
    listed = text(client.get(reverse("cases:list"), {"tab": "closed"}))

    assert "内容は消去済みです" in page
    assert "髙橋" not in page + listed
    assert "消去済み" in listed


def test_a_closed_case_has_nothing_left_to_do(desk: Front) -> None:
    case = desk.closed()

    page = text(desk.client("manager").get(reverse("cases:case", args=[case.number])))

    assert "この案件は終わっています" in page
    assert "取下げ" in page
    assert reverse("cases:act", args=[case.number, "reopen"]) in page
