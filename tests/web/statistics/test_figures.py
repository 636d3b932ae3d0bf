"""Figures: charts with their tables, and what is taken away."""

from __future__ import annotations

import csv
import io
from datetime import date

import polars as pl
import pytest
from django.urls import reverse

from kitei.web.look.showing import tables
from kitei.web.statistics import charts
from kitei.web.statistics.charts import Chart, Series
from tests.web.office import Front, text

CHART = Chart("ages", "年齢", "件", "日数", ("0～7日", "8日以上"), (Series("開示", (3, 0)), Series("訂正", (1, 2))))


def test_a_stacked_chart_and_its_table_say_the_same() -> None:
    assert CHART.totals == (4, 2)
    assert CHART.rows() == [["0～7日", 3, 1, 4], ["8日以上", 0, 2, 2]]
    assert CHART.heads() == ["日数", "開示", "訂正", "計"]
    assert not CHART.empty
    drawn = charts.drawn(CHART)
    assert drawn.count("<rect") == 3  # a bar of nothing is not drawn
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


def test_bars_beside_each_other_have_no_sum() -> None:
    chart = Chart("months", "月", "件", "月", ("1月",), (Series("受付", (30,)), Series("終了", (2,))), stacked=False)

    assert chart.rows() == [["1月", 30, 2]]
    assert chart.columned() == ["月", ("受付", "r"), ("終了", "r")]
    assert charts.drawn(chart).count("<rect") == 2


def test_of_more_kinds_than_colours_the_smallest_are_drawn_as_one() -> None:
    kinds = tuple(Series(f"種類{each}", (each, 1)) for each in range(1, 10))
    chart = Chart("ages", "年齢", "件", "日数", ("0～7日", "8日以上"), kinds)

    *alone, (tone, together) = chart.toned

    assert [each.title for _, each in alone] == ["種類5", "種類6", "種類7", "種類8", "種類9"]
    assert (tone, together) == ("c3", Series("ほか4種", (1 + 2 + 3 + 4, 4)))
    assert len({tone for tone, _ in chart.toned}) == len(chart.toned)
    assert chart.heads() == ["日数", *(each.title for each in kinds), "計"]


def test_a_chart_of_nothing_is_empty_and_still_draws() -> None:
    chart = Chart("none", "なし", "件", "種類", (), ())

    assert chart.empty
    assert charts.drawn(chart).startswith("<svg")


@pytest.mark.parametrize(("most", "top"), [(0, 4), (4, 4), (5, 8), (9, 20), (21, 40), (41, 80), (390, 400)])
def test_the_scale_ends_at_a_round_number_above_the_highest_bar(most: int, top: int) -> None:
    chart = Chart("one", "一", "件", "種類", ("x" * 90,), (Series("a", (most,)),))

    assert f'text-anchor="end">{top}</text>' in charts.drawn(chart)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+81", "'+81"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("plain", "plain"),
        (-1, -1),
        (None, ""),
        (date(2026, 12, 7), "2026-12-07"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell: tables.Cell, safe: object) -> None:
    assert tables.defused(cell) == safe


def test_a_table_reads_back_from_both_kinds_of_file() -> None:
    rows: list[list[tables.Cell]] = [["=1+1", 2], ["学生課", 3]]

    as_csv = tables.written("csv", "表", ["名", "数"], rows).decode("utf-8-sig")
    as_xlsx = tables.written("xlsx", "表/[x]", ["名", "数"], rows)

    assert list(csv.reader(io.StringIO(as_csv))) == [["名", "数"], ["'=1+1", "2"], ["学生課", "3"]]
    assert pl.read_excel(as_xlsx).rows() == [("'=1+1", 2), ("学生課", 3)]
    assert tables.kind_of("pdf") is None


@pytest.mark.django_db
def test_every_chart_has_its_table_and_can_be_taken_away(desk: Front) -> None:
    desk.due(desk.disclosure(), date(2026, 11, 18))
    desk.decided()
    desk.closed()
    client = desk.client("manager")

    page = text(client.get(reverse("statistics:overview")))

    assert page.count('class="chart"') == page.count('<div class="tw"') >= 4
    assert "髙橋" not in page
    for name in ("open-by-age", "lateness", "by-month", "time-to-decision", "endings", "kept"):
        assert f'id="{name}"' in page
        assert client.get(reverse("statistics:export", args=[name, "csv"])).status_code == 200
    assert client.get(reverse("statistics:export", args=["lateness", "xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("statistics:export", args=["nonsense", "csv"])).status_code == 404
    assert client.get(reverse("statistics:export", args=["lateness", "pdf"])).status_code == 404


@pytest.mark.django_db
def test_every_case_is_a_row_without_a_name(desk: Front) -> None:
    case = desk.disclosure()
    client = desk.client("auditor")

    body = client.get(reverse("statistics:cases", args=["csv"])).content.decode("utf-8-sig")

    assert case.number in body
    assert "髙橋" not in body
    assert client.get(reverse("statistics:cases", args=["pdf"])).status_code == 404
