"""The pages that lead round an office for practice; no other office has them."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kitei.cli.demo.living.staffing import furnish
from kitei.cli.demo.plan import office_plan
from kitei.cli.demo.seats import PASSWORD
from kitei.office.people.models import Account
from kitei.portal.tour.places import PLACES
from kitei.portal.tour.plan import tours

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.fixture
def practice(settings: Settings, office: str) -> None:
    """An office for practice, with somebody in every seat and no case yet."""
    settings.OFFICE = {**settings.OFFICE, "practice": PASSWORD}
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
    furnish(office, office_plan(office), random.Random(office), at=LONG_AGO)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("path", ["/tour/", "/tour/student/", "/tour/clerk-economics/"])
def test_a_real_office_leads_nobody_round(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.usefixtures("office")
def test_in_a_real_office_nobody_enters_by_a_button() -> None:
    assert Client().post("/tour/clerk-economics/enter/").status_code == 404
    assert "練習用" not in Client().get("/").content.decode()


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_start_page_names_every_account_and_the_password(lang: str) -> None:
    page = Client().get("/tour/", {"lang": lang})

    said = page.content.decode()
    assert all(account.email in said for account in Account.objects.all())
    assert PASSWORD in said
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script>" not in said


@pytest.mark.usefixtures("practice")
def test_every_page_says_that_the_office_is_for_practice_and_leads_to_the_tours() -> None:
    assert 'href="/tour/"' in Client().get("/status/").content.decode()


@pytest.mark.usefixtures("practice")
def test_the_button_signs_in_by_the_password_and_goes_where_the_step_leads() -> None:
    client = Client()

    answer = client.post("/tour/clerk-economics/enter/", {"next": "/desk/calendar/"})

    assert answer.headers["Location"] == "/desk/calendar/"
    assert client.get("/desk/calendar/").status_code == 200
    assert "サインインしています" in client.get("/tour/clerk-economics/").content.decode()
    assert "別の人として" in client.get("/tour/auditor/").content.decode()


@pytest.mark.usefixtures("practice")
def test_the_button_leads_nowhere_else() -> None:
    answer = Client().post("/tour/auditor/enter/", {"next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/desk/"


@pytest.mark.usefixtures("practice")
def test_whoever_changed_the_password_is_not_entered_as() -> None:
    account = Account.objects.get(email__startswith="auditor@")
    account.set_password("another-password-2026")
    account.save()

    answer = Client().post("/tour/auditor/enter/")

    assert answer.status_code == 403
    assert "サインインできませんでした" in answer.content.decode()


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("path", ["/tour/nobody-here/", "/tour/nobody-here/enter/"])
def test_nobody_is_led_round_as_somebody_who_is_not_there(path: str) -> None:
    client = Client()

    assert (client.post(path) if "enter" in path else client.get(path)).status_code == 404


@pytest.mark.usefixtures("practice")
def test_without_cases_a_tour_still_has_what_can_be_seen() -> None:
    for account in Account.objects.all():
        sign = account.email.partition("@")[0]
        page = Client().get(f"/tour/{sign}/").content.decode()
        assert re.search(r'<li><p>.*?</p>\n<p><a class="btn small" href="/desk/', page), sign


@pytest.mark.usefixtures("practice")
def test_requests_whose_secrets_are_told_can_be_followed(settings: Settings, tmp_path: Path) -> None:
    settings.OFFICE = {**settings.OFFICE, "keys": tmp_path}
    assert "R8-D-0001" not in Client().get("/tour/student/").content.decode()

    (tmp_path / "requests.key").write_text("R8-D-0001 abcd-efgh-ijkl-mnop\n", encoding="ascii")

    assert "<code>R8-D-0001 abcd-efgh-ijkl-mnop</code>" in Client().get("/tour/student/").content.decode()


def test_every_step_names_a_place_there_is_and_every_way_to_serve_has_a_tour() -> None:
    named = {step.to for tour in tours() for step in tour.steps if step.to}
    ways = {way for tour in tours() for way in tour.meant_for}

    assert named == set(PLACES)
    assert ways == {
        *("visitor", "keeper", "clerk", "handles", "chair", "member", "serves"),
        *("secretariat", "privacy_desk", "auditor", "administrator"),
    }
