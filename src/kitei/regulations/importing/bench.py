"""How fast the importer is: a megabyte of regulation made up on the spot, beside lxml reading the same text as XML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kitei.regulations.importing.folder.writing import folder_files, known_topics
from kitei.regulations.importing.model import Document, Kind, Node
from kitei.regulations.importing.pipeline import import_regulation
from kitei.regulations.importing.wording.numerals import kanji_of

_MEGABYTE = 1_000_000
_TARGET_SECONDS = 2.0
_SENTENCES = (
    "管理責任者は、前項の規定により取得した個人情報を、利用目的の達成に必要な範囲を超えて取り扱ってはならない。",
    "個人データを第三者に提供しようとする者は、あらかじめ本人の同意を得なければならない。",
    "部局の長は、第{0}条第一項の規定による報告を受けたときは、速やかに必要な措置を講ずるものとする。ただし、緊急を要する場合は、この限りでない。",
    "委員会は、必要があると認めるときは、委員以外の者を会議に出席させ、意見を聴くことができる。",
    "この規程に定めるもののほか、保有個人データの開示、訂正及び利用停止等に関し必要な事項は、別に定める。",
)
_ITEMS = (
    "法令に基づく場合",
    "人の生命、身体又は財産の保護のために必要がある場合であって、本人の同意を得ることが困難であるとき。",
    "前号に掲げるもののほか、総括管理責任者が認めた場合",
)


@dataclass(slots=True)
class Dice:
    """Numbers that look random and are the same for the same seed (a linear congruential generator).

    Source: Knuth, The Art of Computer Programming, vol. 2, 3.3.4 (MMIX).
    """

    state: int

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def one_of(self, choices: Sequence[str]) -> str:
        """One of the choices."""
        return choices[self.below(len(choices))]


def made_up(size: int, seed: int) -> tuple[str, set[str]]:
    """A regulation of about that many bytes, and the ids of its articles, paragraphs and items."""
    dice = Dice(seed)
    lines = ["学校法人測定学園個人情報保護規程", "", "令和５年４月１日制定", ""]
    ids: set[str] = set()
    written, number = 0, 0
    while written < size:
        number += 1
        article = _article(number, dice, ids)
        written += sum(len(line.encode()) + 1 for line in article)
        lines += article
    lines += ["", "附　則", "この規程は、令和５年４月１日から施行する。"]
    return "\n".join(lines), ids


def _article(number: int, dice: Dice, ids: set[str]) -> list[str]:
    lines = ["", f"（事項その{kanji_of(number)}）"]
    paragraphs = 1 + dice.below(5)
    for paragraph in range(1, paragraphs + 1):
        body = dice.one_of(_SENTENCES[paragraph == 1 :]).format(kanji_of(1 + dice.below(number)))
        items = 2 + dice.below(4) if dice.below(10) < 3 else 0
        lead = f"第{kanji_of(number)}条　" if paragraph == 1 else f"{paragraph}　"
        lines.append(lead + (body + "次の各号に掲げる場合も、同様とする。" if items else body))
        own = f"{number}({paragraph})" if paragraphs > 1 or items else str(number)
        ids |= {str(number), own} | {f"{own}({item})" for item in range(1, items + 1)}
        lines += [f"　{kanji_of(item)}　{dice.one_of(_ITEMS)}" for item in range(1, items + 1)]
    return lines


def _as_xml(document: Document) -> bytes:
    """The same document as plain XML: what the limit reads."""
    root = etree.Element("Law")
    for node in document.nodes:
        _element(root, node)
    return etree.tostring(root, encoding="UTF-8")


def _element(parent: etree._Element, node: Node) -> None:
    element = etree.SubElement(parent, str(node.kind).capitalize(), Num=node.number)
    for name, text in (("Title", node.label), ("Caption", node.caption), ("Sentence", node.text)):
        etree.SubElement(element, name).text = text
    for child in node.children:
        _element(element, child)


def bench_import(
    *, clock: Callable[[], float], size: int = _MEGABYTE, seed: int = 20261121, repeats: int = 3
) -> dict[str, Any]:
    """Measure the import of a text of `size` bytes; the best of `repeats` runs, each beside the limit.

    Args:
        clock: a clock in seconds, handed in by the door: `time.perf_counter`.
        size: bytes of text.
        seed: gives the text; the same seed, the same text.
        repeats: how often.

    Returns:
        `seconds` for reading, recognising and understanding; `folder_seconds` for writing the folder's files into
        memory; `limit_seconds` for lxml to parse the same document as XML; recall and precision against the ids that
        were made up.
    """
    text, wanted = made_up(size, seed)
    data = text.encode()
    import_regulation(made_up(20_000, seed)[0].encode(), "warm.txt")  # tables and patterns are loaded once
    runs, limits = [], []
    found = import_regulation(data, "bench.txt")
    xml = _as_xml(found.document)
    for _ in range(repeats):
        begun = clock()
        found = import_regulation(data, "bench.txt")
        runs.append(clock() - begun)
        begun = clock()
        etree.fromstring(xml)
        limits.append(clock() - begun)
    begun = clock()
    files = folder_files(found, "bench", known_topics())
    folder_seconds = clock() - begun
    got = {clause.id for clause in found.clauses if clause.kind in {Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM}}
    right = len(got & wanted)
    return {
        "bench": "import",
        "bytes": len(data),
        "clauses": len(found.clauses),
        "references": len(found.references),
        "references_resolved": round(1 - len(found.unresolved) / max(1, len(found.references)), 4),
        "seconds": round(min(runs), 3),
        "folder_seconds": round(folder_seconds, 3),
        "folder_bytes": sum(len(content.encode()) for content in files.values()),
        "limit": "lxml parses the same document as XML",
        "limit_seconds": round(min(limits), 4),
        "times_limit": round(min(runs) / max(min(limits), 1e-9), 1),
        "recall": round(right / len(wanted), 4),
        "precision": round(right / max(1, len(got)), 4),
        "target_seconds": _TARGET_SECONDS,
        "met": min(runs) <= _TARGET_SECONDS and right == len(wanted) == len(got),
        "seed": seed,
    }
