"""Web pages: the text in reading order, tables, list numbers; navigation and scripts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree, html

from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.model import Block, Line, Source
from kitei.regulations.importing.readers.layout import table_blocks
from kitei.regulations.importing.readers.lines import source_of
from kitei.regulations.importing.readers.plain import decode
from kitei.regulations.importing.readers.refusals import Damaged
from kitei.regulations.importing.wording.folding import INVISIBLE

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "rt",
        "rp",
        "head",
        "aside",
        "svg",
        "button",
        "select",
        "iframe",
        "del",
        "s",
    )
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SOFT_BREAK = re.compile(rf"(?<={_CJK})[ \t]*[\r\n]+[ \t]*(?={_CJK})")
_SPACE = re.compile(r"[ \t\r\n]+")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


def read_html(data: bytes) -> Source:
    """The blocks of a web page.

    Raises:
        Damaged: there is no page in it.
    """
    text = _text(data)
    try:
        root = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text),
            parser=html.HTMLParser(encoding=None, no_network=True, recover=True),
        )
    except (etree.ParserError, ValueError) as error:
        raise Damaged(
            "HTML として読めません。ブラウザーで開いて保存し直してください。",
            "the file cannot be read as HTML; open it in a browser and save it again",
        ) from error
    main = next((each for each in root.iter("main") if len(_own(each)) > len(_own(root)) / 2), root)
    blocks: list[Block] = []
    _walk(main, blocks)
    return source_of("html", blocks)


def _text(data: bytes) -> str:
    found = _CHARSET.search(data[:2048])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = found.group(1).decode("ascii").lower()
            return data.decode({"shift_jis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932"}.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # the page lies about its encoding: find out
    return decode(data)


def _walk(element: _Element, blocks: list[Block]) -> None:
    run: list[str] = []
    _inside(element, blocks, run)
    _flush(run, blocks)


def _inside(element: _Element, blocks: list[Block], run: list[str]) -> None:
    """The content of an element: inline text is collected in `run`, blocks end it."""
    _say(element.text, run, preformatted=element.tag == "pre")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            _child(child, blocks, run)
        _say(child.tail, run, preformatted=element.tag == "pre")


def _child(child: _Element, blocks: list[Block], run: list[str]) -> None:
    if child.tag == "br":
        run.append("\n")
    elif child.tag == "table":
        _flush(run, blocks)
        _table(child, blocks)
    elif child.tag in _BLOCKS:
        _flush(run, blocks)
        if child.tag == "li":
            run.append(_number(child))
        _inside(child, blocks, run)
        _flush(run, blocks)
    else:
        _inside(child, blocks, run)


def _say(text: str | None, run: list[str], *, preformatted: bool) -> None:
    if text:
        run.append(text if preformatted else _SPACE.sub(" ", _SOFT_BREAK.sub("", text)))


def _flush(run: list[str], blocks: list[Block]) -> None:
    text = INVISIBLE.sub("", "".join(run))
    run.clear()
    number = len(blocks) + 1
    gap = True
    for piece in text.split("\n"):
        line = piece.strip()
        if line:
            blocks.append(Line(line, number, 0, gap))
            number += 1
        gap = not line


def _number(item: _Element) -> str:
    """The number a browser shows before a list item that prints none itself."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or markers(Line(_own(item), 0)):
        return ""
    start = parent.get("start") or "1"
    place = sum(1 for each in item.itersiblings(preceding=True) if each.tag == "li") + (
        int(start) if start.isdigit() else 1
    )
    kind = parent.get("type") or "1"
    if kind in {"a", "A"} and place <= len("abcdefghijklmnopqrstuvwxyz"):
        return f"{chr(ord(kind) + place - 1)}. "
    return f"{place}. "


def _own(item: _Element) -> str:
    return INVISIBLE.sub("", "".join(str(text) for text in item.itertext())).strip()


def _table(table: _Element, blocks: list[Block]) -> None:
    if next(table.iterdescendants("table"), None) is not None:
        for cell in table.iter("td", "th"):
            if _of(cell) is table:
                _walk(cell, blocks)
        return
    rows = [[_cell(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    caption = table.find("caption")
    if caption is not None:
        _walk(caption, blocks)
    blocks.extend(table_blocks(tuple(tuple(row) for row in rows), len(blocks) + 1))


def _of(cell: _Element) -> _Element | None:
    return next(cell.iterancestors("table"), None)


def _cell(cell: _Element) -> str:
    inner: list[Block] = []
    _walk(cell, inner)
    return "\n".join(_texts(inner))


def _texts(blocks: list[Block]) -> Iterator[str]:
    return (block.text for block in blocks if isinstance(block, Line))
