"""Figures about the office's work: charts with their tables, and to take away."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from kitei.office.oversight.exporting import case_rows
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file, page
from kitei.web.look.showing.tables import MEDIA_TYPES, kind_of, written
from kitei.web.look.words import t
from kitei.web.statistics import charts, figures


@at_the_desk("statistics.read")
def overview(request: DeskRequest) -> HttpResponse:
    """Open by age and kind, lateness, months, endings, time to decision, decisions against the engine."""
    desk = request.desk
    found = figures.figures(desk.powers, desk.today)
    return page(request, "statistics/overview.jinja", figures=found, drawn=charts.drawn)


@at_the_desk("statistics.read")
def export(request: DeskRequest, name: str, ending: str) -> HttpResponse:
    """One table, to take away."""
    chart, kind = figures.chart(request.desk.powers, request.desk.today, name), kind_of(ending)
    if chart is None or kind is None:
        raise Http404(name)
    made = written(kind, chart.title, chart.heads(), chart.rows())
    return file(made, name=f"{name}-{request.desk.today.isoformat()}.{kind}", media_type=MEDIA_TYPES[kind])


@at_the_desk("statistics.read")
def cases(request: DeskRequest, ending: str) -> HttpResponse:
    """Every case of the last year as a row: numbers, days, outcomes; no name."""
    kind = kind_of(ending)
    if kind is None:
        raise Http404(ending)
    desk = request.desk
    rows = figures.rows(case_rows(desk.powers, figures.year_before(desk.today), desk.today))
    made = written(kind, t("案件の一覧", "Cases"), figures.heads(), rows)
    return file(made, name=f"statistics-cases-{desk.today.isoformat()}.{kind}", media_type=MEDIA_TYPES[kind])
