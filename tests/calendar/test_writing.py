"""Days as text: every form is read, nothing is guessed, and an error says what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.calendar import DayError, NoSuchDay, NotADay, NotInEra, fiscal_year, parse_day, wareki

since_meiji_6 = st.dates(date(1873, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-11",
        "2026-5-11",
        "2026/5/11",
        "2026.05.11",
        "2026年5月11日",
        "２０２６年５月１１日",
        "２０２６－０５－１１",
        "令和8年5月11日",
        "令和08年05月11日",
        "令和八年五月十一日",
        "令和　８年　５月１１日",
        " 令和8年5月11日\n",
        "㋿8年5月11日",
        "R8.5.11",
        "r8.5.11",
        "R8/5/11",
        "R08-05-11",
        "Ｒ８．５．１１",
    ],
)
def test_reads_the_forms_in_which_people_write_a_day(text: str) -> None:
    assert parse_day(text) == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("平成元年一月八日", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("昭和六十四年一月七日", date(1989, 1, 7)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("T1.7.30", date(1912, 7, 30)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("明治六年一月一日", date(1873, 1, 1)),
        ("M6.1.1", date(1873, 1, 1)),
        ("昭和二十年十月二十三日", date(1945, 10, 23)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("令和7981年12月31日", date(9999, 12, 31)),
    ],
)
def test_reads_the_first_and_last_days_of_the_eras(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "26/5/11",
        "2026-05",
        "2026-05/11",
        "20260511",
        "2026-05-11T00:00",
        "2026-05-11 ほか",
        "11/5/2026",
        "8年5月11日",
        "X8.5.11",
        "令和8.5.11",
        "令和百年5月1日",
        "令和元年5月元日",
        "٢٠٢٦-٠٥-١١",
    ],
)
def test_refuses_what_is_not_written_as_a_day(text: str) -> None:
    with pytest.raises(NotADay) as error:
        parse_day(text)

    assert str(error.value) == f"`{text}` is not a day; expected a day such as 2026-05-11 or 令和8年5月11日"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("令和元年2月30日", "2019-02 has 28 days"),
        ("2024-02-30", "2024-02 has 29 days"),
        ("2026-02-29", "2026-02 has 28 days"),
        ("2026/4/31", "2026-04 has 30 days"),
        ("2026-05-00", "2026-05 has 31 days"),
        ("2026-13-01", "months run from 1 to 12"),
        ("2026-00-01", "months run from 1 to 12"),
        ("令和8年十十月1日", "months run from 1 to 12"),
        ("令和8年二三月1日", "months run from 1 to 12"),
        ("0000-01-01", "years are counted from 1 (元年)"),
        ("令和0年5月1日", "years are counted from 1 (元年)"),
        ("令和7982年1月1日", "the calendar ends with the year 9999"),
    ],
)
def test_refuses_days_that_the_calendar_does_not_have(text: str, why: str) -> None:
    with pytest.raises(NoSuchDay) as error:
        parse_day(text)

    assert str(error.value) == f"`{text}`: no such day, {why}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("平成32年5月11日", "平成 ended on 2019-04-30; that day is 令和2年5月11日"),
        ("平成31年5月1日", "平成 ended on 2019-04-30; that day is 令和元年5月1日"),
        ("令和元年4月30日", "令和 begins on 2019-05-01; that day is 平成31年4月30日"),
        ("S64.1.8", "昭和 ended on 1989-01-07; that day is 平成元年1月8日"),
        ("平成元年1月7日", "平成 begins on 1989-01-08; that day is 昭和64年1月7日"),
        ("昭和元年12月24日", "昭和 begins on 1926-12-25; that day is 大正15年12月24日"),
        ("大正15年12月26日", "大正 ended on 1926-12-25; that day is 昭和元年12月26日"),
        ("大正元年7月29日", "大正 begins on 1912-07-30; that day is 明治45年7月29日"),
        ("明治45年7月31日", "明治 ended on 1912-07-30; that day is 大正元年7月31日"),
        ("明治5年12月31日", "明治 begins on 1873-01-01"),
    ],
)
def test_refuses_days_outside_the_era_and_names_the_right_year(text: str, why: str) -> None:
    with pytest.raises(NotInEra) as error:
        parse_day(text)

    assert str(error.value) == f"`{text}`: no such day, {why}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5月", "`5月` は日付として読めません。2026-05-11 や 令和8年5月11日 のように書いてください"),
        ("令和元年2月30日", "`令和元年2月30日` という日はありません。2019年2月は28日までです"),
        ("2026-13-01", "`2026-13-01` という日はありません。月は1から12までです"),
        ("令和0年5月1日", "`令和0年5月1日` という日はありません。年は1(元年)から数えます"),
        ("令和7982年1月1日", "`令和7982年1月1日` という日はありません。暦は9999年までです"),
        (
            "平成32年5月11日",
            "`平成32年5月11日` という日はありません。平成は 2019-04-30 までです。その日は令和2年5月11日です",
        ),
        (
            "令和元年4月30日",
            "`令和元年4月30日` という日はありません。令和は 2019-05-01 からです。その日は平成31年4月30日です",
        ),
        ("明治5年12月31日", "`明治5年12月31日` という日はありません。明治は 1873-01-01 からです"),
    ],
)
def test_says_what_is_wrong_in_japanese(text: str, said: str) -> None:
    with pytest.raises(DayError) as error:
        parse_day(text)

    assert error.value.ja == said


def test_a_long_text_is_not_repeated_in_full() -> None:
    assert "`" + "x" * 40 + "`" in message_for("x" * 40)
    assert "`" + "x" * 40 + "…`" in message_for("x" * 41)


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert message_for("\x1b[2J\n2026").startswith("`�[2J�2026` is not a day")


def message_for(text: str) -> str:
    with pytest.raises(NotADay) as error:
        parse_day(text)
    return str(error.value)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 5, 11), "令和8年5月11日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_writes_a_day_by_its_era(day: date, written: str) -> None:
    assert wareki(day) == written


def test_does_not_write_days_before_the_calendar_changed() -> None:
    with pytest.raises(NotInEra) as error:
        wareki(date(1872, 12, 31))

    assert error.value.en == "`1872-12-31`: no such day, wareki dates are known from 1873-01-01 on"
    assert error.value.ja == "`1872-12-31` という日はありません。和暦は 1873-01-01 からです"


@given(day=since_meiji_6)
def test_a_day_written_by_its_era_is_read_back(day: date) -> None:
    assert parse_day(wareki(day)) == day


@given(day=st.dates(), form=st.sampled_from(["{0:04}-{1:02}-{2:02}", "{0:04}/{1}/{2}", "{0:04}年{1}月{2}日"]))
def test_a_western_day_is_read_back(day: date, form: str) -> None:
    assert parse_day(form.format(day.year, day.month, day.day)) == day


@given(text=st.text() | st.from_regex(r"[令和平成RH元0-9]{0,6}[-/.年][0-9]{1,3}[-/.月][0-9]{1,3}日?", fullmatch=True))
def test_any_other_text_is_a_day_error_of_one_line_and_never_another_one(text: str) -> None:
    try:
        day = parse_day(text)
    except DayError as error:
        said = error.ja + error.en
    else:
        said = wareki(day)

    assert said.isprintable()


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
        (date(2027, 3, 31), 2026),
        (date(2027, 4, 1), 2027),
    ],
)
def test_a_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert fiscal_year(day) == year
