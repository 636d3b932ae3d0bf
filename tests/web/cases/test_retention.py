"""The desk proposes what is past its period of retention, and leads to the act that asks for reason and identity."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from kitei.office.cases.models import Case
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def test_what_is_past_its_period_is_proposed_and_nothing_is_erased_by_itself(desk: Front, settings: Settings) -> None:
    case, client = desk.closed(), desk.client("manager")
    Case.objects.filter(pk=case.pk).update(closed_on=date(2020, 4, 1))
    there = reverse("cases:retention")
    assert there in text(client.get(reverse("cases:list")))
    assert case.number not in text(client.get(there))

    settings.CASE_YEARS = 5
    page = text(client.get(there))
    assert case.number in page
    assert "本学の定め" in page
    assert reverse("cases:act", args=[case.number, "erase"]) in page
    case.refresh_from_db()
    assert case.erased_on is None
    assert desk.client("clerk").get(there).status_code == 403
