"""What stands after the main provision: supplementary provisions, tables, forms, annexes, the footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kitei.regulations.importing.finding.landmarks import Appendix, Supplement, is_footer
from kitei.regulations.importing.finding.plan import Plan, Region
from kitei.regulations.importing.model import Block, Doubt, Grid, Kind, Line, Node
from kitei.regulations.importing.structure.drafts import Draft
from kitei.regulations.importing.structure.front import policy_part, slug_of
from kitei.regulations.importing.structure.main import Articles
from kitei.regulations.importing.structure.outline import Outline
from kitei.regulations.importing.wording.folding import squeeze

_NAMED = re.compile(r"「(?P<title>[^「」]{4,40})」 ?[(（] ?別 ?紙(?: ?第)? ?(?P<n>[0-9０-９]{1,2}) ?号? ?[)）]")


def back(
    blocks: Sequence[Block], plan: Plan, articles: Articles, wording: str, *, policy: bool
) -> tuple[list[Node], list[Doubt]]:
    """The nodes after the main provision, and what is doubtful about them; `wording` is that of the main provision."""
    nodes: list[Node] = []
    count = 0
    regions, doubts = restored(blocks, plan.regions, wording)
    for region in regions:
        if isinstance(region.head, Supplement):
            count += 1
            nodes.append(_supplement(blocks, region, count, articles))
            if region.unmarked:
                line = blocks[region.head.at].number
                doubts.append(
                    Doubt(
                        line,
                        "supplement_unmarked",
                        "「附則」の見出しがないまま条番号が第１条に戻っています",
                        "counting begins anew at Article 1 without a heading 附則",
                    )
                )
        else:
            nodes.append(_appendix(blocks, region.head, region.end))
    if plan.footer < len(blocks):
        nodes.append(_footer(blocks, plan.footer, policy=policy))
    return _numbered(nodes), doubts


def _supplement(blocks: Sequence[Block], region: Region, count: int, articles: Articles) -> Node:
    head = region.head
    draft = Draft(Kind.SUPPLEMENTARY, str(count), getattr(head, "label", ""), getattr(head, "note", ""))
    line = blocks[head.at]
    draft.touch(line.number)
    if not region.articles:
        body = head.body if isinstance(head, Supplement) else 0
        first = (
            Line(line.text[body:].strip(), line.number) if isinstance(line, Line) and line.text[body:].strip() else None
        )
        return articles.body(draft, head.at + 1, region.end, first)
    before = () if region.unmarked else tuple(blocks[head.at + 1 : region.articles[0].start])
    node = articles.body(draft, 0, 0)
    children = [each for placed in region.articles for each in articles.article(placed)]
    text = "\n".join(block.text for block in before if isinstance(block, Line))
    return replace(node, text=text, children=tuple(children), lines=(line.number, children[-1].lines[1]))


def _appendix(blocks: Sequence[Block], head: Appendix, end: int) -> Node:
    draft = Draft(head.kind, head.number, head.label, " ".join(part for part in (head.remark, head.title) if part))
    draft.touch(blocks[head.at].number)
    inside = _gridded(blocks[head.at + 1 : end])
    if head.kind is Kind.TABLE:
        outline = Outline(draft, numbered=False, kinds=(Kind.ITEM, Kind.SUBITEM))
        outline.feed(inside)
    else:
        for block in inside:
            if isinstance(block, Grid):
                draft.grids.append(block.rows)
                draft.touch(block.number)
            else:
                draft.add(block)
    return draft.freeze()


def _gridded(blocks: Sequence[Block]) -> list[Block]:
    """Lines with tabs are rows of a table that was copied as text."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and "\t" in block.text:
            row = tuple(cell.strip() for cell in block.text.split("\t"))
            last = found[-1] if found else None
            if isinstance(last, Grid):
                found[-1] = Grid((*last.rows, row), last.number, last.page)
            else:
                found.append(Grid((row,), block.number, block.page))
        else:
            found.append(block)
    return found


def _footer(blocks: Sequence[Block], at: int, *, policy: bool) -> Node:
    lines = [block for block in blocks[at:] if isinstance(block, Line)]
    if policy and not is_footer(Line("", 0)) and slug_of(lines[0].text, 0) == "contact":
        return policy_part("contact", lines[0], ()) if len(lines) == 1 else _contact(lines)
    children = tuple(
        Node(kind=Kind.FOOTER, number=str(place), text=line.text, lines=(line.number, line.number))
        for place, line in enumerate(lines, 1)
    )
    return Node(kind=Kind.FOOTER, children=children, lines=(lines[0].number, lines[-1].number))


def _contact(lines: Sequence[Line]) -> Node:
    text = "\n".join(line.text for line in lines[1:])
    return Node(
        kind=Kind.POLICY, number="contact", caption=lines[0].text, text=text, lines=(lines[0].number, lines[-1].number)
    )


def _numbered(nodes: list[Node]) -> list[Node]:
    """Appendices without a number are counted; a table that stands alone is number 1."""
    seen: dict[Kind, set[str]] = {}
    result = []
    for node in nodes:
        if node.kind not in {Kind.TABLE, Kind.FORM, Kind.ANNEX}:
            result.append(node)
            continue
        taken = seen.setdefault(node.kind, set())
        number = node.number or str(len(taken) + 1)
        taken.add(number)
        result.append(replace(node, number=number))
    return result


def restored(blocks: Sequence[Block], regions: Sequence[Region], wording: str) -> tuple[list[Region], list[Doubt]]:
    """Regions with the annexes that lost their heading.

    The provisions name their annexes: 「…の確認表」（別紙2）. Where such a title stands inside another appendix and no
    annex of that number was found, the heading was lost and is restored.
    """
    names: dict[str, str] = {}
    for found in _NAMED.finditer(wording):
        names.setdefault(squeeze(found["title"]), str(int(squeeze(found["n"]))))  # a later, different number is a slip
    present = {
        region.head.number for region in regions if isinstance(region.head, Appendix) and region.head.kind is Kind.ANNEX
    }
    missing = {title: number for title, number in names.items() if number not in present}
    result: list[Region] = []
    doubts: list[Doubt] = []
    for region in regions:
        heads = _lost_heads(blocks, region, missing) if isinstance(region.head, Appendix) else []
        ends = [*(head.at for head in heads), region.end]
        result.append(replace(region, end=ends[0]))
        for head, end in zip(heads, ends[1:], strict=True):
            result.append(Region(head, end))
            doubts.append(_restored(blocks[head.at].number, head.number))
    return result, doubts


def _restored(line: int, number: str) -> Doubt:
    return Doubt(
        line,
        "annex_heading_restored",
        f"別紙{number}の見出しがないため、本文の引用から補いました",
        f"annex {number} has no heading; it was restored from the provision that names it",
    )


def _lost_heads(blocks: Sequence[Block], region: Region, missing: dict[str, str]) -> list[Appendix]:
    heads: list[Appendix] = []
    for at in range(region.head.at + 1, region.end):
        block = blocks[at]
        number = missing.pop(squeeze(block.text), "") if isinstance(block, Line) else ""
        if number and isinstance(block, Line):
            heads.append(Appendix(at, Kind.ANNEX, "annex", number, "", "", block.text))
    return heads
