"""A procedure as a drawing (SVG): steps in rows by distance from the start, outcomes as labelled lines.

The drawing carries no script and no outside resource, scales, and names itself for screen readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from kitei.procedures.procedure import END, Procedure, Step

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 220, 74, 36, 64, 24
_CLOSED = {"ja": "終わり", "en": "Closed"}
_STYLE = (
    "text{font:13px 'Noto Sans JP','Noto Sans CJK JP',sans-serif;fill:#1a1a1c}.actor{fill:#626264;font-size:12px}"
    ".line{fill:none;stroke:#767676;stroke-width:1.2}.label{font-size:11px;fill:#4d4d4d}"
    ".box{fill:#fff;stroke:#0017c1;stroke-width:1.4}.end{fill:#f2f2f2;stroke:#767676}.skip{stroke-dasharray:4 4}"
)

_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z" fill="#767676"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its upper left corner."""

    name: str
    x: int
    y: int


def draw(procedure: Procedure, people: dict[str, str], language: Literal["ja", "en"]) -> str:
    """The drawing of a procedure.

    Args:
        people: what each actor is called, in the drawing's language.
    """
    boxes = {box.name: box for box in _place(procedure)}
    width = max(box.x for box in boxes.values()) + WIDTH + MARGIN
    height = max(box.y for box in boxes.values()) + HEIGHT + MARGIN
    title = escape(procedure.title.ja if language == "ja" else procedure.title.en)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">',
        f"<title>{title}</title><style>{_STYLE}</style>",
        _TIP,
        *_lines(procedure, boxes, language),
        *(_box(boxes[name], procedure.steps.get(name), people, language) for name in boxes),
        "</svg>",
    ]
    return "\n".join(parts)


def _place(procedure: Procedure) -> Iterator[Placed]:
    """Rows by the longest way from the start without going round; the end last."""
    rows: dict[str, int] = {procedure.start: 0}
    for _ in range(len(procedure.steps)):
        for name, step in procedure.steps.items():
            if name in rows:
                for after in _after(step):
                    if after not in (END, name) and not _leads_back(procedure, after, name):
                        rows[after] = max(rows.get(after, 0), rows[name] + 1)
    for name in procedure.steps:
        rows.setdefault(name, 0)
    rows[END] = max(rows.values()) + 1
    columns: dict[int, int] = {}
    for name, row in sorted(rows.items(), key=lambda item: (item[1], list(rows).index(item[0]))):
        column = columns.get(row, 0)
        columns[row] = column + 1
        yield Placed(name, MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y))


def _leads_back(procedure: Procedure, start: str, goal: str) -> bool:
    seen: set[str] = set()
    stack = [start]
    while stack:
        at = stack.pop()
        if at == goal:
            return True
        if at not in seen and at in procedure.steps:
            seen.add(at)
            stack.extend(_after(procedure.steps[at]))
    return False


def _after(step: Step) -> list[str]:
    named = [name for outcome in step.outcomes for name in outcome.then]
    return named + ([step.otherwise] if step.otherwise else [])


def _lines(procedure: Procedure, boxes: dict[str, Placed], language: str) -> Iterator[str]:
    for name, step in procedure.steps.items():
        count = len(step.outcomes)
        for number, outcome in enumerate(step.outcomes, start=1):
            said = outcome.title.ja if language == "ja" else outcome.title.en
            for after in outcome.then:
                yield _line(boxes[name], boxes[after], number / (count + 1), said, "line")
        if step.otherwise:
            yield _line(boxes[name], boxes[step.otherwise], 0.9, "", "line skip")


def _line(source: Placed, target: Placed, share: float, said: str, kind: str) -> str:
    x1, y1 = source.x + round(WIDTH * share), source.y + HEIGHT
    x2, y2 = target.x + WIDTH // 2, target.y
    if target.y <= source.y:  # back to an earlier step: round the side
        side = source.x - 14
        path = f"M{source.x} {source.y + 20}H{side}V{target.y + HEIGHT // 2}H{target.x}"
    else:
        bend = y1 + GAP_Y // 2
        path = f"M{x1} {y1}C{x1} {bend} {x2} {y2 - GAP_Y // 2} {x2} {y2}"
    text = f'<text class="label" x="{x1 + 4}" y="{y1 + 14}">{escape(said)}</text>' if said else ""
    return f'<path class="{kind}" d="{path}" marker-end="url(#tip)"/>{text}'


def _box(at: Placed, step: Step | None, people: dict[str, str], language: str) -> str:
    if step is None:
        return (
            f'<rect class="end" x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT // 2}" rx="18"/>'
            f'<text x="{at.x + WIDTH // 2}" y="{at.y + 24}" text-anchor="middle">{_CLOSED[language]}</text>'
        )
    title = step.title.ja if language == "ja" else step.title.en
    actor = people.get(step.actor, step.actor)
    clause = step.clauses[0] if step.clauses else ""
    dashed = " skip" if step.guarded else ""
    return (
        f'<rect class="box{dashed}" x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text x="{at.x + 12}" y="{at.y + 22}">{escape(_fit(title, language))}</text>'
        f'<text class="actor" x="{at.x + 12}" y="{at.y + 42}">{escape(_fit(actor, language))}</text>'
        f'<text class="actor" x="{at.x + 12}" y="{at.y + 60}">{escape(clause)}</text>'
    )


def _fit(text: str, language: str) -> str:
    """Cut to what fits into a box; the whole text stands in the list beside the drawing."""
    room = 15 if language == "ja" else 30
    return text if len(text) <= room else text[: room - 1] + "…"
