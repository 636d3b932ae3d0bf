"""What the list of cases is asked for, and what it offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from kitei.calendar import DayError, parse_day
from kitei.office.cases import queries
from kitei.office.cases.queries import Filters, Line
from kitei.office.lawbook import current
from kitei.web.look.desk import Desk
from kitei.web.look.showing import naming
from kitei.web.look.words import say, t

MOST_EXPORTED = 50_000
_TABS = ("running", "late", "mine", "waiting", "closed", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for.

    Attributes:
        text: what is searched for; a search looks past the filters.
        tab: running, late, mine, waiting, closed or all.
    """

    filters: Filters
    text: str
    tab: str
    kind: str
    since: str
    until: str
    after: str | None

    def query(self, **changed: str) -> str:
        """The address of another view of the list."""
        known = {"tab": self.tab, "kind": self.kind, "since": self.since, "until": self.until, **changed}
        return "?" + urlencode({name: value for name, value in known.items() if value})


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the usual views."""

    name: str
    title: str
    query: str
    here: bool


def read(data: QueryDict, desk: Desk) -> Asked:
    """Read an address; what cannot be read is left out."""
    tab = data.get("tab", "") if data.get("tab") in _TABS else "running"
    kind = data.get("kind", "") if data.get("kind") in dict(kinds()) else ""
    since, until = _day(data.get("since", "")), _day(data.get("until", ""))
    filters = Filters(
        kinds=(kind,) if kind else (),
        since=since,
        until=until,
        states=_STATES.get(tab, ()),
        late_on=desk.today if tab == "late" else None,
        mine=desk.person.pk if tab == "mine" else None,
        order="due" if tab in {"late", "running"} and data.get("order") == "due" else "newest",
    )
    return Asked(
        filters=filters,
        text=data.get("q", "").strip()[:100],
        tab=tab,
        kind=kind,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        after=data.get("after") or None,
    )


_STATES: dict[str, tuple[str, ...]] = {
    "running": ("running",),
    "mine": ("running",),
    "waiting": ("waiting",),
    "closed": ("closed", "withdrawn", "merged"),
}


def tabs(asked: Asked) -> tuple[Tab, ...]:
    """The usual views."""
    titles = {
        "running": t("対応中", "Running"),
        "late": t("期限超過", "Late"),
        "mine": t("自分の担当", "Mine"),
        "waiting": t("本人待ち", "Waiting"),
        "closed": t("終了", "Closed"),
        "all": t("すべて", "All"),
    }
    return tuple(
        Tab(name, title, asked.query(tab=name), name == asked.tab and not asked.text) for name, title in titles.items()
    )


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of case of this office: what its procedures are about."""
    law = current()
    matters = dict.fromkeys(each.matter for each in law.procedures.values())
    words = law.vocabulary.glossary["matter"]
    return tuple((each, t(words[each].ja, words[each].en) if each in words else each) for each in matters)


def heads() -> list[str]:
    """The columns of the export."""
    return [
        t("番号", "Number"),
        t("手続", "Procedure"),
        t("状態", "State"),
        t("結果", "Outcome"),
        t("部署", "Unit"),
        t("受付日", "Came in"),
        t("期限", "Due"),
        t("終了日", "Closed"),
        t("次の段階", "Next"),
    ]


def exported(desk: Desk, filters: Filters) -> Iterator[list[str | date | None]]:
    """Every row of the list, without names."""
    after, left = None, MOST_EXPORTED
    while left > 0:
        found = queries.list_page(desk.powers, filters, after, size=200)
        yield from (_row(each) for each in found.lines[:left])
        after, left = found.next, left - len(found.lines)
        if after is None:
            return


def _row(line: Line) -> list[str | date | None]:
    return [
        line.number,
        say(line.procedure),
        naming.state(line.state),
        naming.effect(line.effect),
        say(line.unit),
        line.opened_on,
        line.due_on,
        line.closed_on,
        t("、", ", ").join(say(each) for each in line.now),
    ]


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except DayError:
        return None
