"""Which of the candidate headings are articles: the sequence that reads best as counting.

A line broken in the middle of 「…は、／第6条第2項各号に…」 begins with a number, too. One number alone proves nothing;
the sequence does. Every candidate has a weight (how much it looks like a heading); going from one to the next costs the
more the less it looks like counting. The sequence of the greatest sum is found by dynamic programming.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kitei.regulations.importing.finding.headings import Heading, Key

NEXT: Final = 1.0  # from 第5条 to 第6条, 第5条の2
GAP, GAP_EACH, GAP_MOST = -1.0, -0.4, -6.0  # a number left out
AGAIN: Final = -3.0  # back to 第1条 without 附則 between: an unmarked supplementary provision
BACK: Final = -25.0  # back to any other number: nearly always a quotation
LATE_EACH, LATE_MOST = -0.5, -4.0  # a sequence that does not begin with 1
WINDOW: Final = 60  # how many earlier candidates may precede one


def choose(headings: Sequence[Heading], restarts: Sequence[int]) -> list[Heading]:
    """The headings that are articles, in order.

    Args:
        headings: candidates in the order of the document.
        restarts: indexes of the lines where counting may begin anew (附則).
    """
    headings = [each for each in headings if each.weight > 0 or _could_matter(each)]
    segments = _segments(headings, restarts)
    best: list[float] = []
    previous: list[int] = []
    for place, heading in enumerate(headings):
        score, origin = _begin(heading), -1
        for other in range(max(0, place - WINDOW), place):
            step = _step(headings[other], heading, same=segments[other] == segments[place])
            if best[other] + step > score:
                score, origin = best[other] + step, other
        best.append(score + heading.weight)
        previous.append(origin)
    if not best:
        return []
    place = max(range(len(best)), key=best.__getitem__)
    chosen = []
    while place >= 0:
        chosen.append(headings[place])
        place = previous[place]
    return chosen[::-1]


def _could_matter(heading: Heading) -> bool:
    return heading.weight > -5.0


def _segments(headings: Sequence[Heading], restarts: Sequence[int]) -> list[int]:
    return [sum(1 for at in restarts if at < heading.at) for heading in headings]


def _begin(heading: Heading) -> float:
    return max(LATE_MOST, LATE_EACH * (heading.key[0] - 1))


def _step(before: Heading, after: Heading, *, same: bool) -> float:
    if not same:
        return _begin(after)
    if follows(before.until, after.key):
        return NEXT
    if after.key > before.until:
        gap = after.key[0] - before.until[0]
        return max(GAP_MOST, GAP + GAP_EACH * gap)
    return AGAIN if after.key == (1,) else BACK


def follows(before: Key, after: Key) -> bool:
    """Whether counting goes from one to the other: 5 → 6, 5 → 5の2, 5の2 → 5の3, 5の2 → 6, 5の2 → 5の2の2."""
    if after == (*before, 2):
        return True
    depth = len(after)
    return depth <= len(before) and after[:-1] == before[: depth - 1] and after[-1] == before[depth - 1] + 1
