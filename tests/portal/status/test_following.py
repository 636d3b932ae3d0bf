"""Following a request by number and secret: what is told, what the person can do, and what nobody else can."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as office_settings

from kitei import clock
from kitei.office.cases.models import Attachment, Case, Document, Message, StepDone
from kitei.portal.shared.limits import GUESSES_OF_NUMBER
from tests.office.cases.staffing import Staff, staffed
from tests.office.requests.clauses import HELD, REASON, answers, shows
from tests.portal.walking import Walker, filled, open_office, picture, said

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]

NOBODY = "番号の組合せが見つかりません"


def _staff() -> Staff:
    staff = staffed()
    staff.now = clock.now()
    return staff


def _filed(procedure: str = "disclosure") -> tuple[Walker, Case]:
    walker = Walker()
    number, _ = walker.file(procedure)
    return walker, Case.objects.get(number=number)


def _page(walker: Walker) -> str:
    answer = walker.get("/status/case/")
    assert answer.status_code == 200, said(answer)
    return answer.content.decode()


def _refused_in_part(staff: Staff, case: Case) -> None:
    shows(staff, case, "manager", "identity", "student_card")
    answers(staff, case, "identity", "verified")
    answers(staff, case, "search", "found", facts=HELD)
    answers(
        staff, case, "decide", "partly", ground="evaluation", reason=REASON, facts={"refusal_grounds": ["evaluation"]},
        typed={"partial_reason": "面談の記録は開示する。"},
    )  # fmt: skip


def test_number_and_secret_open_the_request_in_another_browser() -> None:
    open_office()
    number, secret = Walker().file("disclosure")
    other = Walker()

    answer = other.post("/status/", {"number": number.lower(), "secret": secret.replace("-", " ").lower()})

    assert answer.headers["Location"] == "/status/case/"
    page = _page(other)
    assert number in page
    assert "大学で手続をしています" in page
    assert "第33条第2項" in page or "遅滞なく" in page


def test_what_is_wrong_is_not_said_and_a_secret_never_comes_back() -> None:
    open_office()
    number, secret = Walker().file("disclosure")
    wrong_secret = Walker().post("/status/", {"number": number, "secret": "AAAA-BBBB-CCCC-DDDD"})
    wrong_number = Walker().post("/status/", {"number": "R8-D-9999", "secret": secret})

    for answer in (wrong_secret, wrong_number):
        assert answer.status_code == 422
        assert NOBODY in answer.content.decode()
    assert secret not in wrong_number.content.decode()


def test_an_empty_field_is_named() -> None:
    answer = Walker().post("/status/", {"number": "", "secret": ""})

    assert answer.status_code == 422
    assert 'href="#f-number"' in answer.content.decode()
    assert 'href="#f-secret"' in answer.content.decode()


def test_guessing_is_stopped_for_a_number_and_says_how_long_to_wait() -> None:
    open_office()
    number, secret = Walker().file("disclosure")
    guesser = Walker()
    for _ in range(GUESSES_OF_NUMBER.most):
        assert guesser.post("/status/", {"number": number, "secret": "AAAA"}).status_code == 422

    stopped = Walker().post("/status/", {"number": number, "secret": secret})

    assert stopped.status_code == 429
    assert "15分ほど待って" in stopped.content.decode()


def test_nothing_is_shown_without_the_secret_or_with_a_forged_cookie() -> None:
    open_office()
    Walker().file("disclosure")
    forger = Walker()
    forger.client.cookies[f"kitei_{office_settings.OFFICE['name']}_case"] = "R8-D-0001|AAAA|fresh:1:forged"

    for path in ("/status/case/", "/status/case/withdraw/", "/status/case/answer/amend/", "/file/done/receipt.pdf"):
        for visitor in (Walker(), forger):
            answer = visitor.get(path)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/status/")


def test_no_address_carries_a_name_or_a_secret() -> None:
    open_office()
    walker = Walker()
    seen: list[str] = []
    number, secret = walker.file("disclosure")
    for answer in (walker.get("/file/done/"), walker.get("/status/case/")):
        seen.extend(re.findall(r'(?:href|action)="([^"]+)"', answer.content.decode()))

    assert seen
    assert not [each for each in seen if secret in each or number in each or "%E9" in each]


def test_the_receipt_can_be_kept_as_a_pdf_and_is_gone_when_the_page_is_closed() -> None:
    open_office()
    walker, _ = _filed()

    receipt = walker.get("/file/done/receipt.pdf")
    closed = walker.post("/status/close/", {})

    assert receipt.content.startswith(b"%PDF")
    assert closed.status_code == 302
    assert walker.get("/file/done/receipt.pdf").status_code == 302


def test_a_secret_entered_later_shows_no_receipt() -> None:
    open_office()
    number, secret = Walker().file("disclosure")
    later = Walker()
    later.post("/status/", {"number": number, "secret": secret})

    assert later.get("/file/done/").headers["Location"] == "/status/"


def test_what_is_missing_is_asked_for_and_supplied() -> None:
    staff = _staff()
    walker, case = _filed()
    answers(
        staff, case, "identity", "incomplete", reason="学生証の写しが読めない",
        typed={"missing": "学生証の写し", "until": "2026-12-20"},
    )  # fmt: skip

    page = _page(walker)
    assert "あなたの番です" in page
    answered = walker.fill("/status/case/answer/amend/", {"body": "撮り直しました。"})
    sent = walker.client.post("/status/case/answer/amend/", {**answered, "file": picture()})

    assert sent.status_code == 302, said(sent)
    assert StepDone.objects.get(case=case, step="amend").outcome == "completed"
    assert Attachment.objects.filter(case=case, purpose="identity").exists()
    assert Message.objects.get(case=case).body == "撮り直しました。"
    assert "あなたの番です" not in _page(walker)


def test_a_decision_is_fetched_and_that_counts_as_its_delivery() -> None:
    staff = _staff()
    walker, case = _filed()
    _refused_in_part(staff, case)
    form4 = Document.objects.get(case=case, form="form4")

    answer = walker.get(f"/status/case/document/{form4.id}/")

    form4.refresh_from_db()
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert form4.how == "portal"


def test_a_paper_of_somebody_else_is_not_found() -> None:
    staff = _staff()
    _, theirs = _filed()
    _refused_in_part(staff, theirs)
    walker, _ = _filed()

    paper = Document.objects.get(case=theirs, form="form4")

    assert walker.get(f"/status/case/document/{paper.id}/").status_code == 404
    paper.refresh_from_db()
    assert paper.delivered_on is None


def test_an_appeal_opens_with_the_form_filled_in_and_is_tied_to_the_decision() -> None:
    staff = _staff()
    walker, case = _filed()
    _refused_in_part(staff, case)
    walker.get(f"/status/case/document/{Document.objects.get(case=case, form='form4').id}/")
    assert "見直しを求める" in _page(walker)

    begun = walker.post("/status/case/appeal/", {})
    person = walker.get("/file/appeal/person/").content.decode()
    wish = walker.get("/file/appeal/wish/").content.decode()
    number, _ = walker.file("appeal")

    assert begun.headers["Location"] == "/file/appeal/"
    assert "髙橋 𠮷彦" in person
    assert f"受付番号 {case.number}" in wish
    appeal = Case.objects.get(number=number)
    assert appeal.appeal_of_id == case.id
    assert appeal.facts["decision"] == "partly"


def test_no_appeal_can_be_begun_before_anything_was_decided() -> None:
    open_office()
    walker, _ = _filed()

    assert walker.post("/status/case/appeal/", {}).status_code == 404
    assert "見直しを求める" not in _page(walker)


def test_a_message_arrives_once_even_if_it_is_sent_twice() -> None:
    open_office()
    walker, case = _filed()
    sent = filled(walker.get("/status/case/"), {"body": "いつ分かりますか。"})

    for _ in range(2):
        assert walker.client.post("/status/case/message/", sent).status_code == 302

    assert Message.objects.filter(case=case).count() == 1
    assert "いつ分かりますか。" in _page(walker)


@pytest.mark.parametrize("body", ["", "あ" * 20_001])
def test_a_message_of_nothing_or_far_too_much_is_refused_and_not_lost(body: str) -> None:
    open_office()
    walker, case = _filed()

    answer = walker.post("/status/case/message/", {"body": body, "once": "k1"})

    assert answer.status_code == 422
    assert "20,000" in answer.content.decode()
    assert body in answer.content.decode()
    assert not Message.objects.filter(case=case).exists()


def test_a_request_is_taken_back_once_and_for_all() -> None:
    open_office()
    walker, case = _filed()
    asked = walker.get("/status/case/withdraw/")

    answer = walker.post("/status/case/withdraw/", filled(asked, {"reason": "自分で分かった"}))

    case.refresh_from_db()
    assert answer.status_code == 302
    assert case.state == Case.State.WITHDRAWN
    assert "取り下げました" in _page(walker)
    assert walker.get("/status/case/withdraw/").status_code == 302


def test_what_waits_for_the_office_cannot_be_answered_by_the_person() -> None:
    open_office()
    walker, _ = _filed()

    assert walker.get("/status/case/answer/identity/").headers["Location"] == "/status/case/"
    assert walker.post("/status/case/answer/decide/", {"body": "x"}).headers["Location"] == "/status/case/"
