"""Papers of a case, what the record holds of it, and decisions replayed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from kitei.notary import Receipt
from kitei.office.cases.models import Document
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def test_a_notice_is_looked_at_taken_away_and_read(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")
    notice = Document.objects.get(case=case, direction="out")
    address = reverse("cases:document", args=[case.number, notice.pk])

    shown, saved = client.get(address), client.get(address + "?save")
    entries = text(client.get(reverse("cases:values", args=[case.number, notice.pk])))

    assert shown.content.startswith(b"%PDF")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "面談の記録は開示する。" in entries
    assert "令和8年11月20日（2026-11-20）" in entries
    assert notice.digest in entries


def test_handing_over_is_noted_with_its_day_and_way(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")
    notice = Document.objects.get(case=case, direction="out")
    address = reverse("cases:handed_over", args=[case.number, notice.pk])

    form = client.get(address)
    nonsense = client.post(address, {"how": "letter", "on": "いつか"})
    future = client.post(address, {"how": "pigeon", "on": "2026-11-20"})
    answer = client.post(address, {"how": "letter", "on": "2026-11-20", "proof": "書留 123"})

    assert form.status_code == 200
    assert (nonsense.status_code, future.status_code, answer.status_code) == (422, 422, 302)
    notice.refresh_from_db()
    assert notice.how == "letter"
    assert "渡した" in text(client.get(reverse("cases:case", args=[case.number])))


def test_papers_that_are_not_there_are_not_found(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")

    for name in ("cases:document", "cases:values", "cases:attachment", "cases:decision"):
        assert client.get(reverse(name, args=[case.number, uuid4()])).status_code == 404


def test_every_act_has_a_leaf_and_a_receipt_that_anybody_can_check(desk: Front) -> None:
    case = desk.decided()
    client = desk.client("manager")
    page = text(client.get(reverse("cases:record", args=[case.number])))
    act = int(page.partition('scope="row" class="num">')[2].partition("<")[0])
    address = reverse("cases:receipt", args=[case.number, act])

    early = client.get(address)
    desk.recorded()
    receipt = client.get(address)

    assert "請求を受け付けた" in page
    assert early.status_code == 409
    assert "まだ木に入っていません" in text(early)
    assert Receipt.parse(receipt.content).index >= 0
    assert client.get(reverse("cases:receipt", args=[case.number, 999_999])).status_code == 404


def test_a_kept_decision_is_decided_again(desk: Front) -> None:
    case = desk.decided()
    kept = case.decisions.order_by("-id").first()
    assert kept is not None

    page = text(desk.client("manager").get(reverse("cases:decision", args=[case.number, kept.pk])))

    assert "同じ答えになりました" in page
