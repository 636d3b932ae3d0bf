"""Where the lines of a drawing run: beside the boxes, in lanes that no two lines share where they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_APART = 20
"""Lines that come closer than this, up or down, get lanes of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """From a port of one box to the entry of another, both by their height on the page.

    Attributes:
        target: all lines to one target share its lane.
    """

    target: str
    leaves: float
    enters: float


def lanes(lines: Iterable[Line]) -> Mapping[str, int]:
    """The lane of each target, counted from the boxes outwards; short lines run inside."""
    spans: dict[str, tuple[float, float]] = {}
    for line in lines:
        low, high = spans.get(line.target, (line.enters, line.enters))
        spans[line.target] = (min(low, line.leaves), max(high, line.leaves))
    taken: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for target, span in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        number = next((n for n, others in enumerate(taken) if not _meets(span, others)), len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append(span)
        found[target] = number
    return found


def _meets(span: tuple[float, float], others: list[tuple[float, float]]) -> bool:
    return any(span[0] < high + _APART and low < span[1] + _APART for low, high in others)
