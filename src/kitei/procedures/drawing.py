"""A procedure as a drawing (SVG): one step below the other, each with the ways it can end; lines run beside the boxes.

No line crosses a box and no label lies on a line, whatever the procedure. The drawing carries no script and no outside
resource, scales, and names itself for screen readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

from kitei.procedures.lanes import Line, lanes
from kitei.procedures.lettering import ems, wrap
from kitei.procedures.procedure import END, Clock, Label, Outcome, Procedure, Step, Term

WIDTH, GAP, MARGIN, PAD, LANE = 560, 28, 20, 16, 14
TITLE, META, ROW, PAPER = 15, 12, 13, 11.5
LEADING = {TITLE: 21, META: 17, ROW: 18, PAPER: 15}
_PILL, _CURVE = 62, 7
_MARKS = {"granted": "○", "partly": "△", "refused": "×", "none": "·"}
_WORDS = {
    "in_advance": Label("あらかじめ", "in advance"),
    "immediately": Label("直ちに", "immediately"),
    "promptly": Label("速やかに", "promptly"),
    "swiftly": Label("迅速に", "swiftly"),
    "without_delay": Label("遅滞なく", "without delay"),
    "each_time": Label("その都度", "each time"),
}
_CLOSED, _ONLY = Label("終わり", "Closed"), Label("当たる場合だけ", "only where it applies")
_ISSUES, _REASON = Label("出すもの: ", "Issues: "), Label("(理由を付す)", " (with reasons)")
_LEGEND = Label(
    "○ 認める　△ 一部を認める　× 認めない　┄ 条件に当たらないときに進む先",
    "○ granted   △ in part   × refused   ┄ where it goes if the condition does not hold",
)
_STYLE = (
    "text{font-family:'Noto Sans JP','Noto Sans CJK JP',sans-serif;fill:#1a1a1c}"
    ".title{font-size:15px;font-weight:700}.meta{font-size:12px;fill:#626264}.row{font-size:13px}"
    ".paper{font-size:11.5px;fill:#626264}.pill{font-size:11px;fill:#4d4d4d;text-anchor:middle}"
    ".box{fill:#fff;stroke:#0017c1;stroke-width:1.4}.guarded{stroke-dasharray:6 4}.rule{stroke:#d8d8db}"
    ".stop{fill:#f2f2f2;stroke:#b3b3b3}.line{fill:none;stroke:#5c5c5e;stroke-width:1.3}.skip{stroke-dasharray:4 4}"
    ".halo{fill:none;stroke:#fff;stroke-width:5}.granted{fill:#197a4b;font-weight:700}"
    ".partly{fill:#8a5d00;font-weight:700}.refused{fill:#c31616;font-weight:700}.none{fill:#767676;font-weight:700}"
)
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z" fill="#5c5c5e"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Names:
    """What actors and papers are called, in the drawing's language; what is not named shows its id."""

    language: Literal["ja", "en"]
    people: Mapping[str, str]
    papers: Mapping[str, str]
    cite: Callable[[str], str] = str

    def say(self, label: Label) -> str:
        """A text in the drawing's language."""
        return label.ja if self.language == "ja" else label.en


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome inside a box: its lines, and where they begin."""

    outcome: Outcome
    y: int
    said: tuple[str, ...]
    paper: tuple[str, ...]

    @property
    def port(self) -> float:
        """Where lines leave."""
        return self.y + LEADING[ROW] / 2

    @property
    def height(self) -> int:
        """How much room it takes."""
        return len(self.said) * LEADING[ROW] + len(self.paper) * LEADING[PAPER] + 5


@dataclass(frozen=True, slots=True)
class Box:
    """A step with its place on the page: `y` and `height`, and everything written into it."""

    name: str
    step: Step | None
    y: int
    height: int
    title: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def entry(self) -> float:
        """Where lines enter."""
        return self.y + 18

    @property
    def gives_way(self) -> float:
        """Where the line leaves that passes the step over."""
        return self.y + 34


def draw(
    procedure: Procedure,
    people: Mapping[str, str],
    language: Literal["ja", "en"],
    papers: Mapping[str, str] | None = None,
    cite: Callable[[str], str] = str,
) -> str:
    """The drawing of a procedure.

    Args:
        people: what each actor is called, in the drawing's language.
        papers: what each form and letter is called.
        cite: how a clause is cited; as its id, unless told.
    """
    names = Names(language, people, papers or {}, cite)
    boxes = {box.name: box for box in _boxes(procedure, names)}
    right = lanes(_outcome_lines(boxes))
    left = lanes(_skips(boxes))
    x = MARGIN + (max(left.values(), default=-1) + 2) * LANE
    width = x + WIDTH + (max(right.values(), default=-1) + 3) * LANE
    end = boxes[END]
    height = end.y + end.height + 3 * MARGIN
    title = escape(names.say(procedure.title))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">',
        f"<title>{title}</title><style>{_STYLE}</style>{_TIP}",
        f'<path d="M0 0H{width}V{height}H0z" fill="#fff"/>',
        *_paths(_outcome_lines(boxes), right, x + WIDTH, 1, "line"),
        *_paths(_skips(boxes), left, x, -1, "line skip"),
        *(_box(box, x, names) for box in boxes.values()),
        f'<text class="meta" x="{x}" y="{height - MARGIN}">{escape(names.say(_LEGEND))}</text>',
        "</svg>",
    ]
    return "\n".join(parts)


def _boxes(procedure: Procedure, names: Names) -> Iterator[Box]:
    """The steps in the order in which the regulation's author gave them; the end last."""
    y = MARGIN
    for name, step in procedure.steps.items():
        box = _laid_out(name, step, y, names)
        yield box
        y += box.height + GAP
    yield Box(END, None, y, 36)


def _laid_out(name: str, step: Step, top: int, names: Names) -> Box:
    room = WIDTH - 2 * PAD
    title = tuple(wrap(names.say(step.title), TITLE, room))
    meta = tuple(wrap(_meta(step, names), META, room))
    y = top + 10 + len(title) * LEADING[TITLE] + len(meta) * LEADING[META] + 12
    rows: list[Row] = []
    for outcome in step.outcomes:
        said = wrap(names.say(outcome.title), ROW, room - 22 - (_PILL if END in outcome.then else 0))
        paper = wrap(_issued(outcome, names), PAPER, room - 22)
        row = Row(outcome, y, tuple(said), tuple(paper))
        rows.append(row)
        y += row.height
    return Box(name, step, top, y + 6 - top, title, meta, tuple(rows))


def _meta(step: Step, names: Names) -> str:
    parts = [names.people.get(step.actor, step.actor), names.cite(step.clauses[0]) if step.clauses else ""]
    parts += [_clock(step.clock, names) if step.clock else "", names.say(_ONLY) if step.guarded else ""]
    if step.form:
        parts.append(names.papers.get(step.form, step.form))
    return ("　" if names.language == "ja" else "  ·  ").join(part for part in parts if part)


def _clock(clock: Clock, names: Names) -> str:
    words = [names.say(_WORDS[clock.word])] if clock.word in _WORDS else []
    if clock.term:
        words.append(names.say(_counted(clock.term)))
    return (", " if names.language == "en" else "、").join(words)


def _counted(term: Term) -> Label:
    if term.nth_day is not None:
        return Label(f"{term.nth_day}日目まで", f"by day {term.nth_day}")
    if term.days:
        return Label(f"{term.days}日以内", f"within {term.days} days")
    if term.months:
        return Label(f"{term.months}か月以内", f"within {term.months} months")
    return Label(f"{term.years}年以内", f"within {term.years} years")


def _issued(outcome: Outcome, names: Names) -> str:
    if outcome.notice is None:
        return ""
    reason = names.say(_REASON) if outcome.reason else ""
    return names.say(_ISSUES) + names.papers.get(outcome.notice, outcome.notice) + reason


def _outcome_lines(boxes: Mapping[str, Box]) -> list[Line]:
    return [
        Line(name, row.port, boxes[name].entry)
        for box in boxes.values()
        for row in box.rows
        for name in row.outcome.then
        if name != END
    ]


def _skips(boxes: Mapping[str, Box]) -> list[Line]:
    return [
        Line(box.step.otherwise, box.gives_way, boxes[box.step.otherwise].entry)
        for box in boxes.values()
        if box.step is not None and box.step.otherwise is not None
    ]


def _paths(lines: list[Line], lane: Mapping[str, int], x: int, side: int, kind: str) -> Iterator[str]:
    """The lines to each target together, on a white ground, so that one that crosses is seen to pass over."""
    for target in sorted(lane, key=lambda name: -lane[name]):
        at = x + side * (lane[target] + 1) * LANE
        of = [line for line in lines if line.target == target]
        yield from (
            f'<path class="halo" d="M{at} {line.leaves + _down(line):g}V{line.enters - _down(line):g}"/>' for line in of
        )
        yield from (f'<path class="{kind}" d="{_path(line, x, at, side)}" marker-end="url(#tip)"/>' for line in of)


def _down(line: Line) -> int:
    return _CURVE if line.enters > line.leaves else -_CURVE


def _path(line: Line, x: int, at: int, side: int) -> str:
    down, near = _down(line), at - side * _CURVE
    return (
        f"M{x} {line.leaves:g}H{near}Q{at} {line.leaves:g} {at} {line.leaves + down:g}"
        f"V{line.enters - down:g}Q{at} {line.enters:g} {near} {line.enters:g}H{x + side}"
    )


def _box(box: Box, x: int, names: Names) -> str:
    if box.step is None:
        middle = x + WIDTH // 2
        return (
            f'<rect class="stop" x="{x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="18"/>'
            f'<text class="row" x="{middle}" y="{box.y + 23}" text-anchor="middle">{names.say(_CLOSED)}</text>'
        )
    kind = "box guarded" if box.step.guarded else "box"
    parts = [f'<rect class="{kind}" x="{x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="8"/>']
    y = box.y + 10
    parts += _written(box.title, "title", x + PAD, y, TITLE)
    y += len(box.title) * LEADING[TITLE]
    parts += _written(box.meta, "meta", x + PAD, y, META)
    y += len(box.meta) * LEADING[META] + 6
    parts.append(f'<path class="rule" d="M{x + PAD} {y}H{x + WIDTH - PAD}"/>')
    for row in box.rows:
        parts += _row(row, x, names)
    return "\n".join(parts)


def _row(row: Row, x: int, names: Names) -> Iterator[str]:
    effect = row.outcome.effect
    yield f'<text class="row {effect}" x="{x + PAD}" y="{row.y + ROW}">{_MARKS[effect]}</text>'
    yield from _written(row.said, "row", x + PAD + 22, row.y, ROW)
    yield from _written(row.paper, "paper", x + PAD + 22, row.y + len(row.said) * LEADING[ROW], PAPER)
    if END in row.outcome.then:
        said = names.say(_CLOSED)
        wide = round(ems(said) * 11) + 16
        left = x + WIDTH - PAD - wide
        yield (
            f'<rect class="stop" x="{left}" y="{row.y}" width="{wide}" height="17" rx="8.5"/>'
            f'<text class="pill" x="{left + wide / 2:g}" y="{row.y + 12.5}">{said}</text>'
        )


def _written(lines: tuple[str, ...], kind: str, x: int, y: int, size: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text class="{kind}" x="{x}" y="{y + size + number * LEADING[size]:g}">{escape(line)}</text>'
