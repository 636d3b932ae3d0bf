"""A request on paper: taken in, keyed in beside its picture, filed; and who asks is checked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kitei.office.cases.models import Case
from kitei.office.lawbook import current
from kitei.office.requests.models import Draft
from kitei.web.lawbook.papers import empty
from tests.web.conftest import NOON
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {
    "v-date": "2026-11-18",
    "v-name": "髙橋 花子",
    "v-unit": "経済学部",
    "v-address": "埼玉県坂戸市1-1",
    "v-kinds": ["disclose"],
    "v-information": "学生相談記録",
    "kana": "たかはし はなこ",
}


def png() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "PNG")
    return SimpleUploadedFile("scan.png", made.getvalue(), "image/png")


def begins(client: Client, scan: SimpleUploadedFile | None = None, **more: str) -> Any:
    sent: dict[str, Any] = {"received_on": "2026-11-18", "channel": "post"} | more
    return client.post(reverse("requests:begin", args=["disclosure"]), sent | ({"scan": scan} if scan else {}))


def test_everything_that_can_be_asked_is_offered_appeals_too(desk: Front) -> None:
    page = text(desk.client("clerk").get(reverse("requests:kinds")))

    assert reverse("requests:begin", args=["disclosure"]) in page
    assert reverse("requests:begin", args=["appeal"]) in page


def test_an_appeal_on_paper_is_keyed_in_beside_its_picture_and_opens_a_case_against_the_decision(desk: Front) -> None:
    decided = desk.decided()
    client = desk.client("operating_chair")
    begin = reverse("requests:begin", args=["appeal"])
    assert f'value="{decided.number}"' in text(client.get(f"{begin}?of={decided.number}"))
    begun = client.post(begin, {"of": decided.number, "received_on": "2026-11-18", "channel": "post", "scan": png()})
    page = text(client.get(begun.headers["Location"]))
    assert reverse("requests:picture", args=[0]) in page

    answer = client.post(begun.headers["Location"], {"v-date": "2026-11-17", "v-name": "髙橋 花子", "language": "en"})
    assert answer.status_code == 302
    case = Case.objects.get(procedure="appeal")
    assert case.appeal_of == decided
    assert (case.unit, case.origin, case.facts["decision"]) == (decided.unit, "desk", "partly")
    assert case.contact["language"] == "en"
    assert case.attachments.get().purpose == "scan"


@pytest.mark.parametrize("number", ["R8-D-0099", "", "nonsense"])
def test_an_appeal_on_paper_names_a_case_that_was_decided(desk: Front, number: str) -> None:
    client = desk.client("operating_chair")
    sent = {"of": number, "received_on": "2026-11-18", "channel": "post"}
    assert client.post(reverse("requests:begin", args=["appeal"]), sent).status_code == 422


def test_whoever_takes_in_no_appeals_names_no_case(desk: Front) -> None:
    decided = desk.decided()
    sent = {"of": decided.number, "received_on": "2026-11-18", "channel": "post"}
    answer = desk.client("manager").post(reverse("requests:begin", args=["appeal"]), sent)
    assert answer.status_code == 422
    page = text(desk.client("manager").get(reverse("cases:case", args=[decided.number])))
    assert "紙の申立てを受け付ける" not in page


def test_before_the_decision_there_is_nothing_to_appeal_against_on_paper_either(desk: Front) -> None:
    found, client = desk.found(), desk.client("operating_chair")
    sent = {"of": found.number, "received_on": "2026-11-18", "channel": "post"}
    begun = client.post(reverse("requests:begin", args=["appeal"]), sent)
    answer = client.post(begun.headers["Location"], {"v-name": "髙橋 花子"})
    assert answer.status_code == 422
    assert "まだ決定していません" in text(answer)


def test_a_paper_is_keyed_in_beside_its_picture_and_filed(desk: Front) -> None:
    client = desk.client("clerk")
    begun = begins(client, png())

    page = text(client.get(begun.headers["Location"]))
    picture = client.get(reverse("requests:picture", args=[0]))
    answer = client.post(begun.headers["Location"], FORM)
    receipt = text(client.get(answer.headers["Location"]))

    assert reverse("requests:picture", args=[0]) in page
    assert picture.content.startswith(b"\x89PNG")
    case = Case.objects.get()
    assert case.number in receipt
    assert (case.origin, case.name, case.facts["received_on"]) == ("desk", "髙橋 花子", "2026-11-18")
    assert case.attachments.get().purpose == "scan"
    assert not Draft.objects.exists()
    assert client.get(reverse("requests:filed")).status_code == 302  # the secret is shown once
    assert client.get(reverse("requests:picture", args=[0])).status_code == 404


def test_a_scanned_pdf_is_shown_page_by_page(desk: Front) -> None:
    client = desk.client("clerk")
    pdf = SimpleUploadedFile("scan.pdf", empty(current(), "form3", "ja", NOON.date()), "application/pdf")
    begins(client, pdf)

    shown = client.get(reverse("requests:picture", args=[0]))

    assert shown.content.startswith(b"\x89PNG")
    assert client.get(reverse("requests:picture", args=[19])).status_code == 404


def test_without_a_picture_the_form_stands_alone(desk: Front) -> None:
    client = desk.client("clerk")
    begun = begins(client)

    page = text(client.get(begun.headers["Location"]))

    assert "<figure" not in page
    assert " required" not in page.partition('name="v-')[2]  # what the paper lacks is asked for later
    assert client.get(reverse("requests:picture", args=[0])).status_code == 404


def test_a_form_taken_up_without_a_beginning_counts_as_handed_in_today(desk: Front) -> None:
    client = desk.client("clerk")

    client.post(reverse("requests:enter", args=["disclosure"]), FORM)

    assert Case.objects.get().facts["received_on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("scan", "more"),
    [
        (None, {"received_on": "いつか"}),
        (SimpleUploadedFile("a.html", b"<script>", "text/html"), {}),
    ],
)
def test_what_cannot_be_taken_in_is_told(desk: Front, scan: SimpleUploadedFile | None, more: dict[str, str]) -> None:
    assert begins(desk.client("clerk"), scan, **more).status_code == 422


def test_a_paper_from_the_future_is_refused_and_the_entries_stay(desk: Front) -> None:
    client = desk.client("clerk")
    begun = begins(client, received_on="2026-12-24")

    answer = client.post(begun.headers["Location"], FORM)

    assert answer.status_code == 422
    assert "今日より後です" in text(answer)
    assert "学生相談記録" in text(answer)


def test_an_entry_that_cannot_be_read_is_told_beside_it(desk: Front) -> None:
    client = desk.client("clerk")

    answer = client.post(reverse("requests:enter", args=["disclosure"]), FORM | {"v-date": "いつか"})

    assert answer.status_code == 422
    assert 'href="#f-v-date"' in text(answer)


@pytest.mark.parametrize("name", ["requests:begin", "requests:enter"])
def test_nobody_files_what_has_no_form(desk: Front, name: str) -> None:
    assert desk.client("clerk").get(reverse(name, args=["nonsense"])).status_code == 404


def test_who_asks_is_proved_by_a_document(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("manager")
    address = reverse("requests:identity", args=[case.number])

    form = text(client.get(address))
    answer = client.post(address, {"paper": "identity:student_card", "accepted": "yes", "copy_kept": "1"})
    after = text(client.get(address))

    assert "学生証" in form
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.facts["identity_verified"] is True
    assert "これまでの確認" in after


def test_a_document_that_is_not_listed_proves_nothing(desk: Front) -> None:
    case = desk.disclosure()

    answer = desk.client("manager").post(
        reverse("requests:identity", args=[case.number]), {"paper": "identity:horoscope", "made_on": "いつか"}
    )

    assert answer.status_code == 422
    assert "掲げられた書類にありません" in text(answer)
