"""What people and programs send by mistake or on purpose: a clear sentence, nothing lost, nothing leaked."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from kitei.office.cases.models import Case
from kitei.office.requests.models import Draft, DraftFile
from kitei.portal.shared.limits import FILINGS_OF_ADDRESS
from kitei.portal.shared.uploads import MOST_IN_ALL
from tests.portal.walking import Walker, filled, open_office, picture, receipt_of, said

pytestmark = [pytest.mark.django_db, pytest.mark.regulation("josai"), pytest.mark.usefixtures("office")]

PERSON, WISH, PAPERS, CHECK = (f"/file/disclosure/{name}/" for name in ("person", "wish", "papers", "check"))


def _walked_to(place: str) -> Walker:
    walker = Walker()
    at = "/file/disclosure/who/"
    while at != place:
        at = walker.go(at)
    return walker


def test_a_name_of_ten_thousand_characters_is_refused_and_the_rest_is_kept() -> None:
    walker = _walked_to(PERSON)

    answer = walker.post(PERSON, {**walker.fill(PERSON), "name": "寿" * 10_000, "tel": "090-1234"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "100文字以内で入力してください（今は10,000文字）" in page
    assert 'href="#f-name"' in page
    assert 'value="090-1234"' in walker.get(PERSON).content.decode()


def test_what_is_missing_is_named_with_a_link_to_its_field() -> None:
    walker = _walked_to(PERSON)

    page = walker.post(PERSON, {"go": "on"}).content.decode()

    for name in ("name", "unit", "address", "tel"):
        assert f'href="#f-{name}"' in page
        assert f'id="f-{name}"' in page


def test_an_answer_that_calls_for_another_field_brings_it_without_a_script() -> None:
    walker = _walked_to(PAPERS)
    assert "identity_other" not in walker.get(PAPERS).content.decode()

    asked = walker.post(PAPERS, {"identity": ["other"], "go": "on"})
    wrong = walker.post(PAPERS, {"identity": ["other"], "identity_other": "", "go": "on"})
    right = walker.post(PAPERS, {"identity": ["other"], "identity_other": "住民票", "go": "on"})

    assert "もう少し教えてください" in asked.content.decode()
    assert "identity_other" in asked.content.decode()
    assert wrong.status_code == 422
    assert right.headers["Location"] == CHECK


@pytest.mark.parametrize("email", ["taro", "taro@", "a@b" + "c" * 300 + ".jp", "a b@example.jp"])
def test_an_address_that_is_none_is_refused_with_an_example(email: str) -> None:
    walker = _walked_to(PERSON)

    answer = walker.post(PERSON, {**walker.fill(PERSON), "email": email})

    assert answer.status_code == 422
    assert "taro@example.ac.jp" in answer.content.decode()


def test_a_choice_that_is_not_on_the_form_is_refused() -> None:
    walker = _walked_to(WISH)

    answer = walker.post(WISH, {**walker.fill(WISH), "kinds": ["everything"]})

    assert answer.status_code == 422


def test_a_kind_that_another_procedure_deals_with_is_told_apart() -> None:
    walker = _walked_to(WISH)

    answer = walker.post(WISH, {**walker.fill(WISH), "kinds": ["erase"]})

    assert answer.status_code == 422
    assert "「開示」のどれかを選んでください" in answer.content.decode()


def test_several_kinds_make_several_cases_under_one_secret() -> None:
    open_office()
    walker = _walked_to(WISH)
    at = walker.go(WISH, {"kinds": ["disclose", "correct"], "correction": "評価はAである"})
    while at != CHECK:
        at = walker.go(at)
    walker.post(CHECK, filled(walker.get(CHECK), {"go": "send"}))

    page = walker.get("/file/done/").content.decode()

    assert sorted(Case.objects.values_list("kind", flat=True)) == ["correction", "disclosure"]
    assert all(case.number in page for case in Case.objects.all())


def _script() -> SimpleUploadedFile:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("card.pdf", out.getvalue(), "application/pdf")


def _bomb() -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "0" * 60_000_000)
    return SimpleUploadedFile("letter.docx", out.getvalue(), "application/zip")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (_script, "自動で動く内容"),
        (_bomb, "開くと極端に大きくなるファイル"),
        (lambda: SimpleUploadedFile("card.exe", b"MZ", "image/png"), "受け付けられない種類のファイル"),
        (lambda: SimpleUploadedFile("card.png", b"<svg>", "image/png"), "受け付けられない種類のファイル"),
        (lambda: SimpleUploadedFile("card.png", b"", "image/png"), "ファイルが空"),
        (lambda: SimpleUploadedFile("card.pdf", b"%PDF-" + b"0" * (21 * 1024 * 1024), "application/pdf"), "20 MB"),
    ],
    ids=["script", "bomb", "program", "disguised", "empty", "large"],
)  # fmt: skip
def test_a_file_that_is_not_kept_is_refused_with_the_reason(file: object, sentence: str) -> None:
    walker = _walked_to(PAPERS)

    answer = walker.client.post(
        PAPERS,
        {"identity": ["student_card"], "purpose": "identity", "go": "attach", "file": file()},  # type: ignore[operator]
    )

    assert answer.status_code == 422, said(answer)
    assert sentence in answer.content.decode()
    assert not DraftFile.objects.exists()
    assert 'student_card" checked' in walker.get(PAPERS).content.decode()


def test_what_is_larger_than_anything_we_keep_is_read_and_thrown_away() -> None:
    walker = _walked_to(PAPERS)
    huge = SimpleUploadedFile("scan.pdf", b"%PDF-" + b"0" * MOST_IN_ALL, "application/pdf")

    answer = walker.client.post(PAPERS, {"identity": ["student_card"], "go": "attach", "file": huge})

    assert answer.status_code == 422
    assert "ファイルが大きすぎるため、受け取れませんでした" in answer.content.decode()
    assert 'student_card" checked' in answer.content.decode()
    assert not DraftFile.objects.exists()


def test_a_file_is_attached_listed_and_removed_again() -> None:
    walker = _walked_to(PAPERS)

    walker.client.post(PAPERS, {"purpose": "identity", "go": "attach", "file": picture("学生証.png")})
    kept = DraftFile.objects.get()
    listed = walker.get(PAPERS).content.decode()
    walker.post(PAPERS, {"drop": str(kept.id)})

    assert "学生証.png" in listed
    assert not DraftFile.objects.exists()


def test_a_program_that_fills_in_the_trap_gets_a_sentence_and_sends_nothing() -> None:
    open_office()
    walker = _walked_to(CHECK)

    trapped = walker.post(CHECK, {"go": "send", "website": "https://spam.example"})

    assert trapped.status_code != 302
    assert not Case.objects.exists()


def test_a_form_sent_from_another_site_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/status/", {"number": "R8-D-0001", "secret": "A"}).status_code == 403


def test_the_same_request_sent_again_gets_the_same_receipt() -> None:
    open_office()
    walker = _walked_to(CHECK)
    sent = filled(walker.get(CHECK), {"go": "send"})
    kept = dict(walker.client.cookies)

    first = receipt_of(walker.get(str(walker.post(CHECK, sent).headers["Location"])))
    back = walker.post(CHECK, sent)
    lost = Walker()
    lost.client.cookies.update(kept)
    again = lost.post(CHECK, sent)

    assert receipt_of(walker.get(str(back.headers["Location"]))) == first
    assert receipt_of(lost.get(str(again.headers["Location"]))) == first
    assert Case.objects.count() == 1


def test_a_key_that_nobody_sent_under_opens_nothing() -> None:
    open_office()
    Walker().file("disclosure")

    answer = Walker().post(CHECK, {"go": "send", "once": "0" * 64})

    assert answer.headers["Location"] == "/file/disclosure/who/"


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_request() -> None:
    open_office()
    walker = _walked_to(CHECK)
    sent = filled(walker.get(CHECK), {"go": "send"})

    def send(_: int) -> str:
        visitor = Walker()
        visitor.client.cookies.update(walker.client.cookies)
        try:
            answer = visitor.post(CHECK, sent)
            return str(answer.headers.get("Location", said(answer)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        places = list(pool.map(send, range(2)))

    assert places == ["/file/done/", "/file/done/"]
    assert Case.objects.count() == 1
    assert not Draft.objects.exists()


def test_filing_without_end_from_one_address_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    open_office()
    monkeypatch.setattr("kitei.portal.filing.sending.FILINGS_OF_ADDRESS", FILINGS_OF_ADDRESS.__class__("t", 1, 60))
    Walker().file("complaint")
    walker = _walked_to(CHECK)

    answer = walker.post(CHECK, filled(walker.get(CHECK), {"go": "send"}))

    assert answer.status_code == 422
    assert "しばらく受け付けられません" in answer.content.decode()
    assert Draft.objects.count() == 1


def test_nothing_that_is_not_filed_here_has_a_page() -> None:
    for path in ("/file/incident/", "/file/disclosure/else/", "/file/nothing/who/", "/file/complaint/papers/"):
        assert Walker().get(path).status_code == 404


def test_a_page_in_the_middle_leads_back_to_the_first_one() -> None:
    for path in (PERSON, PAPERS, CHECK):
        assert Walker().get(path).headers["Location"] == "/file/disclosure/who/"


def test_signs_that_no_database_takes_are_left_out() -> None:
    open_office()
    walker = _walked_to(PERSON)

    at = walker.go(PERSON, {"name": "高\0橋"})

    assert at == WISH
    assert "高橋" in walker.get(PERSON).content.decode()
