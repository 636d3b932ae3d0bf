"""The plan of a document: which lines are articles, divisions, 附則, appendices, and where each ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kitei.regulations.importing.finding.captions import Caption, captions
from kitei.regulations.importing.finding.chain import choose
from kitei.regulations.importing.finding.headings import Division, Heading, article, division
from kitei.regulations.importing.finding.landmarks import (
    Appendix,
    Supplement,
    appendix,
    contents,
    is_footer,
    supplement,
    text_at,
)
from kitei.regulations.importing.finding.markers import is_deleted, markers
from kitei.regulations.importing.model import Block, Line
from kitei.regulations.importing.wording.joining import runs_on


@dataclass(frozen=True, slots=True)
class Placed:
    """An article: its heading, its caption, and the line where the next thing begins."""

    heading: Heading
    caption: Caption
    start: int  # the first line that belongs to it, caption included
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A supplementary provision or an appendix, from its heading to where the next thing begins."""

    head: Supplement | Appendix
    end: int
    articles: tuple[Placed, ...] = ()
    unmarked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything found.

    Attributes:
        articles: the articles of the main provision.
        regions: supplementary provisions and appendices, in order.
        footer: the line where the footer begins; the number of blocks if there is none.
        skipped: lines of a table of contents.
    """

    articles: tuple[Placed, ...]
    divisions: tuple[Division, ...]
    regions: tuple[Region, ...]
    footer: int
    skipped: frozenset[int]

    @property
    def main_start(self) -> int:
        """The first line of the main provision."""
        return min([self.articles[0].start, *(each.at for each in self.divisions)])


def plan(blocks: Sequence[Block]) -> Plan:
    """Find the articles and everything around them."""
    skipped = contents(blocks)
    lines = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Line) and at not in skipped]
    candidates = _candidates(blocks, lines)
    supplements = [each for at, line in lines if (each := supplement(line, at)) and _alone(blocks, at)]
    appendices = [found for at, line in lines if (found := appendix(line, at)) and _alone(blocks, at)]
    main_end = _main_end(choose(candidates, [each.at for each in supplements]))
    supplements = [head for head in supplements if head.at > main_end]
    appendices = [each for each in appendices if each.at > main_end]
    heads: list[Supplement | Appendix] = [*supplements, *appendices]
    heads.sort(key=lambda head: head.at)
    outside = [each for each in candidates if not _in_appendix(each.at, heads)]
    chosen = choose(outside, [each.at for each in supplements])
    footer = _footer(blocks, heads, chosen)
    return _plan(blocks, chosen, heads, skipped, footer)


def _candidates(blocks: Sequence[Block], lines: Iterable[tuple[int, Line]]) -> list[Heading]:
    found = []
    for at, line in lines:
        if "条" not in line.folded:
            continue
        above = text_at(blocks, at - 1)
        heading = article(line, at, above.folded if above is not None and not line.gap else "")
        if heading is not None:
            found.append(heading)
    return found


def _alone(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line above has come to an end, so that a landmark may stand here."""
    line, above = text_at(blocks, at), text_at(blocks, at - 1)
    return line is None or above is None or line.gap or not runs_on(above.text)


def _main_end(chosen: Sequence[Heading]) -> int:
    """The line of the last article of the main provision: the last before counting begins anew."""
    end = -1
    for place, heading in enumerate(chosen):
        if place and heading.key <= chosen[place - 1].key:
            break
        end = heading.at
    return end


def _in_appendix(at: int, heads: Sequence[Supplement | Appendix]) -> bool:
    above = [head for head in heads if head.at < at]
    return bool(above) and isinstance(above[-1], Appendix)


def _footer(blocks: Sequence[Block], heads: Sequence[Supplement | Appendix], chosen: Sequence[Heading]) -> int:
    """Where the footer begins: below the last provision; forms have no footer, their lines are their own."""
    if heads and isinstance(heads[-1], Appendix):
        return len(blocks)
    start = heads[-1].at if heads else chosen[-1].at if chosen else 0
    for at in range(start + 1, len(blocks)):
        line, above = text_at(blocks, at), text_at(blocks, at - 1)
        if line is None or not is_footer(line) or markers(line):
            continue
        if above is None or not runs_on(above.text):
            return at
    return len(blocks)


def _plan(
    blocks: Sequence[Block],
    chosen: Sequence[Heading],
    heads: Sequence[Supplement | Appendix],
    skipped: frozenset[int],
    footer: int,
) -> Plan:
    found = captions(blocks, chosen, skipped)
    starts = [min([heading.at, *caption.lines]) for heading, caption in zip(chosen, found, strict=True)]
    marks = [*starts, *(head.at for head in heads), footer, len(blocks)]
    divisions = _divisions(blocks, chosen, skipped, min([footer, *(head.at for head in heads)]))
    marks = sorted({*marks, *(each.at for each in divisions)})
    placed = [
        Placed(heading, caption, start, next(mark for mark in marks if mark > heading.at))
        for heading, caption, start in zip(chosen, found, starts, strict=True)
    ]
    main, regions = _regions(placed, heads, footer)
    return Plan(tuple(main), tuple(divisions), tuple(regions), footer, skipped)


def _regions(
    placed: Sequence[Placed], heads: Sequence[Supplement | Appendix], footer: int
) -> tuple[list[Placed], list[Region]]:
    """Articles to where they belong: the main provision, a marked 附則, or one that lost its heading."""
    main: list[Placed] = []
    groups: list[list[Placed]] = []
    for place, each in enumerate(placed):
        marked = any(head.at < each.start for head in heads)
        again = place > 0 and each.heading.key <= placed[place - 1].heading.key
        if marked:
            continue
        if again:
            groups.append([each])
        elif groups:
            groups[-1].append(each)
        else:
            main.append(each)
    regions = [
        Region(Supplement(group[0].start, "", "", 0), group[-1].end, tuple(group), unmarked=True) for group in groups
    ]
    for place, head in enumerate(heads):
        end = heads[place + 1].at if place + 1 < len(heads) else max(footer, head.at + 1)
        inside = tuple(each for each in placed if head.at < each.start < end) if isinstance(head, Supplement) else ()
        regions.append(Region(head, end, inside))
    return main, regions


def _divisions(blocks: Sequence[Block], chosen: Sequence[Heading], skipped: frozenset[int], end: int) -> list[Division]:
    """Chapters and the like. One that holds no article is an entry of a table of contents, or was deleted."""
    found = [
        each
        for at in range(end)
        if at not in skipped
        and (line := text_at(blocks, at)) is not None
        and (each := division(line, at))
        and _alone(blocks, at)
    ]
    kept = []
    for place, each in enumerate(found):
        after = next((other.at for other in found[place + 1 :] if other.level <= each.level), end)
        if is_deleted(each.title) or any(each.at < heading.at < after for heading in chosen):
            kept.append(each)
    return kept
