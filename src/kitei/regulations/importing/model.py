"""What passes between the rooms of the importer: lines and grids in, a tree of nodes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kitei.regulations.importing.wording.folding import fold


class Kind(StrEnum):
    """What a node is; the words are those of `clauses.yaml`."""

    TITLE = "title"
    HEADER = "header"
    PREAMBLE = "preamble"
    POLICY = "policy"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    SENTENCE = "sentence"
    SUPPLEMENTARY = "supplementary"
    TABLE = "table"
    FORM = "form"
    ANNEX = "annex"
    FOOTER = "footer"  # written to `clauses.yaml` as `header`: the folder knows no footer


CONTAINERS = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION})
APPENDICES = frozenset({Kind.TABLE, Kind.FORM, Kind.ANNEX})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, as printed, without the space around it.

    Attributes:
        text: the wording as printed.
        number: where it stands in the source, counted from 1, for the reader's messages.
        page: the page, counted from 1; 0 where the source has no pages.
        gap: an empty line or a wider space stands above it.
        full: it reaches the right margin, so its sentence may run on in the next line.
        folded: the same text for matching; each character has the place it has in `text`.
    """

    text: str
    number: int
    page: int = 0
    gap: bool = False
    full: bool = False
    folded: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.folded:
            object.__setattr__(self, "folded", fold(self.text).rstrip())


Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the source: rows of cells, each cell's lines joined by line feeds."""

    rows: Cells
    number: int
    page: int = 0


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a reader hands it on: its blocks in reading order.

    Attributes:
        form: the sort of file: `text`, `docx`, `pdf`, `html`, `xml`.
        blocks: lines and grids, page furniture already removed.
        removed: furniture lines taken out, for the report.
    """

    form: str
    blocks: tuple[Block, ...]
    removed: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Something a person should look at: where it stands, a stable code, one sentence in each language."""

    line: int
    code: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of the document.

    Attributes:
        number: its own piece of the clause id: `18-2` for 第１８条の２, `3` for ③, `ア`; empty for what has none.
        label: its number as printed: `第１８条の２`, `(1)`, `附　則`.
        caption: its title as printed, without brackets.
        text: its own wording; separate printed paragraphs are separated by line feeds.
        grids: its tables.
        deleted: 削除; the number is kept.
        lines: first and last line in the source; not part of what the node says.
    """

    kind: Kind
    number: str = ""
    label: str = ""
    caption: str = ""
    text: str = ""
    grids: tuple[Cells, ...] = ()
    children: tuple[Node, ...] = ()
    deleted: bool = False
    lines: tuple[int, int] = field(default=(0, 0), compare=False)

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def with_children(self, children: tuple[Node, ...]) -> Node:
        """The same node over other children."""
        return replace(self, children=children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A recognised document.

    Attributes:
        title: the instrument's title, without decoration; empty if none was found.
        sort: `notice`, `regulation`, `policy_and_regulation`, `internal_rules` or `statute`.
        nodes: title, header, preamble, policy, main provision, supplementary provisions, appendices, footer.
    """

    title: str
    sort: str
    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Every node, in the order of the document."""
        for node in self.nodes:
            yield from node.walk()
