"""The office's figures as charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kitei.office.lawbook import current
from kitei.office.oversight import flow, standing
from kitei.office.oversight.exporting import CaseRow
from kitei.office.people.access import Powers
from kitei.web.look.showing import naming
from kitei.web.look.showing.tables import Cell
from kitei.web.look.words import t
from kitei.web.statistics.charts import Chart, Series

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the page.

    Attributes:
        open, late, worst: how many cases are open, how many are late, and by how many days the latest.
        overruled: decisions the engine had a say in, and those against it.
    """

    open: int
    late: int
    worst: int
    overruled: flow.Overruled
    charts: tuple[Chart, ...]


def figures(powers: Powers, on: date) -> Figures:
    """Read all figures."""
    late = standing.lateness(powers, on)
    return Figures(
        open=sum(row.total for row in standing.open_by_age(powers, on)),
        late=sum(row.late for row in late),
        worst=max((row.worst for row in late), default=0),
        overruled=flow.overruled(powers, year_before(on), on),
        charts=tuple(make(powers, on) for make in _CHARTS.values()),
    )


def chart(powers: Powers, on: date, name: str) -> Chart | None:
    """One chart by name."""
    make = _CHARTS.get(name)
    return make(powers, on) if make else None


def year_before(on: date) -> date:
    """The first day of the year that ends with a day."""
    return on - YEAR + timedelta(days=1)


def kind(name: str) -> str:
    """What a kind of case is called."""
    words = current().vocabulary.glossary["matter"]
    said = t(words[name].ja, words[name].en) if name in words else name
    return said[:1].upper() + said[1:]


def heads() -> list[str]:
    """The columns of the list of cases."""
    return [
        t("番号", "Number"),
        t("種類", "Kind"),
        t("手続", "Procedure"),
        t("部署", "Unit"),
        t("状態", "State"),
        t("結果", "Outcome"),
        t("入口", "Origin"),
        t("受付日", "Came in"),
        t("期限", "Due"),
        t("終了日", "Closed"),
        t("停止日数", "Days stopped"),
    ]


def rows(found: Iterable[CaseRow]) -> Iterator[list[Cell]]:
    """Cases in words."""
    for each in found:
        yield [
            each.number,
            kind(each.kind),
            each.procedure,
            each.unit,
            naming.state(each.state),
            naming.effect(each.effect),
            naming.origin(each.origin),
            each.opened_on,
            each.due_on,
            each.closed_on,
            each.stopped_days,
        ]


def _by_age(powers: Powers, on: date) -> Chart:
    found = standing.open_by_age(powers, on)
    return Chart(
        "open-by-age",
        t("対応中の案件：受付からの日数と種類", "Open cases by age and kind"),
        t("件", "cases"),
        t("受付からの日数", "Days since receipt"),
        tuple(_age(*age) for age in standing.AGES),
        tuple(Series(kind(row.kind), row.counts) for row in found),
    )


def _age(first: int, last: int | None) -> str:
    return t(f"{first}日以上", f"{first} or more") if last is None else t(f"{first}～{last}日", f"{first}–{last}")


def _lateness(powers: Powers, on: date) -> Chart:
    found = standing.lateness(powers, on)
    return Chart(
        "lateness",
        t("対応中の案件：期限まで", "Open cases by their due day"),
        t("件", "cases"),
        t("種類", "Kind"),
        tuple(kind(row.kind) for row in found),
        (
            Series(t("期限超過", "Late"), tuple(row.late for row in found), "cbad"),
            Series(t("7日以内", "Within 7 days"), tuple(row.soon for row in found), "c2"),
            Series(t("その後", "Later"), tuple(row.later for row in found), "c0"),
            Series(t("日の定めなし", "No day"), tuple(row.without for row in found), "c3"),
        ),
    )


def _months(powers: Powers, on: date) -> Chart:
    found = flow.by_month(powers, on)
    return Chart(
        "by-month",
        t("月ごとの受付・終了・残り", "Received, closed, left over, by month"),
        t("件", "cases"),
        t("月", "Month"),
        tuple(t(f"{row.first.month}月", f"{row.first:%b}") for row in found),
        (
            Series(t("受付", "Received"), tuple(row.received for row in found)),
            Series(t("終了", "Closed"), tuple(row.closed for row in found), "c4"),
            Series(t("月末の残り", "Open at its end"), tuple(row.open_at_end for row in found), "c3"),
        ),
        stacked=False,
    )


def _times(powers: Powers, on: date) -> Chart:
    found = flow.time_to_decision(powers, year_before(on), on)
    return Chart(
        "time-to-decision",
        t("決定までの日数（この1年、停止した日を除く）", "Days to the decision (this year, stopped days left out)"),
        t("日", "days"),
        t("種類", "Kind"),
        tuple(f"{kind(row.kind)} ({row.decided})" for row in found),
        (
            Series(t("半数がここまで", "Half within"), tuple(row.median for row in found)),
            Series(t("9割がここまで", "Nine in ten within"), tuple(row.most for row in found), "c2"),
            Series(t("最長", "Longest"), tuple(row.longest for row in found), "c3"),
        ),
        stacked=False,
    )


def _endings(powers: Powers, on: date) -> Chart:
    found = flow.endings(powers, year_before(on), on)
    tones = {"granted": "c4", "partly": "c1", "refused": "cbad", "": "c3"}
    named = {"": t("決定なし", "No decision")}
    return Chart(
        "endings",
        t("終わり方（この1年）", "How cases ended (this year)"),
        t("件", "cases"),
        t("種類", "Kind"),
        tuple(kind(row.kind) for row in found),
        (
            *(
                Series(
                    named.get(effect) or naming.effect(effect), tuple(row.effects[at] for row in found), tones[effect]
                )
                for at, effect in enumerate(flow.EFFECTS)
            ),
            Series(t("取下げ", "Withdrawn"), tuple(row.withdrawn for row in found), "c5"),
        ),
    )


def _kept(powers: Powers, on: date) -> Chart:
    found = flow.kept(powers, year_before(on), on)
    return Chart(
        "kept",
        t("期限のある段階：守れたか（この1年）", "Steps with a due day: in time or late (this year)"),
        t("段階", "steps"),
        t("種類", "Kind"),
        tuple(kind(row.kind) for row in found),
        (
            Series(t("期限内", "In time"), tuple(row.in_time for row in found), "c0"),
            Series(t("期限後", "Late"), tuple(row.late for row in found), "cbad"),
        ),
    )


_CHARTS: Mapping[str, Callable[[Powers, date], Chart]] = {
    "open-by-age": _by_age,
    "lateness": _lateness,
    "by-month": _months,
    "time-to-decision": _times,
    "endings": _endings,
    "kept": _kept,
}
"""The charts in the order of the page."""
