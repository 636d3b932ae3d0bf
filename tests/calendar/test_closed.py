"""Holidays and closed days: the published days, and a second reading of every year."""

from __future__ import annotations

import random
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.calendar import HolidaysUnknown, is_closed, is_holiday, next_open

# 国民の祝日, as the Cabinet Office lists them; the 22nd of September 2026 lies between two holidays.
LISTED = {
    2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
    2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
}
# Days that an Act of one year alone moved or added: the accession of 2019, the games of 2020 and 2021.
ONE_YEAR_ONLY = ["2019-04-30", "2019-05-01", "2019-05-02", "2019-10-22", "2020-07-24", "2021-07-23", "2021-08-09"]

known_days = st.dates(date(1993, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(("year", "listed"), LISTED.items())
def test_a_year_has_exactly_its_published_holidays(year: int, listed: str) -> None:
    assert " ".join(f"{day:%m-%d}" for day in days_of(year) if is_holiday(day)) == listed


@pytest.mark.parametrize("day", ONE_YEAR_ONLY)
def test_holidays_of_one_year_are_known(day: str) -> None:
    assert is_holiday(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2020-10-12", "2021-07-19", "2021-08-11", "2019-12-23"])
def test_days_that_were_moved_away_are_working_days(day: str) -> None:
    assert not is_holiday(date.fromisoformat(day))


def test_two_independent_readings_of_the_law_agree_on_every_known_day(full: bool) -> None:
    years = range(1993, 2100) if full else (*range(2018, 2032), *random.sample(range(1993, 2100), 5))
    book = holidays.country_holidays("JP", years=years)

    differing = [day for year in years for day in days_of(year) if is_holiday(day) != (day in book)]

    assert differing == []


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("2026-05-08", False),  # Friday
        ("2026-05-09", True),  # Saturday
        ("2026-05-10", True),  # Sunday
        ("2026-05-11", False),  # Monday
        ("2026-09-22", True),  # between two holidays
        ("2026-12-28", False),
        ("2026-12-29", True),
        ("2026-12-30", True),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2026-01-02", True),  # Friday
        ("2028-01-03", True),  # Monday
        ("2027-01-04", False),
        ("2026-01-30", False),  # Friday: the year's end is over
        ("2026-06-30", False),
        ("2026-06-02", False),
    ],
)
def test_the_authorities_are_closed(day: str, closed: bool) -> None:
    assert is_closed(date.fromisoformat(day)) is closed


def test_an_open_day_is_its_own_next_open_day() -> None:
    assert next_open(date(2026, 5, 11)) == date(2026, 5, 11)


def test_the_longest_closure_of_2026_is_crossed() -> None:
    assert next_open(date(2026, 12, 29)) == date(2027, 1, 4)
    assert next_open(date(2026, 5, 2)) == date(2026, 5, 7)


@given(day=known_days.filter(lambda day: day < date(2099, 12, 25)))
def test_the_next_open_day_is_open_near_and_never_earlier(day: date) -> None:
    found = next_open(day)

    assert day <= found <= day + timedelta(days=11)  # the ten days of May 2019, and one
    assert not is_closed(found)
    assert next_open(found) == found


@pytest.mark.parametrize("day", [date(1992, 12, 31), date(2100, 1, 1), date(2100, 1, 2), date(1, 1, 1)])
def test_a_year_outside_the_known_ones_is_refused(day: date) -> None:
    with pytest.raises(HolidaysUnknown) as error:
        is_closed(day)

    assert error.value.en == f"`{day}`: holidays are known from 1993 to 2099 only"
    assert error.value.ja == f"`{day}` の年の祝日は分かりません。分かるのは1993年から2099年までです"


def test_the_first_and_last_known_days_are_answered() -> None:
    assert is_closed(date(1993, 1, 1))
    assert is_closed(date(2099, 12, 31))


def test_a_search_that_leaves_the_known_years_is_refused() -> None:
    with pytest.raises(HolidaysUnknown, match="`2100-01-01`"):
        next_open(date(2099, 12, 31))
