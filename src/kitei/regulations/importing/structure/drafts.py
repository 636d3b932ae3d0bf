"""A node while it is being filled, and the joining of its lines once it is full."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kitei.regulations.importing.finding.markers import is_deleted
from kitei.regulations.importing.model import APPENDICES, Cells, Kind, Line, Node
from kitei.regulations.importing.wording.folding import width
from kitei.regulations.importing.wording.joining import ends_sentence, join, runs_on, without_stray_spaces

SAME_PARAGRAPH = re.compile(r"(?:ただし|但し|この場合|その場合|なお)")
_BULLET = re.compile(r"[・●○■□◆◇▪•] ?(?=\S)")
_SHORT = 44  # columns: a first line shorter than this, with a gap below, is a heading of its own


@dataclass(slots=True)
class Draft:
    """A node being filled; the attributes are those of `Node`, the wording still in lines."""

    kind: Kind
    number: str = ""
    label: str = ""
    caption: str = ""
    lines: list[Line] = field(default_factory=list)
    grids: list[Cells] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)
    deleted: bool = False
    first: int = 0
    last: int = 0

    def add(self, line: Line, start: int = 0) -> None:
        """Take in a line of wording, from `start` on."""
        self.touch(line.number)
        text = line.text[start:].strip()
        if text:
            self.lines.append(Line(text, line.number, line.page, line.gap, line.full))

    def touch(self, number: int) -> None:
        """Note that the node reaches to this line of the source."""
        self.first = self.first or number
        self.last = max(self.last, number)

    @property
    def empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not (self.lines or self.children or self.grids)

    @property
    def last_text(self) -> str:
        """The last line of wording, empty if there is none."""
        return self.lines[-1].text if self.lines else ""

    def freeze(self) -> Node:
        """The finished node."""
        text = self._wording()
        children = tuple(child.freeze() for child in self.children)
        deleted = self.deleted or (is_deleted(text) and not children)
        last = max((self.last, *(child.lines[1] for child in children)))
        return Node(
            kind=self.kind,
            number=self.number,
            label=self.label,
            caption=self.caption,
            text="" if deleted else text,
            grids=tuple(self.grids),
            children=children,
            deleted=deleted,
            lines=(self.first, last),
        )

    def _wording(self) -> str:
        if not self.lines:
            return ""
        if self.kind in APPENDICES:
            return "\n".join(line.text for line in self.lines)
        text = self.lines[0].text
        for before, after in zip(self.lines, self.lines[1:], strict=False):
            text = f"{text}\n{after.text}" if self._breaks(before, after) else join(text, after.text)
        return "\n".join(without_stray_spaces(piece) for piece in text.split("\n"))

    def _breaks(self, before: Line, after: Line) -> bool:
        """Whether a new printed paragraph begins between two lines."""
        if _BULLET.match(after.folded):
            return True
        if ends_sentence(before.text):
            return (after.gap or not before.full) and not SAME_PARAGRAPH.match(after.folded)
        is_heading = (
            before is self.lines[0] and not before.full and width(before.text) < _SHORT and not runs_on(before.text)
        )
        return is_heading and (after.gap or self.kind is Kind.ARTICLE)
