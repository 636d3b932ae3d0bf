"""The two counters: the cases of `terms.yaml`, and what holds of every term."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from kitei.calendar import (
    BeyondCalendar,
    DayError,
    Due,
    HolidaysUnknown,
    NoSuchPeriod,
    civil_end,
    is_closed,
    ppc_due,
)

TERMS = yaml.safe_load(Path(__file__).with_name("terms.yaml").read_text(encoding="utf-8"))

days = st.dates(date(1993, 1, 1), date(2098, 12, 31))
lengths = st.integers(1, 120)


def by_name(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", by_name(TERMS["ppc"]))
def test_a_report_to_the_commission_is_due(case: dict[str, Any]) -> None:
    due = ppc_due(case["known_on"], case["day"], moves=case["moves"])

    assert due == Due(raw=case["raw"], due=case["due"])


@pytest.mark.parametrize("case", by_name(TERMS["civil"]))
def test_a_civil_period_ends(case: dict[str, Any]) -> None:
    length = {unit: case[unit] for unit in ("days", "months", "years") if unit in case}

    assert civil_end(case["start"], **length, include_first=case.get("first", False)) == case["end"]


@given(known_on=days, nth_day=lengths)
def test_a_moving_term_never_ends_on_a_closed_day_nor_before_its_raw_end(known_on: date, nth_day: int) -> None:
    due = ppc_due(known_on, nth_day, moves=True)

    assert due.raw == known_on + timedelta(days=nth_day - 1)
    assert due.raw <= due.due
    assert not is_closed(due.due)
    assert all(is_closed(due.raw + timedelta(days=n)) for n in range((due.due - due.raw).days))


@given(known_on=days, nth_day=lengths)
def test_a_term_that_does_not_move_ends_where_it_is_counted(known_on: date, nth_day: int) -> None:
    due = ppc_due(known_on, nth_day, moves=False)

    assert due.due == due.raw


@given(known_on=days, later=st.integers(0, 400), nth_day=lengths)
def test_knowing_later_is_never_due_earlier(known_on: date, later: int, nth_day: int) -> None:
    assume(known_on.year + 2 < 2099)
    first = ppc_due(known_on, nth_day, moves=True)
    second = ppc_due(known_on + timedelta(days=later), nth_day, moves=True)

    assert first.due <= second.due


@given(start=days, later=st.integers(0, 400), months=st.integers(0, 60), years=st.integers(0, 10), first=st.booleans())
def test_a_period_from_a_later_day_never_ends_earlier(
    start: date, later: int, months: int, years: int, first: bool
) -> None:
    assume(months + years)
    one = civil_end(start, months=months, years=years, include_first=first)
    other = civil_end(start + timedelta(days=later), months=months, years=years, include_first=first)

    assert start <= one <= other


@given(start=days, months=st.integers(1, 60))
def test_months_come_out_as_a_naive_reading_of_article_143(start: date, months: int) -> None:
    first = start + timedelta(days=1)
    total = first.month + months
    year, month = first.year + (total - 1) // 12, (total - 1) % 12 + 1
    corresponding = [day for day in month_of(year, month) if day.day == first.day]
    end = corresponding[0] - timedelta(days=1) if corresponding else month_of(year, month)[-1]

    assert civil_end(start, months=months) == end


def month_of(year: int, month: int) -> list[date]:
    day, found = date(year, month, 1), []
    while day.month == month:
        found.append(day)
        day += timedelta(days=1)
    return found


@given(start=days, years=st.integers(1, 10))
def test_twelve_months_are_a_year(start: date, years: int) -> None:
    assert civil_end(start, years=years) == civil_end(start, months=12 * years)


@given(start=days, length=lengths)
def test_counting_the_first_day_ends_a_day_earlier(start: date, length: int) -> None:
    assert civil_end(start, days=length) - civil_end(start, days=length, include_first=True) == timedelta(days=1)


def test_day_zero_is_no_term() -> None:
    with pytest.raises(NoSuchPeriod) as error:
        ppc_due(date(2026, 4, 6), 0, moves=True)

    assert error.value.en == "a term has no day `0`; the day of knowing is day 1"
    assert error.value.ja == "期間の `0` 日目はありません。知った日が1日目です"


@pytest.mark.parametrize(
    ("length", "sum_of_it"),
    [({}, 0), ({"days": 0}, 0), ({"days": -1}, -1), ({"months": -1}, -1), ({"years": 1, "months": -12}, 0)],
)
def test_an_empty_period_is_refused(length: dict[str, Any], sum_of_it: int) -> None:
    with pytest.raises(NoSuchPeriod) as error:
        civil_end(date(2026, 4, 6), **length)

    assert error.value.en == f"a period of `{sum_of_it}` cannot be counted; expected 1 or more"
    assert error.value.ja == f"長さ `{sum_of_it}` の期間は数えられません。1以上で指定してください"


@pytest.mark.parametrize("length", [{"days": 1, "months": 1}, {"days": 1, "years": 1}])
def test_a_period_in_days_and_months_at_once_is_refused(length: dict[str, Any]) -> None:
    with pytest.raises(NoSuchPeriod) as error:
        civil_end(date(2026, 4, 6), **length)

    assert error.value.en == "a period is counted in days, or in months and years, not in both"
    assert error.value.ja == "期間は、日数か、月数・年数のどちらか一方で数えます"


@pytest.mark.parametrize(
    ("start", "length"),
    [
        (date(9999, 12, 30), {"days": 2}),
        (date(9999, 12, 31), {"days": 1}),
        (date(9999, 12, 31), {"years": 1}),
        (date(9999, 6, 1), {"months": 7}),
    ],
)
def test_a_period_past_the_end_of_the_calendar_is_refused(start: date, length: dict[str, Any]) -> None:
    with pytest.raises(BeyondCalendar) as error:
        civil_end(start, **length)

    assert error.value.en == f"`{start}`: a period from this day runs past the end of the calendar, the year 9999"
    assert error.value.ja == f"`{start}` から期間を数えると、暦の終わり(9999年)を超えます"


def test_a_period_may_end_in_the_last_month_of_the_calendar() -> None:
    assert civil_end(date(9999, 6, 1), months=6) == date(9999, 12, 1)


def test_a_report_cannot_be_moved_in_a_year_whose_holidays_are_unknown() -> None:
    with pytest.raises(HolidaysUnknown):
        ppc_due(date(2100, 4, 6), 30, moves=True)

    assert ppc_due(date(2100, 4, 6), 30, moves=False).due == date(2100, 5, 5)


def test_every_error_of_the_calendar_is_a_day_error() -> None:
    with pytest.raises(DayError, match="`-1`") as error:
        ppc_due(date(2026, 4, 6), -1, moves=False)

    assert str(error.value) == error.value.en
