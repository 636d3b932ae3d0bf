"""Words and days on a page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kitei.web.look import days, words
from kitei.web.look.showing import icons, naming


def test_both_languages_stand_side_by_side() -> None:
    assert words.t("期限", "Due") == "期限"
    with translation.override("en"):
        assert words.t("期限", "Due") == "Due"


def test_a_day_is_shown_in_wareki_and_iso() -> None:
    assert days.day(date(2026, 12, 7)) == '<time datetime="2026-12-07">令和8年12月7日 <small>2026-12-07</small></time>'
    with translation.override("en"):
        shown = days.day(date(2026, 12, 7))
    assert shown == '<time datetime="2026-12-07">2026-12-07 <small>令和8年12月7日</small></time>'


def test_a_moment_is_shown_in_the_time_of_japan() -> None:
    late = datetime(2026, 12, 6, 15, 5, tzinfo=UTC)

    assert days.moment(late) == (
        '<time datetime="2026-12-07T00:05+09:00">令和8年12月7日 00:05 <small>2026-12-07</small></time>'
    )
    assert days.day(late).startswith('<time datetime="2026-12-07">')


def test_nothing_is_a_dash() -> None:
    assert (days.day(None), days.moment(None)) == ("–", "–")


def test_a_day_before_all_eras_is_written_as_iso() -> None:
    assert days.in_wareki(date(1800, 1, 1)) == "1800-01-01"


@pytest.mark.parametrize(
    ("due", "said", "english", "tone"),
    [
        (date(2026, 11, 10), "10日超過", "10 days late", "bad"),
        (date(2026, 11, 19), "1日超過", "1 day late", "bad"),
        (date(2026, 11, 20), "今日まで", "Due today", "care"),
        (date(2026, 11, 27), "あと7日", "7 days left", "care"),
        (date(2026, 11, 28), "あと8日", "8 days left", ""),
    ],
)
def test_how_far_off_a_day_is(due: date, said: str, english: str, tone: str) -> None:
    on = date(2026, 11, 20)

    assert days.left(due, on) == said
    with translation.override("en"):
        assert days.left(due, on) == english
    assert days.urgency(due, on) == tone


def test_a_due_day_in_a_list_carries_its_tone_and_its_day() -> None:
    on = date(2026, 11, 20)

    late, later = days.due_mark(date(2026, 11, 18), on), days.due_mark(date(2027, 11, 18), on)

    assert 'class="due bad"' in late
    assert "2日超過" in late
    assert "<small>2026-11-18</small>" in late
    assert "<svg" not in later
    assert days.days_left(date.max) > 0


def test_no_day_has_no_urgency() -> None:
    assert days.urgency(None) == ""


def test_an_icon_is_silent_and_an_unknown_one_is_an_error() -> None:
    assert 'aria-hidden="true"' in icons.icon("clock")
    with pytest.raises(KeyError):
        icons.icon("unicorn")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (naming.state("waiting"), "本人待ち"),
        (naming.effect("refused"), "認めない"),
        (naming.channel("phone"), "電話"),
        (naming.purpose("scan"), "紙の請求書の画像"),
        (naming.origin("desk"), "窓口"),
        (naming.state("odd"), "odd"),
        (naming.effect("odd"), "odd"),
        (naming.subject("開示の請求:成績"), "成績"),
        (naming.subject("成績"), "成績"),
        (naming.size(12), "12 B"),
        (naming.size(70_000), "68 KB"),
        (naming.size(5_000_000), "4.8 MB"),
        (naming.tone("comply"), "good"),
        (naming.tone("refuse"), "bad"),
        (naming.tone("undetermined"), "care"),
    ],
)
def test_what_things_are_called(said: str, expected: str) -> None:
    assert said == expected
