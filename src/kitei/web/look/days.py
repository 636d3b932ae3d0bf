"""Days and moments on a page: wareki and ISO together, in a `time` element."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

from kitei.calendar import DayError, wareki
from kitei.clock import TOKYO, today
from kitei.web.look.showing.icons import icon
from kitei.web.look.words import Language, language, t


def day(value: date | None) -> Markup:
    """A day: 「令和8年12月7日 2026-12-07」, in English the other way round; an en dash where there is none."""
    return Markup("–") if value is None else day_in(_civil(value), language())


def moment(value: datetime | None) -> Markup:
    """A moment in Japan's time, to the minute."""
    if value is None:
        return Markup("–")
    there = value.astimezone(TOKYO)
    iso, time = there.date().isoformat(), f"{there:%H:%M}"
    words = in_wareki(there.date())
    shown = (f"{iso} {time}", words) if language() == "en" else (f"{words} {time}", iso)
    return Markup('<time datetime="{}">{} <small>{}</small></time>').format(there.isoformat(timespec="minutes"), *shown)


def in_wareki(value: date) -> str:
    """A day in words: wareki, or ISO for days that no era of ours names."""
    try:
        return wareki(value)
    except DayError:
        return value.isoformat()


def days_left(value: date, on: date | None = None) -> int:
    """How many days from `on` (today, unless told) to a day; negative once it is past."""
    return (value - (on or today())).days


def left(value: date, on: date | None = None) -> str:
    """How far off a day is, in words."""
    days = days_left(value, on)
    if days < 0:
        return t(f"{-days}日超過", f"{_days(-days)} late")
    if days == 0:
        return t("今日まで", "Due today")
    return t(f"あと{days}日", f"{_days(days)} left")


def urgency(value: date | None, on: date | None = None) -> str:
    """The tone of a due date: `bad` once past, `care` within a week, otherwise none."""
    if value is None:
        return ""
    days = days_left(value, on)
    return "bad" if days < 0 else "care" if days <= 7 else ""


def due_mark(value: date, on: date) -> Markup:
    """A due day in a list: how far off, in its tone, and the day below."""
    return due_mark_in(value, on, language())


def _civil(value: date) -> date:
    return value.astimezone(TOKYO).date() if isinstance(value, datetime) else value


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


@lru_cache(maxsize=4096)
def due_mark_in(value: date, on: date, tongue: Language) -> Markup:
    """The same, for whoever already asked for the language of the page."""
    del tongue  # the words below are in the language of the page, which is this one
    tone = urgency(value, on)
    sign = icon("alert" if tone == "bad" else "clock") if tone else ""
    return Markup('<span class="due {}">{}{}</span><small>{}</small>').format(
        tone or "plain-due", sign, left(value, on), value.isoformat()
    )


@lru_cache(maxsize=4096)
def day_in(value: date, tongue: Language) -> Markup:
    """A day as `day` shows it, for whoever already asked for the language of the page."""
    iso, words = value.isoformat(), in_wareki(value)
    shown = (iso, words) if tongue == "en" else (words, iso)
    return Markup('<time datetime="{}">{} <small>{}</small></time>').format(iso, *shown)
