"""The consolidated text, and the comparison of two texts, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kitei.regulations.exporting.comparing import Change, Piece
from kitei.regulations.exporting.reading import Printed

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def _plain(text: str) -> str:
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def text_markdown(lines: Iterable[Printed], note: str = "") -> str:
    """The document; `note` stands under the title."""
    parts = []
    for line in lines:
        parts.append(_line(line))
        if line.sort == "title" and note:
            parts.append(f"> {_plain(note)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(line: Printed) -> str:
    if line.sort in {"title", "heading"}:
        return f"{'#' * line.depth} {_plain(line.text)}"
    if line.sort == "table":
        return _table(line.table)
    if line.sort == "caption":
        return f"**{_plain(line.text)}**"
    indent = "　" * (2 * line.depth)
    label = (
        f"**{_plain(line.label)}**　"
        if line.label and line.depth == 0
        else f"{_plain(line.label)}　"
        if line.label
        else ""
    )
    return f"{indent}{label}{_plain(line.text)}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    cells = [[_plain(cell).replace("\n", "<br>") for cell in (*row, *("",) * (width - len(row)))] for row in rows]
    head, *body = cells
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))


def changes_markdown(found: Iterable[Change], titles: tuple[str, str]) -> str:
    """新旧対照表: new on the left, old on the right, changed words in bold."""
    rows = [f"| 条項 | 改正後　{_plain(titles[1])} | 改正前　{_plain(titles[0])} |", "| --- | --- | --- |"]
    rows += [f"| {_plain(each.label or each.clause)} | {_cell(each.new)} | {_cell(each.old)} |" for each in found]
    return "# 新旧対照表\n\n" + "\n".join(rows) + "\n"


def _cell(pieces: Sequence[Piece]) -> str:
    return "".join(_marked(pieces)).replace("\n", "<br>") or "（なし）"


def _marked(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield f"**{_plain(piece.text)}**" if piece.changed else _plain(piece.text)
