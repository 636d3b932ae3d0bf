"""What can be done to a case beside its steps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from kitei.office.cases.models import Case
from kitei.office.requests.services.third_parties import Asked, note_third_party
from kitei.web.cases.actions import ACTIONS
from tests.office.people.building import PASSWORD
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def does(client: Client, case: Case, name: str, **sent: Any) -> Any:
    case.refresh_from_db()
    return client.post(reverse("cases:act", args=[case.number, name]), {"turn": case.turn, **sent})


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("note", {"body": "照会済み"}, "照会済み"),
        ("message", {"channel": "portal", "subject": "件名", "body": "お待ちください"}, "お待ちください"),
        ("received", {"channel": "phone", "body": "急いでほしい"}, "急いでほしい"),
        ("withdraw", {"reason": "電話で申出"}, "取下げ"),
        ("keep", {}, "エンジンの判断を保存した"),
    ],
)
def test_an_act_is_done_and_seen_on_the_case(desk: Front, name: str, sent: dict[str, str], says: str) -> None:
    case = desk.disclosure()
    client = desk.client("manager")

    form = client.get(reverse("cases:act", args=[case.number, name]))
    answer = does(client, case, name, **sent)

    assert ACTIONS[name].title in text(form)
    page = text(client.get(answer.headers["Location"]))
    assert says in page
    assert ACTIONS[name].done in page


def test_an_empty_note_is_refused_and_the_form_comes_back(desk: Front) -> None:
    answer = does(desk.client("manager"), desk.disclosure(), "note", body="")

    assert answer.status_code == 422
    assert "まだ記録していません" in text(answer)


def test_a_file_is_kept_and_given_back_to_take_away_only(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")

    does(client, case, "attach", file=SimpleUploadedFile("証.png", PNG, "image/png"), purpose="identity")

    row = case.attachments.get()
    address = reverse("cases:attachment", args=[case.number, row.pk])
    assert client.get(address).headers["Content-Disposition"].startswith("attachment")
    assert client.get(address + "?look").headers["Content-Disposition"].startswith("inline")
    assert client.get(address).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("a.html", b"<script>alert(1)</script>", "text/html")])
def test_a_file_that_cannot_be_kept_is_refused(desk: Front, file: SimpleUploadedFile | None) -> None:
    sent = {"file": file} if file else {}

    answer = does(desk.client("manager"), desk.disclosure(), "attach", purpose="other", **sent)

    assert answer.status_code == 422


def test_a_case_is_given_to_a_person_and_back_to_the_unit(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")
    person = desk.staff.people["clerk"]

    does(client, case, "assign", person=str(person.pk))
    case.refresh_from_db()
    assert case.assigned == person
    does(client, case, "assign", person="")
    case.refresh_from_db()
    assert case.assigned is None


def test_a_case_is_handed_on_to_another_unit(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")

    nowhere = does(client, case, "transfer", unit="", reason="就職の情報")
    answer = does(client, case, "transfer", unit=str(desk.staff.other.pk), reason="就職の情報")

    case.refresh_from_db()
    assert nowhere.status_code == 422
    assert "移送先の部署を選んでください" in text(nowhere)
    assert answer.status_code == 302
    assert case.unit == desk.staff.other


def test_a_duplicate_is_merged_into_the_case_that_goes_on(desk: Front) -> None:
    first, second = desk.disclosure(), desk.disclosure()
    client = desk.client("manager")

    answer = does(client, second, "merge", into=first.number, reason="同じ請求")

    second.refresh_from_db()
    assert answer.status_code == 302
    assert second.merged_into == first
    assert first.number in text(client.get(reverse("cases:case", args=[second.number])))


def test_where_no_clock_stands_still_that_is_said(desk: Front) -> None:
    answer = does(desk.client("manager"), desk.disclosure(), "stop", reason="写しを求めた")

    assert answer.status_code == 422


@pytest.mark.regulation("muroran-it")
def test_where_the_law_knows_it_the_clock_stops_and_goes_on(desk: Front) -> None:
    case = desk.disclosure(kinds=None, information=None)
    runner = desk.staff.runs(case)
    client = desk.client(runner)

    stopped = does(client, case, "stop", reason="写しを求めた")
    page = text(client.get(reverse("cases:case", args=[case.number])))
    resumed = does(client, case, "resume")

    assert stopped.status_code == 302, text(stopped)
    assert "期限は止まっています" in page or "期限停止中" in page or "止まって" in page
    assert resumed.status_code == 302


def test_a_closed_case_is_reopened_with_a_reason(desk: Front) -> None:
    case = desk.decided()
    does(desk.client("manager"), case, "withdraw", reason="取り下げる")
    client = desk.client("manager")

    answer = does(client, case, "reopen", reason="取下げは誤りだった")

    case.refresh_from_db()
    assert answer.status_code == 302
    assert case.running


def test_what_cannot_be_undone_asks_for_the_number(desk: Front) -> None:
    case = desk.closed()
    client = desk.client("manager")

    first = client.get(reverse("cases:act", args=[case.number, "erase"]))
    again = f"/accounts/reauthenticate/?next=%2Fdesk%2Fcases%2F{case.number}%2Fdo%2Ferase"
    assertRedirects(first, again, fetch_redirect_response=False)
    assert does(client, case, "erase", number=case.number, reason="満了").status_code == 302
    case.refresh_from_db()
    assert case.erased_on is None
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    form = text(client.get(reverse("cases:act", args=[case.number, "erase"])))
    wrong = does(client, case, "erase", number="R8-D-0009", reason="満了")
    answer = does(client, case, "erase", number=case.number, reason="満了")

    case.refresh_from_db()
    assert "元に戻せません" in form
    assert wrong.status_code == 422
    assert answer.status_code == 302
    assert case.erased_on is not None


@pytest.mark.parametrize("name", ["nonsense", "reopen", "resume", "erase"])
def test_what_does_not_fit_the_case_is_not_there(desk: Front, name: str) -> None:
    case = desk.disclosure()

    assert desk.client("manager").get(reverse("cases:act", args=[case.number, name])).status_code == 404


def test_what_a_role_may_not_do_is_not_offered(desk: Front) -> None:
    case = desk.disclosure()
    clerk = desk.client("clerk")

    page = text(clerk.get(reverse("cases:case", args=[case.number])))

    assert reverse("cases:act", args=[case.number, "note"]) in page
    assert reverse("cases:act", args=[case.number, "transfer"]) not in page
    assert clerk.get(reverse("cases:act", args=[case.number, "transfer"])).status_code == 404


@pytest.mark.regulation("muroran-it")
def test_a_fee_is_set_where_one_is_laid_down_and_settled(desk: Front) -> None:
    case = desk.disclosure(kinds=None, information=None)
    client = desk.client(desk.staff.runs(case))

    nonsense = does(client, case, "fee", amount="a lot")
    done = does(client, case, "fee", amount="300", reason="実費")
    again = client.get(reverse("cases:act", args=[case.number, "fee"]))
    settled = does(client, case, "fee-settled", how="paid")

    assert (nonsense.status_code, done.status_code, settled.status_code) == (422, 302, 302)
    assert again.status_code == 404
    assert case.fees.get().state == "paid"


def test_no_fee_is_offered_where_none_is_laid_down(desk: Front) -> None:
    case = desk.disclosure()

    assert desk.client("manager").get(reverse("cases:act", args=[case.number, "fee"])).status_code == 404


@pytest.mark.regulation("muroran-it")
def test_what_a_third_party_said_is_noted(desk: Front) -> None:
    case = desk.disclosure(kinds=None, information=None)
    runner = desk.staff.runs(case)
    party = Asked(name="第三 花子", contact="", information="面談の相手", reply_by=date(2026, 12, 10))
    note_third_party(case=case, party=party, step=None, **desk.staff.acts(runner))
    client = desk.client(runner)

    form = text(client.get(reverse("cases:act", args=[case.number, "opinion"])))
    nobody = does(client, case, "opinion", party="", opinion="oppose")
    answer = does(client, case, "opinion", party=str(case.third_parties.get().pk), opinion="oppose", reason="困る")

    assert "第三 花子" in form
    assert (nobody.status_code, answer.status_code) == (422, 302)
    assert case.third_parties.get().opinion == "oppose"


def test_a_case_ends_when_whoever_asked_has_died(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")

    unknown = does(client, case, "died", died_on="いつか", told_by="長男", goes_on="no")
    answer = does(client, case, "died", died_on="2026-11-10", told_by="長男、除籍謄本", goes_on="no")

    case.refresh_from_db()
    assert (unknown.status_code, answer.status_code) == (422, 302)
    assert not case.running
