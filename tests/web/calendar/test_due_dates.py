"""The calendar of what falls due, and its feed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from kitei.web.calendar import feeding, months
from kitei.web.calendar.months import DueTask
from tests.web.office import Front, text

DUE = DueTask("k", date(2026, 12, 7), "R8-D-0001", "開示するかを決める", "学生課")


def test_a_month_is_whole_weeks_with_closed_days_and_what_falls_due() -> None:
    made = months.month(date(2026, 12, 1), [DUE])

    days = [each for week in made.weeks for each in week]
    assert len(days) % 7 == 0
    assert (days[0].day, days[-1].day) == months.span(date(2026, 12, 1))
    assert [each.due for each in days if each.day == DUE.day] == [(DUE,)]
    assert [each.closed for each in days if each.day == date(2026, 12, 29)] == [True]
    assert (made.before, made.after) == (date(2026, 11, 1), date(2027, 1, 1))
    assert made.title == "令和8年12月（2026-12）"
    assert not made.empty
    assert months.month(date(2026, 12, 1), []).empty


def test_beyond_the_holidays_known_only_weekends_are_closed() -> None:
    days = [each for week in months.month(date(2190, 5, 1), []).weeks for each in week]

    assert {each.closed for each in days} == {True, False}


def test_what_stands_still_is_not_late() -> None:
    still = DueTask("k", date(2026, 11, 1), "R8-D-1", "x", "y", moves=True)

    assert months.late([DUE, still], date(2026, 12, 8)) == 1


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 13), (1900, 1), (9999, 1)])
def test_there_is_no_such_month(year: int, number: int) -> None:
    assert feeding.first_of(year, number) is None


def test_the_feed_keeps_an_entry_when_its_day_moves_and_names_nobody() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    made = feeding.calendar(
        [DUE], name="期限", origin="example.ac.jp", at=at, cases="https://example.ac.jp/desk/cases/"
    )

    events = Calendar.from_ical(made).walk("VEVENT")
    assert [str(each["uid"]) for each in events] == ["k@example.ac.jp"]
    assert events[0].decoded("dtstart") == DUE.day
    assert str(events[0]["url"]) == "https://example.ac.jp/desk/cases/R8-D-0001"
    assert "髙橋" not in made.decode()


@pytest.mark.django_db
def test_the_page_of_a_month(desk: Front) -> None:
    case = desk.due(desk.disclosure(), date(2026, 11, 18))
    client = desk.client("manager")

    page = text(client.get(reverse("calendar:month")))
    other = text(client.get(reverse("calendar:of", args=[2027, 1])))

    assert case.number in page
    assert "期限を過ぎたものが1件あります" in page
    assert case.number not in other
    assert "この月に期限はありません" in other
    assert client.get(reverse("calendar:of", args=[2026, 13])).status_code == 404


@pytest.mark.django_db
def test_the_address_of_the_feed_works_without_a_session_until_the_password_changes(desk: Front) -> None:
    case = desk.due(desk.disclosure(), date(2026, 12, 7))
    page = text(desk.client("manager").get(reverse("calendar:address")))
    address = page.partition('readonly value="')[2].partition('"')[0]
    path = "/desk/" + address.partition("/desk/")[2]

    answer = Client().get(path)
    account = desk.account("manager")
    account.set_password("another horse battery")
    account.save()

    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert case.number in text(answer)
    assert "髙橋" not in text(answer)
    assert Client().get(path).status_code == 404
    assert Client().get(reverse("calendar:feed", args=["forged"])).status_code == 404
