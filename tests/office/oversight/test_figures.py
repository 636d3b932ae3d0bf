"""Figures, counted from cases that really ran."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kitei.forms.values import read_values
from kitei.office.cases.acting.taking import by_meeting
from kitei.office.cases.models import Case
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.services.stepping import take_step
from kitei.office.cases.values import PaperDraft, Who
from kitei.office.ground.actors import system
from kitei.office.lawbook import current
from kitei.office.oversight import exporting, flow, halfyear, standing
from kitei.office.people import access, services
from kitei.office.people.models import Unit
from tests.office.cases.staffing import VOTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SETUP = system("setup")
ON = date(2026, 11, 20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


@pytest.fixture
def unit() -> Unit:
    return services.add_unit(
        code="affairs", title_ja="総務課", title_en="Affairs", parent=None, kind="office", actor=SETUP, at=at(ON)
    )


@pytest.fixture
def powers(unit: Unit) -> access.Powers:
    auditor = services.add_person(name="監査 花子", email="a@example.ac.jp", unit=unit, actor=SETUP, at=at(ON))
    services.appoint(person=auditor, role="auditor", unit=None, from_on=date(2020, 4, 1), actor=SETUP, at=at(ON))
    return access.powers(auditor, ON)


@pytest.fixture
def opened(unit: Unit) -> Callable[..., Case]:
    def make(procedure: str, day: date, *steps: tuple[Any, ...]) -> Case:
        case = open_case(
            procedure=procedure,
            title="請求",
            who=Who(name="葛城 﨑子"),
            facts={},
            unit=unit,
            origin="desk",
            outcome="submitted",
            actor=SETUP,
            powers=None,
            at=at(day),
        )
        for step, outcome, after, more in steps:
            law = current()
            voted = VOTED if by_meeting(law, law.procedures[procedure].steps[step]) else None
            take_step(
                case=case,
                step=step,
                outcome=outcome,
                alongside=voted,
                actor=SETUP,
                powers=None,
                at=at(day + timedelta(after)),
                **more,
            )
        return case

    return make


def same_again(after: int) -> tuple[tuple[Any, ...], ...]:
    """An appeal that is the same again, and is answered so."""
    entries = {
        "unit": "経済学部",
        "name": "葛城 﨑子",
        "chair": "委員長",
        "decision": "reject",
        "refusal_reason": "同じ内容",
    }
    paper = PaperDraft(form="josai:form6", values=entries, printed=False)
    return (
        ("receive", "same_again", 1, {}),
        ("same-matter", "barred", after, {"reason": "回答済みのものと同じ内容である", "document": paper}),
    )


def test_only_who_may_read_figures_reads_them(unit: Unit) -> None:
    clerk = services.add_person(name="事務 太郎", email="c@example.ac.jp", unit=unit, actor=SETUP, at=at(ON))
    nobody = access.powers(clerk, ON)

    for ask in (
        lambda: standing.open_by_age(nobody, ON),
        lambda: standing.lateness(nobody, ON),
        lambda: standing.last_opened(nobody),
        lambda: flow.by_month(nobody, ON),
        lambda: flow.time_to_decision(nobody, ON, ON),
        lambda: flow.endings(nobody, ON, ON),
        lambda: flow.kept(nobody, ON, ON),
        lambda: flow.overruled(nobody, ON, ON),
        lambda: halfyear.half_year(nobody, ON, ON),
        lambda: exporting.case_rows(nobody, ON, ON),
    ):
        with pytest.raises(access.NotPermitted):
            ask()


def test_open_cases_stand_by_kind_and_age(powers: access.Powers, opened: Callable[..., Case]) -> None:
    for days in (0, 7, 8, 30, 31, 100):
        opened("disclosure", ON - timedelta(days))
    opened("appeal", ON - timedelta(3))

    rows = standing.open_by_age(powers, ON)

    assert [(row.kind, row.counts, row.total) for row in rows] == [
        ("disclosure", (2, 1, 1, 1, 1), 6),
        ("appeal", (1, 0, 0, 0, 0), 1),
    ]
    assert rows[0].oldest == ON - timedelta(100)
    assert standing.last_opened(powers) == ON


def test_a_case_is_late_once_its_day_has_passed(powers: access.Powers, opened: Callable[..., Case]) -> None:
    opened("disclosure", ON - timedelta(5))

    (row,) = standing.lateness(powers, ON)

    assert (row.late, row.soon, row.later, row.without) == (0, 0, 0, 1)
    assert row.worst == 0


def test_months_add_up(powers: access.Powers, opened: Callable[..., Case]) -> None:
    opened("disclosure", date(2026, 9, 3))
    opened("appeal", date(2026, 9, 10), *same_again(40))
    opened("appeal", date(2026, 11, 1))

    rows = flow.by_month(powers, ON, months=3)

    assert [(row.first.month, row.received, row.closed, row.open_at_end) for row in rows] == [
        (9, 2, 0, 2),
        (10, 0, 1, 1),
        (11, 1, 0, 2),
    ]


def test_time_to_decision_and_endings(powers: access.Powers, opened: Callable[..., Case]) -> None:
    for after in (10, 20, 40):
        opened("appeal", date(2026, 9, 1), *same_again(after))

    (times,) = flow.time_to_decision(powers, date(2026, 9, 1), ON)
    (ends,) = flow.endings(powers, date(2026, 9, 1), ON)

    assert (times.decided, times.median, times.longest) == (3, 20, 40)
    assert times.median <= times.most <= times.longest
    assert (ends.kind, ends.effects, ends.withdrawn) == ("appeal", (0, 0, 3, 0), 0)
    assert flow.time_to_decision(powers, date(2025, 1, 1), date(2025, 2, 1)) == ()
    assert flow.overruled(powers, date(2026, 9, 1), ON).against == 0
    assert flow.kept(powers, date(2026, 9, 1), ON) == ()


def test_the_half_year_fills_the_offices_form(powers: access.Powers, opened: Callable[..., Case]) -> None:
    opened("appeal", date(2026, 9, 1), *same_again(10))
    opened("disclosure", date(2026, 9, 30))
    opened("disclosure", date(2026, 10, 1))

    figures = halfyear.half_year(powers, date(2026, 4, 1), ON)

    assert (figures.first, figures.last, figures.on) == (date(2026, 4, 1), date(2026, 9, 30), date(2026, 9, 30))
    assert [(row.kind, row.received, row.closed, row.open, row.late) for row in figures.rows] == [
        ("disclosure", 1, 0, 1, 0),
        ("appeal", 1, 1, 0, 0),
    ]
    for lang in ("ja", "en"):
        values = halfyear.report_values(figures, made_on=ON, officer="総括管理責任者", lang=lang)
        form = current().form("office:half-yearly-report").form
        assert read_values(form, values, on=ON)["figures"]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2026, 10, 1), date(2027, 3, 31)),
    ],
)
def test_a_half_year_begins_in_april_or_october(day: date, first: date, last: date) -> None:
    assert halfyear.period_of(day) == (first, last)


def test_a_row_of_the_export_says_nothing_about_a_person(powers: access.Powers, opened: Callable[..., Case]) -> None:
    case = opened("disclosure", ON)
    opened("disclosure", ON - timedelta(400))

    (row,) = exporting.case_rows(powers, ON - timedelta(30), ON)

    assert (row.number, row.unit, row.state, row.opened_on) == (case.number, "affairs", "open", ON)
    assert "葛城" not in repr(row)
