"""Letters that go with no step, corrected papers, and the language in which whoever asked is written to."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kitei.office.cases.models import Case, Document
from kitei.office.cases.queries import timeline
from kitei.office.requests.services.filing import Claim
from tests.office.requests import clauses
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def letters(case: Case, *more: str) -> str:
    return reverse("cases:letters", args=[case.number]) + "".join(f"/{each}" for each in more)


def test_every_form_of_the_institution_is_offered_the_procedures_own_first(desk: Front) -> None:
    page = text(desk.client("manager").get(letters(desk.disclosure())))
    assert page.index("josai:form4") < page.index("josai:form6")
    assert "office:letter" in page


def test_a_free_letter_is_looked_at_and_issued_and_the_case_does_not_move(desk: Front) -> None:
    case, client = desk.disclosure(), desk.client("manager")
    open_before = list(case.tasks.filter(done_at__isnull=True).values_list("step", flat=True))
    there = letters(case, "office:letter")
    assert "日本語" in text(client.get(there))

    lacking = client.post(there, {"v-about": "ご案内", "paper_language": "ja"})
    assert lacking.status_code == 422
    sent = {"v-about": "ご案内", "v-text": "調査に時間を要しています。", "v-sender": "学生課", "paper_language": "ja"}
    seen = client.post(there, sent | {"preview": "1"})
    assert seen["Content-Type"] == "application/pdf"
    assert not Document.objects.filter(case=case, direction="out").exists()

    assert client.post(there, sent).status_code == 302
    letter = Document.objects.get(case=case, direction="out")
    assert clauses.says(letter, "調査に時間を要しています。", case.number) == []
    assert letter.step is None
    assert list(case.tasks.filter(done_at__isnull=True).values_list("step", flat=True)) == open_before


def test_a_paper_is_corrected_with_a_reason_and_both_stay(desk: Front) -> None:
    case, client = desk.decided(), desk.client("manager")
    first = Document.objects.get(case=case, form="form4")
    there = reverse("cases:correct", args=[case.number, first.pk])
    page = client.get(there)
    assert "発行済みの書面の訂正です" in text(page)
    values = {f"v-{name}": value for name, value in first.values.items() if isinstance(value, str | list)}

    assert client.post(there, {**values, "paper_language": "ja"}).status_code == 422
    assert client.post(there, {**values, "paper_language": "ja", "why": "氏名の誤記"}).status_code == 302
    papers = Document.objects.filter(case=case, form="form4").order_by("id")
    assert [each.pk == first.pk for each in papers] == [True, False]
    last = timeline(case)[-1]
    assert (last.payload["corrects"], last.reason) == (str(first.pk), "氏名の誤記")
    shown = text(client.get(reverse("cases:case", args=[case.number])))
    assert "訂正済み" in shown


def test_who_may_issue_nothing_finds_no_letters(desk: Front) -> None:
    case = desk.disclosure()
    assert desk.client("clerk").get(letters(case)).status_code == 403
    assert desk.client("manager").get(letters(case, "office:nonsense")).status_code == 404
    came = case.documents.get()
    wrong = reverse("cases:correct", args=[case.number, came.pk])
    assert desk.client("manager").get(wrong).status_code == 404


def test_whoever_asked_in_english_is_written_to_in_english_unless_the_desk_says_otherwise(desk: Front) -> None:
    claim = Claim(language="en")
    case = clauses.filed(desk.staff, "disclosure", claim, kinds=["disclose"], information="学生相談記録").case
    client = desk.client("manager")
    page = text(client.get(reverse("cases:case", args=[case.number])))
    assert "英語" in page
    assert "翻訳と明記" in text(client.get(letters(case, "office:letter")))
    sent = {"v-about": "Notice", "v-text": "We need more time.", "v-sender": "Students"}
    client.post(letters(case, "office:letter"), sent)
    letter = Document.objects.get(case=case, direction="out")
    assert letter.language == "en"
    assert clauses.says(letter, "translation") == [] or clauses.says(letter, "Translation") == []
