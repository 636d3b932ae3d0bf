"""The first page: what I must do, by when, under which clause, and what is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from kitei import clock
from kitei.office.cases.services import assigning
from tests.web.conftest import NOON
from tests.web.office import Front, text

pytestmark = pytest.mark.django_db


def test_what_to_do_is_listed_with_its_clause(desk: Front) -> None:
    case = desk.disclosure()

    page = text(desk.client("manager").get(reverse("home:home")))

    assert "受け付けて本人を確かめる" in page
    assert case.number in page
    assert "規程第13条第2項" in page
    assert "日の定めがないもの" in page


def test_who_handles_nothing_is_told_so(desk: Front) -> None:
    assert "今することはありません" in text(desk.client("privacy_desk").get(reverse("home:home")))


def test_what_is_given_to_me_says_so(desk: Front) -> None:
    case = desk.disclosure()
    assigning.assign(case=case, person=desk.staff.people["manager"], **desk.staff.acts("manager"))

    assert "あなたの担当" in text(desk.client("manager").get(reverse("home:home")))


@pytest.mark.parametrize(
    ("day", "group", "said"),
    [
        (date(2026, 11, 18), "期限を過ぎています", "2日超過"),
        (date(2026, 11, 20), "今日まで", "今日まで"),
        (date(2026, 11, 23), "7日以内", "あと3日"),
        (date(2026, 12, 20), "その後", "あと30日"),
    ],
)
def test_what_is_late_or_near_says_by_how_much(desk: Front, day: date, group: str, said: str) -> None:
    desk.due(desk.disclosure(), day)

    page = text(desk.client("manager").get(reverse("home:home")))

    assert group in page
    assert said in page
    assert day.isoformat() in page


def test_what_has_no_last_day_says_how_long_it_has_waited(desk: Front) -> None:
    desk.disclosure()

    at_once = text(desk.client("manager").get(reverse("home:home")))
    clock.set_offset(NOON + timedelta(days=12) - datetime.now(UTC))
    page = text(desk.client("manager").get(reverse("home:home")))
    english = text(desk.client("manager").get(reverse("home:home"), {"lang": "en"}))

    assert "日経過" not in at_once
    assert "12日経過" in page
    assert "waiting for 12 days" in english


def test_who_may_see_no_case_is_shown_the_way(desk: Front) -> None:
    assert "担当する案件はありません" in text(desk.client("administrator").get(reverse("home:home")))
