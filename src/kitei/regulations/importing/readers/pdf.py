"""PDF with a text layer: lines with their places on the page, ruled tables where there are any."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from kitei.regulations.importing.model import Block, Grid, Line, Source
from kitei.regulations.importing.readers.furniture import without_furniture
from kitei.regulations.importing.readers.layout import table_blocks
from kitei.regulations.importing.readers.refusals import Damaged, Locked, NoTextLayer, TooLong
from kitei.regulations.importing.wording.folding import INVISIBLE, width
from kitei.regulations.importing.wording.joining import ends_sentence

MOST_PAGES = 300
_FEW_LETTERS = 15  # letters a page below which a page has no text layer to speak of
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_GARBLED = 0.2
_RULINGS = 6  # paths on a page from which a ruled table is worth looking for
_WRAPPED = 0.85  # of the widest line in a cell: a line this long was broken by the column
_WIDE = 1.45  # times the usual distance of lines: a gap


@dataclass(frozen=True, slots=True)
class _Placed:
    text: str
    top: float
    bottom: float
    left: float
    right: float


def read_pdf(data: bytes, pages: range | None = None) -> Source:
    """The blocks of a PDF.

    Args:
        data: the file.
        pages: the pages wanted, counted from 0; all of them by default.

    Raises:
        Locked: it asks for a password.
        NoTextLayer: it is a scan.
        TooLong: it has more pages than a regulation, and none were chosen.
        Damaged: it is no PDF, or broken.
    """
    document = _open(data)
    try:
        wanted = _wanted(len(document), pages)
        placed = {page: _lines(document[page]) for page in wanted}
        ruled = [page for page in wanted if _rulings(document[page])]
    finally:
        document.close()
    _check(placed)
    tables = _tables(data, ruled)
    blocks: list[Block] = []
    for page in wanted:
        blocks.extend(_blocks(placed[page], tables.get(page, ()), page + 1, len(blocks)))
    return without_furniture(Source("pdf", tuple(blocks)))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Locked(
                "パスワードで保護された PDF です。パスワードを外した PDF を保存してから取り込んでください。",
                "the PDF is protected by a password; save a copy without it and import that",
            ) from error
        raise Damaged(
            "PDF として開けません。作り直すか、別の形式で取り込んでください。",
            "the file cannot be opened as a PDF; make it anew or import another form of it",
        ) from error


def _wanted(count: int, pages: range | None) -> range:
    if pages is not None:
        return range(min(pages.start, count), min(pages.stop, count))
    if count > MOST_PAGES:
        raise TooLong(
            f"{count}ページあります（規程集でしょうか）。取り込む規程を --pages 12-20 のように指定してください。",
            f"the PDF has {count} pages, a whole collection; name the pages of one regulation: --pages 12-20",
        )
    return range(count)


def _check(placed: dict[int, list[_Placed]]) -> None:
    text = "".join(line.text for lines in placed.values() for line in lines)
    if len(text) < _FEW_LETTERS * max(1, len(placed)) or len(_GARBLED.findall(text)) > _MOST_GARBLED * len(text):
        raise NoTextLayer(
            "文字情報のない PDF（スキャン画像など）です。"
            "OCR で文字認識した PDF か、元の Word・テキストを取り込んでください。",
            "the PDF has no usable text layer (a scan); run OCR on it, or import the Word file it was made from",
        )


def _lines(page: pypdfium2.PdfPage) -> list[_Placed]:
    """The lines of a page with their places; the top of the page is 0."""
    height = page.get_height()
    text_page = page.get_textpage()
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count) if count else ""
    exact = len(text) == count
    lines, start = [], 0
    for raw in re.split(r"(\r\n|\r|\n)", text):
        stripped = INVISIBLE.sub("", raw.replace("\ufffe", "-")).strip()
        if stripped:
            inner = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()) - 1
            box = _box(text_page, inner, height) if exact else (0.0, 0.0, 0.0, 0.0)
            lines.append(_Placed(stripped, *box))
        start += len(raw)
    text_page.close()
    return _merged(lines) if exact else lines


def _box(text_page: pypdfium2.PdfTextPage, inner: tuple[int, int], height: float) -> tuple[float, float, float, float]:
    left, bottom, _, top = text_page.get_charbox(inner[0], loose=True)
    _, other_bottom, right, other_top = text_page.get_charbox(inner[1], loose=True)
    return height - max(top, other_top), height - min(bottom, other_bottom), left, right


def _merged(lines: Sequence[_Placed]) -> list[_Placed]:
    """Pieces that stand on one line become one: a number and its wording are often set apart."""
    result: list[_Placed] = []
    for line in lines:
        last = result[-1] if result else None
        same = (
            last is not None
            and abs(line.top - last.top) < 0.4 * (last.bottom - last.top)
            and line.left >= last.right - 1
        )
        if last is not None and same:
            result[-1] = _Placed(
                f"{last.text} {line.text}", last.top, max(last.bottom, line.bottom), last.left, line.right
            )
        else:
            result.append(line)
    return result


def _rulings(page: pypdfium2.PdfPage) -> bool:
    paths = 0
    for item in page.get_objects(max_depth=2):
        paths += item.type == pdfium.FPDF_PAGEOBJ_PATH
        if paths >= _RULINGS:
            return True
    return False


Table = tuple[float, float, tuple[tuple[str, ...], ...]]


def _tables(data: bytes, pages: Sequence[int]) -> dict[int, tuple[Table, ...]]:
    """The ruled tables of those pages: top, bottom, rows."""
    if not pages:
        return {}
    found = {}
    with pdfplumber.open(io.BytesIO(data), pages=[page + 1 for page in pages]) as document:
        for page, each in zip(pages, document.pages, strict=True):
            found[page] = tuple(
                (table.bbox[1], table.bbox[3], _rows(table.extract()))
                for table in each.find_tables()
                if len(table.cells) > 1
            )
    return found


def _rows(rows: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_unwrapped((cell or "").strip()) for cell in row) for row in rows)


def _unwrapped(cell: str) -> str:
    """A cell's text without the breaks that only the width of its column made."""
    lines = cell.split("\n")
    widest = max(map(width, lines))
    text = lines[0]
    for before, after in itertools.pairwise(lines):
        text += after if width(before) >= _WRAPPED * widest and not ends_sentence(before) else f"\n{after}"
    return text


def _blocks(lines: Sequence[_Placed], tables: Sequence[Table], page: int, before: int) -> Iterator[Block]:
    pitch = _pitch(lines)
    edge = max((line.right for line in lines), default=0.0)
    printed: set[int] = set()
    last: _Placed | None = None
    for place, line in enumerate(lines, before + 1):
        inside = next(
            (at for at, (top, bottom, _) in enumerate(tables) if top - 1 <= line.top and line.bottom <= bottom + 1),
            None,
        )
        blocks = table_blocks(tables[inside][2], place, page) if inside is not None else []
        if inside is not None and blocks and isinstance(blocks[0], Grid):
            if inside not in printed:
                printed.add(inside)
                yield from blocks
            last = line
            continue
        size = line.bottom - line.top
        gap = last is None or (pitch > 0 and line.top - last.top > _WIDE * pitch)
        yield Line(
            line.text, place, page, gap and place > before + 1, edge > 0 and line.right > edge - 1.6 * max(size, 1.0)
        )
        last = line


def _pitch(lines: Sequence[_Placed]) -> float:
    steps = [after.top - before.top for before, after in itertools.pairwise(lines) if after.top > before.top]
    return min(median(steps), 2.2 * median(line.bottom - line.top for line in lines)) if steps else 0.0
