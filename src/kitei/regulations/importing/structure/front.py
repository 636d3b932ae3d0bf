"""What stands before the first article: title, history, preamble, and a policy if the document begins with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.finding.landmarks import beside_title, is_history, text_at, title_of
from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.model import Block, Grid, Kind, Line, Node
from kitei.regulations.importing.structure.drafts import Draft
from kitei.regulations.importing.structure.outline import Outline
from kitei.regulations.importing.wording.folding import width
from kitei.regulations.importing.wording.joining import ends_sentence, runs_on, sentences

_HEADING_WIDTH = 50
_POLICY = 3  # sentences before the title that make a policy of what stands there
_ROW = re.compile(r"(?P<label>\S(?:\S| (?! ))*?)\s{1,}(?P<text>\S.*)$")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter as nodes, and the title as a text."""

    title: str
    nodes: tuple[Node, ...]
    policy: bool


def front(blocks: Sequence[Block], end: int, skipped: frozenset[int]) -> Front:
    """Read the lines before `end`, where the main provision begins."""
    at = _title_at(blocks, end, skipped)
    if at is None:
        header, preamble = _split(blocks, range(end), skipped)
        return Front("", tuple(_nodes("", (0, 0), header, preamble)), policy=False)
    start, title = _title(blocks, at)
    above = [place for place in range(start) if place not in skipped]
    is_policy = sum(1 for place in above if (line := text_at(blocks, place)) and ends_sentence(line.text)) >= _POLICY
    policy = _policy(blocks, above) if is_policy else []
    header, preamble = _split(blocks, range(at + 1, end), skipped)
    line = text_at(blocks, at)
    beside = beside_title(line) if line else ""
    if beside and line:
        header.insert(0, Line(beside, line.number))
    if not is_policy:
        header = [line for place in above if (line := text_at(blocks, place)) and is_history(line)] + header
    number = blocks[at].number
    return Front(title, (*policy, *_nodes(title, (blocks[start].number, number), header, preamble)), policy=is_policy)


def _title_at(blocks: Sequence[Block], end: int, skipped: frozenset[int]) -> int | None:
    found = [at for at in range(end) if at not in skipped and (line := text_at(blocks, at)) and title_of(line)]
    if not found:
        lines = [
            at
            for at in range(end)
            if at not in skipped and (line := text_at(blocks, at)) and width(line.text) <= _HEADING_WIDTH
        ]
        lines = [at for at in lines if not is_history(blocks[at]) and not ends_sentence(blocks[at].text)]  # type: ignore[arg-type, union-attr]
        return lines[0] if lines and lines[0] < 3 else None
    last = found[-1]
    sentences_below = sum(
        1 for at in range(last + 1, end) if (line := text_at(blocks, at)) and ends_sentence(line.text)
    )
    same_block = [at for at in found if all(_no_sentence(blocks, between) for between in range(at, last))]
    return same_block[0] if sentences_below <= 1 and same_block and _same(blocks, same_block, last) else last


def _same(blocks: Sequence[Block], found: Sequence[int], last: int) -> bool:
    """Whether the last title only repeats an earlier one (a running head, a second printing)."""
    return title_of(blocks[found[0]]) == title_of(blocks[last])  # type: ignore[arg-type]


def _no_sentence(blocks: Sequence[Block], at: int) -> bool:
    line = text_at(blocks, at)
    return line is None or not ends_sentence(line.text)


def _title(blocks: Sequence[Block], at: int) -> tuple[int, str]:
    """The title with the line above it, where it was broken in two."""
    line, above = text_at(blocks, at), text_at(blocks, at - 1)
    title = title_of(line) or line.text if line else ""
    if above is not None and line is not None and not line.gap and not is_history(above) and runs_on(above.text):
        return at - 1, f"{above.text}{title}"
    return at, title


def _split(blocks: Sequence[Block], places: Sequence[int], skipped: frozenset[int]) -> tuple[list[Line], list[Line]]:
    """History lines and the preamble; the preamble begins with the first sentence."""
    header: list[Line] = []
    preamble: list[Line] = []
    for at in places:
        line = text_at(blocks, at)
        if line is None or at in skipped:
            continue
        (preamble if preamble or _is_prose(line) else header).append(line)
    return header, preamble


def _is_prose(line: Line) -> bool:
    return (
        ends_sentence(line.text) or (width(line.text) > _HEADING_WIDTH and runs_on(line.text))
    ) and not re.fullmatch(r"[(\[].*[)\]]", line.folded)


def _nodes(title: str, at: tuple[int, int], header: Sequence[Line], preamble: Sequence[Line]) -> list[Node]:
    nodes = [Node(kind=Kind.TITLE, text=title, lines=at)] if title else []
    if header:
        nodes.append(
            Node(
                kind=Kind.HEADER,
                text="\n".join(line.text for line in header),
                lines=(header[0].number, header[-1].number),
            )
        )
    if preamble:
        nodes.append(preamble_of(preamble))
    return nodes


def preamble_of(lines: Sequence[Line]) -> Node:
    """The preamble, its lines joined."""
    draft = Draft(Kind.PREAMBLE)
    for line in lines:
        draft.add(line)
    return draft.freeze()


@cache
def _slugs() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), slug) for pattern, slug in table("headings")["policy_slugs"])


def slug_of(heading: str, place: int) -> str:
    """The name of a part of a policy in clause ids, from its heading."""
    return next((slug for pattern, slug in _slugs() if pattern.search(heading)), str(place))


def _policy(blocks: Sequence[Block], places: Sequence[int]) -> list[Node]:
    """A policy: what stands above its first heading, and its parts."""
    heads = [at for at in places if _is_heading(blocks, at)]
    first = next((at for at in heads[1:] if at > heads[0]), None) if heads else None
    if first is None:
        return [_head([blocks[at] for at in places])]
    nodes = [_head([blocks[at] for at in places if at < first])]
    marks = [at for at in heads if at >= first]
    used: dict[str, int] = {"head": 1}
    for place, at in enumerate(marks):
        below = [
            blocks[each] for each in places if at < each < (marks[place + 1] if place + 1 < len(marks) else len(blocks))
        ]
        heading = text_at(blocks, at)
        slug = slug_of(heading.text if heading else "", place + 1)
        used[slug] = used.get(slug, 0) + 1
        number = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
        nodes.append(policy_part(number, heading, below))
    return nodes


def _is_heading(blocks: Sequence[Block], at: int) -> bool:
    line, below = text_at(blocks, at), text_at(blocks, at + 1)
    if line is None or markers(line) or is_history(line) or width(line.text) > _HEADING_WIDTH:
        return False
    alone = line.gap and (below is None or below.gap)
    return alone and not ends_sentence(line.text) and "  " not in line.folded and not runs_on(line.text)


def _head(blocks: Sequence[Block]) -> Node:
    lines = [block for block in blocks if isinstance(block, Line)]
    reach = (lines[0].number, lines[-1].number) if lines else (0, 0)
    return Node(kind=Kind.POLICY, number="head", text="\n".join(line.text for line in lines), lines=reach)


def policy_part(number: str, heading: Line | None, blocks: Sequence[Block]) -> Node:
    """A part of a policy: a numbered list, or a lead and one row for each class of persons."""
    draft = Draft(Kind.POLICY, number, caption=heading.text if heading else "")
    if heading is not None:
        draft.touch(heading.number)
    outline = Outline(draft, numbered=False, kinds=(Kind.ITEM, Kind.SUBITEM))
    outline.feed(blocks)
    if draft.children or not blocks:
        return draft.freeze()
    return _rows(draft, blocks)


def _rows(draft: Draft, blocks: Sequence[Block]) -> Node:
    draft.lines, draft.grids = [], []
    rows = [(block.number, tuple(row)) for block in blocks if isinstance(block, Grid) for row in block.rows]
    for block in blocks:
        if isinstance(block, Line):
            found = _ROW.match(block.text) if draft.lines else None
            if found is None and not rows:
                draft.add(block)
            elif found is not None:
                rows.append((block.number, (found["label"], found["text"])))
    children = [
        Draft(
            Kind.ITEM,
            str(place),
            caption=row[0].strip(),
            lines=[Line(" ".join(row[1:]).strip(), number)],
            first=number,
            last=number,
        )
        for place, (number, row) in enumerate(rows, 1)
    ]
    draft.children = children
    return draft.freeze()


def sentence_count(text: str) -> int:
    """How many sentences a text has."""
    return len(sentences(text))
