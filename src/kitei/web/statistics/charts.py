"""Bars drawn on the server: what a chart shows stands in the table beside it, and prints, and needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kitei.procedures.lettering import wrap
from kitei.web.look.words import t

WIDTH, LEFT, RIGHT, TOP, FOOT = 640, 36, 8, 18, 12
TALL = 220
LETTER, LEADING, LINES = 11, 14, 3
"""The size of the names below the bars, the height of a line of them, and how many lines a name may take."""
TONES = ("c0", "c1", "c2", "c4", "c5", "c3")
"""The fills of `kitei.css`, in the order in which series take them; the last is for what is drawn together."""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: what it counts, and how many in each column."""

    title: str
    values: tuple[int, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers by column and series.

    Attributes:
        name: for the address of its export.
        unit: what is counted: 件, 日.
        head: what the columns are: age, month.
        stacked: whether a column's numbers add up.
    """

    name: str
    title: str
    unit: str
    head: str
    columns: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = True

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(each.values[at] for each in self.series) for at in range(len(self.columns)))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(self.totals)

    @property
    def toned(self) -> tuple[tuple[str, Series], ...]:
        """Each series with its fill. Of more series than there are fills, the smallest are drawn as one."""
        if len(self.series) <= len(TONES):
            return tuple((each.tone or TONES[at], each) for at, each in enumerate(self.series))
        largest = sorted(self.series, key=lambda each: -sum(each.values))[: len(TONES) - 1]
        alone = [each for each in self.series if each in largest]
        others = [each for each in self.series if each not in largest]
        together = Series(
            t(f"ほか{len(others)}種", f"{len(others)} other kinds"),
            tuple(sum(values) for values in zip(*(each.values for each in others), strict=True)),
        )
        return tuple(zip(TONES, (*alone, together), strict=True))

    def rows(self) -> list[list[str | int]]:
        """The table: one row a column of the drawing, with its sum where numbers add up."""
        return [
            [column, *(each.values[at] for each in self.series), *([self.totals[at]] if self.stacked else [])]
            for at, column in enumerate(self.columns)
        ]

    def heads(self) -> list[str]:
        """The heads of the table."""
        return [self.head, *(each.title for each in self.series), *([t("計", "Total")] if self.stacked else [])]

    def columned(self) -> list[str | tuple[str, str]]:
        """The heads as a page's table takes them: numbers stand at the right."""
        first, *rest = self.heads()
        return [first, *((each, "r") for each in rest)]


def drawn(chart: Chart) -> Markup:
    """The chart as SVG. Hidden from screen readers: they read the table."""
    most = max(chart.totals if chart.stacked else [v for each in chart.series for v in each.values], default=0)
    top = _ceiling(most)
    parts = [*_grid(top), *(_stacked(chart, top) if chart.stacked else _beside(chart, top)), *_names(chart)]
    below = FOOT + LEADING * max((len(each) for each in _said(chart)), default=1)
    return Markup('<svg class="chart" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        WIDTH, TOP + TALL + below, Markup("").join(parts)
    )


def _ceiling(most: int) -> int:
    """A round number at or above the highest bar, that four lines part evenly."""
    step = 1
    while step * 4 < most:
        step = step * 2 if str(step)[0] != "2" else step // 2 * 5
    return step * 4


def _y(value: float, top: int) -> float:
    return TOP + TALL - TALL * value / top


def _grid(top: int) -> Iterator[Markup]:
    for part in range(5):
        value = top * part // 4
        y = _y(value, top)
        yield Markup('<path class="axis" d="M{} {:.1f}H{}"/>').format(LEFT, y, WIDTH - RIGHT)
        yield Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(LEFT - 6, y + 4, value)


def _places(chart: Chart) -> tuple[float, float]:
    room = (WIDTH - LEFT - RIGHT) / max(len(chart.columns), 1)
    return room, min(room * 0.62, 56)


def _bar(x: float, y: float, width: float, height: float, tone: str) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        tone, x, y, width, height
    )


def _stacked(chart: Chart, top: int) -> Iterator[Markup]:
    room, wide = _places(chart)
    for at, total in enumerate(chart.totals):
        x = LEFT + room * at + (room - wide) / 2
        below = 0
        for tone, each in chart.toned:
            value = each.values[at]
            if value:
                yield _bar(x, _y(below + value, top), wide, TALL * value / top, tone)
                below += value
        if total:
            yield _value(x + wide / 2, _y(total, top), total)


def _beside(chart: Chart, top: int) -> Iterator[Markup]:
    room, wide = _places(chart)
    each_wide = wide / max(len(chart.series), 1)
    for at in range(len(chart.columns)):
        start = LEFT + room * at + (room - wide) / 2
        for number, (tone, each) in enumerate(chart.toned):
            value, x = each.values[at], start + each_wide * number
            yield _bar(x, _y(value, top), each_wide - 1, TALL * value / top, tone)
            yield _value(x + each_wide / 2, _y(value, top), value)


def _value(x: float, y: float, value: int) -> Markup:
    return Markup('<text class="v" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(x, y - 4, value)


def _said(chart: Chart) -> list[list[str]]:
    """The names of the columns, in lines that fit below their bars."""
    room, _ = _places(chart)
    lines = [wrap(column, LETTER, int(room) - 4) for column in chart.columns]
    return [each if len(each) <= LINES else [*each[: LINES - 1], f"{each[LINES - 1][:-1]}…"] for each in lines]


def _names(chart: Chart) -> Iterator[Markup]:
    room, _ = _places(chart)
    for at, lines in enumerate(_said(chart)):
        for number, line in enumerate(lines):
            yield Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                LEFT + room * (at + 0.5), TOP + TALL + 17 + LEADING * number, line
            )
