"""Paragraphs and items of a text that lost their numbers, as copies of statutes do.

What is announced by 次に掲げる or 次の各号 and does not read like a sentence is an item; all else is a paragraph.
The numbers are inferred, and the caller says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kitei.regulations.importing.model import Block, Doubt, Grid, Kind, Line
from kitei.regulations.importing.structure.drafts import SAME_PARAGRAPH, Draft

_LEADS_IN = re.compile(r"次の(?:各号|とおり|表|いずれ|事項|場合|[一-鿿]{1,6}事項)|次に掲げ|次に定め|次の各")
_PAIRED = re.compile(r"当該各号に(?:定める|掲げる)")
_LIKEWISE = re.compile(r"(?:も|についても)、?同様とする。$")
_REMARK = re.compile(r"[((][^()()]*[))]")
_ITEM_END = re.compile(r"(?:とき|こと|もの|場合|者|旨|事項|方法|措置|額|日|情報|事態|除く|含む|限る|同じ)[))]*。?$")
_PREDICATE = re.compile(
    r"(?:する|ない|できる|いう|ある|なる|れる|られる|る|とする|よる|負う|行う|い|す|く|う|つ|ぬ|ぶ|む|ん)。$"
)


@dataclass(slots=True)
class UnnumberedOutline:
    """Fills an article from lines, each of which is a whole printed paragraph."""

    root: Draft
    doubts: list[Doubt] = field(default_factory=list)
    accepted: int = 0
    _paragraph: Draft | None = None
    _item: Draft | None = None
    _listing: bool = False
    _paired: bool = False

    def feed(self, blocks: Iterable[Block]) -> None:
        """Take in blocks in the order of the document."""
        for block in blocks:
            if isinstance(block, Grid):
                (self._item or self._paragraph or self.root).grids.append(block.rows)
            else:
                self.line(block)

    def line(self, line: Line) -> None:
        """Take in one printed paragraph."""
        if self._paragraph is not None and _goes_on(line):
            self._paragraph.add(replace(line, gap=True))
            self._announce(line)
        elif self._paragraph is None or not self._listing or (_sentence(line) and not self._answer(line)):
            self._begin_paragraph(line)
        elif self._answer(line) and self._item is not None:
            self._item.add(replace(line, gap=True))
        else:
            self._begin_item(line)

    def _answer(self, line: Line) -> bool:
        """Whether the line is the second half of a pair 「第一号に該当する情報／次の措置」."""
        return self._paired and self._item is not None and len(self._item.lines) == 1 and line.folded.endswith("。")

    def _begin_paragraph(self, line: Line) -> None:
        draft = Draft(Kind.PARAGRAPH, str(len(self.root.children) + 1))
        draft.add(line)
        self.root.children.append(draft)
        self._paragraph, self._item = draft, None
        self._listing = False
        self._announce(line)

    def _announce(self, line: Line) -> None:
        self._listing = self._listing or bool(_LEADS_IN.search(line.folded))
        self._paired = bool(_PAIRED.search(line.folded))

    def _begin_item(self, line: Line) -> None:
        paragraph = self._paragraph or self.root
        draft = Draft(Kind.ITEM, str(len(paragraph.children) + 1))
        draft.add(line)
        paragraph.children.append(draft)
        self._item = draft


def _goes_on(line: Line) -> bool:
    """Whether the line is a further sentence of the paragraph: such copies print each sentence on its own line."""
    return line.folded.endswith("。") and bool(SAME_PARAGRAPH.match(line.folded) or _LIKEWISE.search(line.folded))


def _sentence(line: Line) -> bool:
    """Whether the line reads like a sentence with a predicate, as a paragraph does and an item seldom."""
    if not line.folded.endswith("。"):
        return False
    bare = _REMARK.sub("", line.folded)
    return bool(_PREDICATE.search(bare)) and not _ITEM_END.search(bare)
