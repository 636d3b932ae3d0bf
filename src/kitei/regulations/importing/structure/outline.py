"""Lists within lists: which line begins a member of which list, told by counting and not by layout.

Open lists stand on a stack. A number that continues an open list closes whatever is deeper; a number that begins a list
opens it below the member that is open. So (1) above ① and ① above (1) both come out as drafted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kitei.regulations.importing.finding.chain import follows
from kitei.regulations.importing.finding.markers import Marker, markers
from kitei.regulations.importing.model import Block, Doubt, Grid, Kind, Line
from kitei.regulations.importing.structure.drafts import SAME_PARAGRAPH, Draft
from kitei.regulations.importing.wording.joining import ends_sentence, runs_on

_PLAIN = frozenset({"arabic", "dotted", "comma", "half_paren"})
_BARE = frozenset({"arabic", "kanji", "kana", "iroha", "latin", "upper_latin"})
_PARAGRAPHS = _PLAIN | {"circled", "paren_arabic", "kanji"}
_SKIPPED = 3  # the most numbers that may be missing in a list
_LEADS_IN = re.compile(r"次の|次に|以下の|下記|左記|とおり|通り|各号")
_CAPTION = re.compile(r"\([^()]{1,30}\)")
_SENTENCE = re.compile(r"(?:[はが]、|の規定|。$)")
_LEADING = 60  # how far from its end a text announces a list


@dataclass(slots=True)
class _Open:
    """An open member of a list."""

    draft: Draft
    system: str
    place: tuple[int, int]


@dataclass(slots=True)
class Outline:
    """Fills one node (an article, a supplementary provision, a table, a whole notice) from its lines.

    Attributes:
        root: the node.
        numbered: whether its first level is paragraphs, the first of which prints no number.
        kinds: the kinds of the levels, outermost first; the last one serves for everything deeper.
    """

    root: Draft
    numbered: bool = True
    kinds: tuple[Kind, ...] = (Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM)
    doubts: list[Doubt] = field(default_factory=list)
    accepted: int = 0
    _stack: list[_Open] = field(default_factory=list)
    _last: Line | None = None
    _caption: Line | None = None

    def __post_init__(self) -> None:
        if self.numbered:
            first = Draft(Kind.PARAGRAPH, "1")
            self.root.children.append(first)
            self._stack.append(_Open(first, "", (1, 0)))

    @property
    def _current(self) -> Draft:
        return self._stack[-1].draft if self._stack else self.root

    def feed(self, blocks: Iterable[Block]) -> None:
        """Take in blocks in the order of the document."""
        for block in blocks:
            if isinstance(block, Grid):
                self._current.grids.append(block.rows)
                self._current.touch(block.number)
            else:
                self.line(block)
        self._say_caption()

    def line(self, line: Line) -> None:
        """Take in one line: a member of a list, the caption of the next paragraph, or more of what was being said."""
        if self.numbered and _CAPTION.fullmatch(line.folded) and not markers(line) and self._caption is None:
            self._caption = line
            return
        marker = self._chosen(markers(line), line)
        if marker is None:
            self._say_caption()
            self._say(line)
        else:
            self.accepted += 1
            self._set_caption()
            self._current.add(line, marker.body)
            self._nested(line, marker)
        self._last = line

    def _set_caption(self) -> None:
        """A line in brackets above a paragraph is its caption; above anything else it is wording."""
        if self._caption is not None and len(self._stack) == 1:
            self._current.caption = self._caption.text[1:-1].strip()
            self._caption = None
        elif self._caption is not None and len(self._stack) > 1:
            self._stack[-2].draft.add(self._caption)
            self._caption = None

    def _say_caption(self) -> None:
        if self._caption is not None:
            line, self._caption = self._caption, None
            self._say(line)

    def _nested(self, line: Line, marker: Marker) -> None:
        """A member that begins with a member of a deeper list: 「4 (1) …」."""
        rest = line.text[marker.body :]
        inner = markers(Line(rest, line.number, line.page, gap=False, full=line.full)) if rest else ()
        deeper = [
            each for each in inner if each.value == 1 and each.spaced and each.system not in {marker.system, *_BARE}
        ]
        if deeper and not any(each.system == deeper[0].system for each in self._stack):
            self._current.lines.pop()
            self._open(deeper[0], line)
            self._current.add(line, marker.body + deeper[0].body)

    def _say(self, line: Line) -> None:
        target = self._current
        depth = len(self._stack)
        if SAME_PARAGRAPH.match(line.folded) and target.lines and not runs_on(target.last_text):
            while depth > 1 and not ends_sentence(self._stack[depth - 1].draft.last_text):
                depth -= 1
            target = self._stack[depth - 1].draft if depth else self.root
        target.add(line)

    def _chosen(self, found: tuple[Marker, ...], line: Line) -> Marker | None:
        """The number that the line begins with, the list it belongs to already opened or gone on with."""
        if not found:
            return None
        for accept in (self._continues, self._second_paragraph, self._first_paragraph, self._begins, self._skips):
            for marker in found:
                if accept(marker, line):
                    return marker
        if any(marker.spaced and marker.value > 1 and marker.system not in _BARE for marker in found):
            self._doubt(
                line,
                "number_out_of_order",
                f"番号「{found[0].label}」は前の番号に続きません",
                f"the number `{found[0].label}` does not follow the one before",
            )
        return None

    def _continues(self, marker: Marker, line: Line) -> bool:
        if self._quoted(marker, line):
            return False
        for exact in (True, False):
            for depth in range(len(self._stack) - 1, -1, -1):
                member = self._stack[depth]
                same = member.system == marker.system if exact else {member.system, marker.system} <= _PLAIN
                if same and follows(_key(member.place), _key(marker.place)):
                    self._go_on(depth, marker, line)
                    return True
        return False

    def _second_paragraph(self, marker: Marker, line: Line) -> bool:
        """A 2 where no list is open: the first paragraph printed no number."""
        if not self.numbered or marker.place != (2, 0) or marker.system not in _PARAGRAPHS:
            return False
        first = self._stack[0]
        if first.system or first.draft.empty or self._quoted(marker, line):
            return False
        if (
            marker.system not in _PLAIN
            and any(each.system == marker.system for each in self._stack)
            and not _speaks(line)
        ):
            return False
        first.system = marker.system
        self._go_on(0, marker, line)
        return True

    def _first_paragraph(self, marker: Marker, line: Line) -> bool:
        """A 1 where nothing was said yet: the first paragraph prints its number."""
        if not self.numbered or marker.place != (1, 0) or marker.system not in _PLAIN | {"circled"}:
            return False
        first = self._stack[0]
        if len(self._stack) > 1 or len(self.root.children) > 1 or not first.draft.empty or first.system:
            return False
        first.system, first.draft.label = marker.system, marker.label
        first.draft.touch(line.number)
        return True

    def _begins(self, marker: Marker, line: Line) -> bool:
        if marker.place != (1, 0) or self._quoted(marker, line) or (marker.system in _BARE and not marker.spaced):
            return False
        if any(member.system == marker.system for member in self._stack) and not self._led_in():
            return False
        self._open(marker, line)
        return True

    def _skips(self, marker: Marker, line: Line) -> bool:
        """A number or two are missing: a slip of the text, or of the reader."""
        if not marker.spaced and marker.system in _BARE:
            return False
        if self._quoted(marker, line) or runs_on(self._tail):
            return False
        for depth in range(len(self._stack) - 1, -1, -1):
            member = self._stack[depth]
            if member.system == marker.system and 0 < marker.value - member.place[0] <= _SKIPPED:
                self._doubt(
                    line,
                    "number_missing",
                    f"「{marker.label}」の前の番号がありません",
                    f"a number is missing before `{marker.label}`",
                )
                self._go_on(depth, marker, line)
                return True
        return False

    def _quoted(self, marker: Marker, line: Line) -> bool:
        """A bare number where the line above stops in the middle of a sentence is part of that sentence."""
        if marker.system not in _BARE or self._last is None:
            return False
        return runs_on(self._tail) or (
            not marker.spaced and not line.gap and self._last.full and not ends_sentence(self._last.text)
        )

    @property
    def _tail(self) -> str:
        """How the text so far ends; two lines of it, for a line may hold a single letter."""
        return "".join(line.text for line in self._current.lines[-2:])

    def _led_in(self) -> bool:
        return bool(_LEADS_IN.search(self._current.last_text[-_LEADING:]))

    def _go_on(self, depth: int, marker: Marker, line: Line) -> None:
        system = self._stack[depth].system or marker.system
        del self._stack[depth:]
        self._append(depth, marker, line, system)

    def _open(self, marker: Marker, line: Line) -> None:
        self._append(len(self._stack), marker, line, marker.system)

    def _append(self, depth: int, marker: Marker, line: Line, system: str) -> None:
        parent = self._stack[depth - 1].draft if depth else self.root
        draft = Draft(self.kinds[min(depth, len(self.kinds) - 1)], marker.piece, marker.label)
        draft.touch(line.number)
        parent.children.append(draft)
        self._stack.append(_Open(draft, system, marker.place))

    def _doubt(self, line: Line, code: str, ja: str, en: str) -> None:
        self.doubts.append(Doubt(line.number, code, ja, en))


def _speaks(line: Line) -> bool:
    """Whether the line reads like the beginning of a sentence: a paragraph does, most items do not."""
    return bool(_SENTENCE.search(line.folded))


def _key(place: tuple[int, int]) -> tuple[int, ...]:
    return place if place[1] else place[:1]
