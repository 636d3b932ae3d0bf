"""The office's figures for programs: numbers and days; no name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Router, Schema

from kitei.api.ground.caller import Caller, caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.office.oversight.exporting import case_rows
from kitei.office.oversight.halfyear import half_year
from kitei.regulations.schema.words import Language
from kitei.web.look.showing.tables import MEDIA_TYPES, Cell, Kind, written
from kitei.web.look.words import t
from kitei.web.statistics import figures as drawn
from kitei.web.statistics.charts import Chart

router = Router()


class SeriesOut(Schema):
    """One colour of a chart: what it counts, and how many in each column."""

    title: str
    values: list[int]


class ChartOut(Schema):
    """Numbers by column and series."""

    name: str
    title: str
    unit: str
    head: str
    columns: list[str]
    series: list[SeriesOut]


class FiguresOut(Schema):
    """How many cases are open and late, decisions against the engine, and every chart."""

    open: int
    late: int
    worst: int
    judged: int
    against: int
    charts: list[ChartOut]


class KindRow(Schema):
    """Cases of one kind in a half-year."""

    kind: str
    received: int
    closed: int
    open: int
    late: int


class HalfYearOut(Schema):
    """The half-yearly report: its first and last day, and the day as of which open and late cases are counted."""

    first: date
    last: date
    on: date
    rows: list[KindRow]


@router.get("", response=answers(FiguresOut), operation_id="get_figures")
def get_figures(request: HttpRequest, lang: Language = "ja") -> FiguresOut:
    """Open by age and kind, lateness, months, endings, time to decision, decisions against the engine."""
    caller = _reader(request)
    with translation.override(lang):
        found = drawn.figures(caller.powers, caller.today)
    return FiguresOut(
        open=found.open,
        late=found.late,
        worst=found.worst,
        judged=found.overruled.asked,
        against=found.overruled.against,
        charts=[_chart(each) for each in found.charts],
    )


@router.get("/half-year", response=answers(HalfYearOut), operation_id="get_half_year")
def get_half_year(request: HttpRequest, day: date | None = None) -> HalfYearOut:
    """The half-yearly report of the half-year in which a day falls; of the present one without a day."""
    caller = _reader(request)
    wanted = day or caller.today
    if not 1990 <= wanted.year <= 2200:
        raise Missing("half-year", wanted.isoformat())
    found = half_year(caller.powers, wanted, caller.today)
    rows = [
        KindRow(kind=each.kind, received=each.received, closed=each.closed, open=each.open, late=each.late)
        for each in found.rows
    ]
    return HalfYearOut(first=found.first, last=found.last, on=found.on, rows=rows)


@router.get("/cases.{ending}", response=answers(None), operation_id="export_figures_of_cases")
def export_cases(request: HttpRequest, ending: Literal["csv", "xlsx"], lang: Language = "ja") -> HttpResponse:
    """Every case of the last year as a row: numbers, days, outcomes; no name."""
    caller = _reader(request)
    with translation.override(lang):
        rows = drawn.rows(case_rows(caller.powers, drawn.year_before(caller.today), caller.today))
        return table(ending, t("案件の一覧", "Cases"), drawn.heads(), rows)


@router.get("/charts/{name}.{ending}", response=answers(None), operation_id="export_chart")
def export_chart(
    request: HttpRequest, name: str, ending: Literal["csv", "xlsx"], lang: Language = "ja"
) -> HttpResponse:
    """The table of one chart."""
    caller = _reader(request)
    with translation.override(lang):
        found = drawn.chart(caller.powers, caller.today, name)
        if found is None:
            raise Missing("chart", name[:40])
        return table(ending, found.title, found.heads(), found.rows())


def table(ending: Kind, title: str, heads: list[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table as a file."""
    made = written(ending, title, heads, rows)
    return HttpResponse(made, content_type=MEDIA_TYPES[ending])


def _reader(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    caller.require("statistics.read")
    return caller


def _chart(chart: Chart) -> ChartOut:
    return ChartOut(
        name=chart.name,
        title=chart.title,
        unit=chart.unit,
        head=chart.head,
        columns=list(chart.columns),
        series=[SeriesOut(title=each.title, values=list(each.values)) for each in chart.series],
    )
