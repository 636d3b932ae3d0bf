"""Fields of a form, read from its tables and from the lines where something is to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kitei.regulations.importing.model import Node
from kitei.regulations.importing.wording.folding import fold, squeeze

_BLANK = re.compile(r"^(?P<label>[^_:：。]{1,24}?)[ 　]*(?:[_＿]{2,}|[：:][ 　_＿]*$|[：:] *[（(][ 　]*[)）])")
_DATE = re.compile(r"年 *月 *日")
_CHOICE = re.compile(r"(?:^|[\s□☐■])(?P<mark>[a-zａ-ｚ]|[①-⑳]|□|☐|■)[ 　.．)）]*(?P<name>[^\s□☐■]{1,24})")
_SEAL = re.compile(r"^(?:印|㊞|⑩|受付印|確認者印)$|[ 　_](?:印|㊞|⑩)$")
_OFFICE = re.compile(r"受付|処理事項|事務局|確認欄|受付印")
_PROSE = re.compile(
    r"(?:殿|様|御中|^記|_{2,}.*|年 *月 *日)$"
)  # a row that is no label: an addressee, a line to fill in
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form.

    Attributes:
        label: as printed, spaces taken out.
        kind: `text`, `date`, `choice` or `seal`.
        options: the alternatives printed.
        office: filled in by the institution, as its label says.
    """

    label: str
    kind: str = "text"
    options: tuple[str, ...] = ()
    office: bool = False


def form_fields(node: Node) -> tuple[FormField, ...]:
    """The fields of a form or annex, each label once, in the order of the page."""
    found: dict[str, FormField] = {}
    for field in (*_from_lines(node.text), *(each for grid in node.grids for each in _from_grid(grid))):
        found.setdefault(field.label, field)
    return tuple(found.values())


def _from_lines(text: str) -> Iterator[FormField]:
    for line in text.split("\n"):
        folded = fold(line)
        if _SEAL.search(folded):
            yield FormField("印", "seal")
        blank = _BLANK.match(folded)
        if blank is not None and squeeze(blank["label"]):
            yield _field(blank["label"], folded[blank.end() :])
        elif _DATE.fullmatch(squeeze(folded).removeprefix("平成").removeprefix("令和")):
            yield FormField("年月日", "date")


def _from_grid(grid: tuple[tuple[str, ...], ...]) -> Iterator[FormField]:
    header = [squeeze(cell) for cell in grid[0]]
    below = grid[1:]
    empty = sum(1 for row in below for cell in row if not cell.strip())
    if len(header) > 2 and all(header) and below and empty > sum(len(row) for row in below) / 2:
        yield from (_field(cell, "") for cell in header)  # a log: the first row names the columns
        return
    for row in grid:
        cells = [cell for cell in row if cell.strip()]
        if len(row) < 2 or not cells or not row[0].strip() or len(squeeze(row[0])) > _LONGEST or "。" in row[0]:
            continue
        if len(cells) == 1 and _PROSE.search(fold(row[0])):
            yield from _from_lines(row[0])
            continue
        yield _field(row[0], " ".join(cells[1:]))


def _field(label: str, content: str) -> FormField:
    name = squeeze(label).strip("　:：・")
    options = tuple(match["name"] for match in _CHOICE.finditer(fold(content)))
    if len(options) > 1:
        return FormField(name, "choice", options, bool(_OFFICE.search(name)))
    kind = "date" if _DATE.search(squeeze(content)) or name.endswith(("年月日", "日付", "期間")) else "text"
    return FormField(name, kind, (), bool(_OFFICE.search(name)))
