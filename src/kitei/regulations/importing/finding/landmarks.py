"""Landmarks of a document: table of contents, 附則, 別表 and 様式, footer, title and history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.finding.headings import article, division
from kitei.regulations.importing.finding.markers import markers
from kitei.regulations.importing.model import Block, Kind, Line
from kitei.regulations.importing.wording.folding import width
from kitei.regulations.importing.wording.joining import ends_sentence, runs_on
from kitei.regulations.importing.wording.numerals import number_of

_RELATED = re.compile(r" ?[(\[【][^()\[\]]*関 ?係[)\]】] ?$")
_REMARK = re.compile(r" ?[(\[【][^()]*[)\]】] ?$")
_PARTICLE = re.compile(r" ?(?:の|に|を|は|が|と|で|へ|も|や|、|,|。|及び|又は|から|まで|中|[)\]」』])")
_LONGEST_TITLE = 60
_CONTENTS_LINE = 70
_CONTENTS_RANGE = re.compile(r"\( ?第[^()]*条(?: ?の ?[^()]{1,3})?(?: ?[-~―・,、及び]+ ?第[^()]*条[^()]*)? ?\)$")
_HISTORY_BESIDE = re.compile(r" {2,}(?=\S*(?:[0-9〇一二三四五六七八九十元] ?年|制定|改正|施行))")
_LEADER = re.compile(r"(?:[.…・‥]{2,}|\s)[0-9]{1,4}$")


@dataclass(frozen=True, slots=True)
class Appendix:
    """The heading of a table, form or annex."""

    at: int
    kind: Kind
    prefix: str
    number: str
    label: str
    remark: str
    title: str


@dataclass(frozen=True, slots=True)
class Supplement:
    """The heading of a supplementary provision (附則) and what stands on its line."""

    at: int
    label: str
    note: str
    body: int


def text_at(blocks: Sequence[Block], at: int) -> Line | None:
    """The line at that place, `None` for a grid or beyond the ends."""
    block = blocks[at] if 0 <= at < len(blocks) else None
    return block if isinstance(block, Line) else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("headings")[name])


@cache
def _appendix_patterns() -> tuple[tuple[re.Pattern[str], Kind, str], ...]:
    number = table("headings")["number"]
    return tuple(
        (re.compile(pattern.replace("{number}", number)), Kind(row["kind"]), row["prefix"])
        for row in table("headings")["appendices"]
        for pattern in row["patterns"]
    )


def appendix(line: Line, at: int) -> Appendix | None:
    """The table, form or annex whose heading the line is."""
    folded = line.folded
    if not folded or folded[0] not in "別様第参([【〔<" or len(folded) > _LONGEST_TITLE + 40:
        return None
    opened = folded[0] in "([【<"
    start = 1 if opened else 0
    for pattern, kind, prefix in _appendix_patterns():
        found = pattern.match(folded, start)
        if found is None:
            continue
        end = found.end()
        if opened:
            if folded[end : end + 1] not in {")", "]", "】", ">"}:
                continue
            end += 1
        numbers = found.groupdict()
        return _appendix(line, at, Appendix(at, kind, prefix, _piece(numbers), line.text[:end].strip(), "", ""), end)
    return None


def _piece(numbers: dict[str, str | None]) -> str:
    main, branch = number_of(numbers.get("n") or ""), number_of(numbers.get("b") or "")
    return "" if main is None else f"{main}-{branch}" if branch else str(main)


def _appendix(line: Line, at: int, found: Appendix, end: int) -> Appendix | None:
    rest = line.folded[end:]
    remark = _REMARK.search(rest)
    title = rest[: remark.start()] if remark else rest
    if title and (
        title[0] not in " :" or _PARTICLE.match(title) or title.rstrip().endswith("。") or width(title) > _LONGEST_TITLE
    ):
        return None
    if not found.number and found.kind is not Kind.TABLE and title.strip():
        return None
    cut = end + len(title)
    return Appendix(
        at,
        found.kind,
        found.prefix,
        found.number,
        found.label,
        line.text[cut:].strip(),
        line.text[end:cut].strip(" 　:："),
    )


def supplement(line: Line, at: int) -> Supplement | None:
    """The supplementary provision whose heading the line is."""
    if line.folded[:1] not in {"附", "原", "付"} or "則" not in line.folded[:10]:
        return None
    folded = line.folded.replace("付", "附", 1) if line.folded[0] == "付" else line.folded
    found = _pattern("supplementary").match(folded)
    if found is None:
        return None
    note, rest = found["note"] or "", found["rest"] or ""
    if note and not re.search(r"[)\]」】](?: ?抄)?(?: .*)?$", note):
        return None
    start = found.start("note") if note else found.start("rest") if rest else len(folded)
    if note:
        close = re.search(r"[)\]」】](?: ?抄)?(?: |$)(?!.*[)\]」】] ?$)|[)\]」】](?: ?抄)?$", note)
        cut = start + (close.end() if close else len(note))
        return Supplement(at, line.text[:start].strip(), line.text[start:cut].strip(), cut)
    if rest and _PARTICLE.match(rest):
        return None
    return Supplement(at, line.text[:start].strip(), "", start)


def contents(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of a table of contents (目次), which repeat headings without being any."""
    skipped: set[int] = set()
    for at, block in enumerate(blocks):
        if not isinstance(block, Line):
            continue
        if _pattern("contents").match(block.folded):
            skipped.add(at)
            skipped |= _contents_after(blocks, at)
        elif (
            _CONTENTS_RANGE.search(block.folded) and division(_cut(block), at) is not None and "第" in block.folded[:4]
        ):
            skipped.add(at)
    return frozenset(skipped)


def _cut(line: Line) -> Line:
    return Line(_CONTENTS_RANGE.sub("", line.folded).strip() or line.text, line.number)


def _contents_after(blocks: Sequence[Block], start: int) -> set[int]:
    seen: set[tuple[object, ...]] = set()
    skipped = set()
    for at in range(start + 1, len(blocks)):
        line = text_at(blocks, at)
        entry = _entry(line, at) if line is not None else None
        if (
            line is None
            or entry is None
            or entry in seen
            or len(line.folded) > _CONTENTS_LINE
            or ends_sentence(line.text)
        ):
            break
        seen.add(entry)
        skipped.add(at)
    return skipped


def _entry(line: Line, at: int) -> tuple[object, ...] | None:
    """What a line of a table of contents stands for; `None` if it is no such line."""
    plain = Line(_LEADER.sub("", _CONTENTS_RANGE.sub("", line.folded)).strip(" .…・‥") or "-", line.number)
    found = division(plain, at)
    if found is not None:
        return ("division", found.level, found.number, found.branch, found.title)
    heading = article(plain, at, "")
    if heading is not None and heading.weight > 0:
        return ("article", heading.key)
    if supplement(plain, at) or appendix(plain, at):
        return ("end", plain.folded)
    return None


def is_footer(line: Line) -> bool:
    """Whether the line looks like one that stands below a document and belongs to no clause."""
    return bool(_pattern("footer").match(line.folded))


def is_history(line: Line) -> bool:
    """Whether the line tells when the document was made or changed."""
    return (
        bool(_pattern("history").search(line.folded))
        and width(line.folded) <= 2 * _LONGEST_TITLE
        and not line.folded.endswith("。")
    )


def title_of(line: Line) -> str:
    """The title that the line may be, without decoration; empty if it cannot be one."""
    start = found.end() if (found := _pattern("title_decoration").match(line.folded)) else 0
    apart = _HISTORY_BESIDE.search(line.folded, start)
    end = apart.start() if apart else len(line.folded)
    text, cut = line.folded[start:end].strip(), line.text[start:end].strip()
    if not text or width(text) > 2 * _LONGEST_TITLE or markers(line) or not _pattern("title_ends").search(text):
        return ""
    return "" if runs_on(text) and not text.endswith("について") else cut


def beside_title(line: Line) -> str:
    """What stands on the title's line after it: the day it was made, set far to the right."""
    apart = _HISTORY_BESIDE.search(line.folded)
    return line.text[apart.end() :].strip() if apart and title_of(line) else ""


def title_like(title: str, name: str) -> bool:
    """Whether a title is of that sort: `internal_rules`, `statute`."""
    return bool(_pattern(name).search(title))
