"""The main provision as a tree: divisions, articles, paragraphs, items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kitei.regulations.importing.finding.headings import Division, Key
from kitei.regulations.importing.finding.landmarks import text_at
from kitei.regulations.importing.finding.markers import is_deleted
from kitei.regulations.importing.finding.plan import Placed, Plan
from kitei.regulations.importing.model import Block, Doubt, Kind, Line, Node
from kitei.regulations.importing.structure.drafts import Draft
from kitei.regulations.importing.structure.outline import Outline
from kitei.regulations.importing.structure.unnumbered import UnnumberedOutline

_LONGEST_TITLE = 30


class Articles:
    """Builds articles from a plan; remembers doubts and how many list numbers were found.

    Args:
        blocks: the document.
        plan: its plan.
        unnumbered: whether paragraphs and items print no numbers (copies of statutes that lost them).
    """

    def __init__(self, blocks: Sequence[Block], plan: Plan, *, unnumbered: bool = False) -> None:
        self._blocks, self._plan, self._unnumbered = blocks, plan, unnumbered
        self.doubts: list[Doubt] = []
        self.accepted = 0
        self.lines = 0

    def main(self) -> tuple[Node, ...]:
        """The main provision: divisions with the articles in them, or articles alone."""
        entries: list[Division | Placed] = [*self._plan.divisions, *self._plan.articles]
        entries.sort(key=lambda entry: entry.at if isinstance(entry, Division) else entry.start)
        root: list[Node] = []
        stack: list[tuple[int, Node, list[Node]]] = []
        for entry in entries:
            if isinstance(entry, Division):
                while stack and stack[-1][0] >= entry.level:
                    _close(stack, root)
                stack.append((entry.level, self._division(entry), []))
            else:
                (stack[-1][2] if stack else root).extend(self.article(entry))
        while stack:
            _close(stack, root)
        return tuple(root)

    def _division(self, found: Division) -> Node:
        title = found.title or self._title_below(found.at)
        number = f"{found.number}-{found.branch}" if found.branch else str(found.number)
        line = self._blocks[found.at].number
        return Node(kind=Kind(found.kind), number=number, label=found.label, caption=title, lines=(line, line))

    def _title_below(self, at: int) -> str:
        below = text_at(self._blocks, at + 1)
        inside = any(each.start <= at + 1 < each.end for each in self._plan.articles)
        return below.text if below is not None and not inside and len(below.text) <= _LONGEST_TITLE else ""

    def article(self, placed: Placed) -> list[Node]:
        """The article; several where a range of articles was deleted."""
        heading = placed.heading
        line = self._blocks[heading.at]
        assert isinstance(line, Line)  # noqa: S101 (a heading is found on lines only)
        start = max(placed.caption.body, heading.body)
        draft = Draft(Kind.ARTICLE, _piece(heading.key), heading.label, placed.caption.text)
        draft.touch(self._blocks[placed.start].number)
        draft.touch(line.number)
        rest = line.text[start:].strip()
        if is_deleted(Line(rest, 0).folded):
            return _deleted(draft.freeze(), heading.key, heading.until)
        outline = self._outline(draft)
        if rest:
            outline.line(Line(rest, line.number, line.page, gap=False, full=line.full))
        outline.feed(self._blocks[at] for at in range(heading.at + 1, placed.end) if at not in self._plan.skipped)
        self._take(outline, placed.end - heading.at)
        return [_settled(draft.freeze())]

    def body(self, draft: Draft, start: int, end: int, first: Line | None = None) -> Node:
        """A node without articles (a supplementary provision), from its lines."""
        outline = self._outline(draft)
        if first is not None:
            outline.line(first)
        outline.feed(self._blocks[start:end])
        self._take(outline, 0)
        return _settled(draft.freeze())

    def _outline(self, draft: Draft) -> Outline | UnnumberedOutline:
        return UnnumberedOutline(draft) if self._unnumbered else Outline(draft)

    def _take(self, outline: Outline | UnnumberedOutline, lines: int) -> None:
        self.doubts += outline.doubts
        self.accepted += outline.accepted
        self.lines += lines


def _close(stack: list[tuple[int, Node, list[Node]]], root: list[Node]) -> None:
    _, node, children = stack.pop()
    (stack[-1][2] if stack else root).append(node.with_children(tuple(children)))


def _piece(key: Key) -> str:
    return "-".join(map(str, key))


def _deleted(node: Node, key: Key, until: Key) -> list[Node]:
    """第3条から第5条まで 削除 stands for three deleted articles."""
    gone = replace(node, deleted=True, children=(), text="", caption="")
    if len(key) != 1 or len(until) != 1 or until <= key:
        return [gone] if until == key else [gone, replace(gone, number=_piece(until), label="")]
    return [
        replace(gone, number=str(number), label=node.label if number == key[0] else "")
        for number in range(key[0], until[0] + 1)
    ]


def _settled(node: Node) -> Node:
    """Without an empty first paragraph; an article that says only 削除 is deleted."""
    children = node.children
    if len(children) == 1 and children[0].deleted and not children[0].children:
        return replace(node, children=(), deleted=True, text="")
    if len(children) > 1 and children[0] == Node(kind=Kind.PARAGRAPH, number="1"):
        children = children[1:]
    return replace(node, children=children)
