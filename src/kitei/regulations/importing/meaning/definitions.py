"""Definitions: 以下「…」という。, 「…」とは…をいう。, and the items of an article of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause
from kitei.regulations.importing.wording.folding import fold

_SHORT = re.compile(
    r"\((?P<inner>[^()]*?)以下[、,]?(?P<scope>[^「」()]{0,25})「(?P<term>[^「」]{1,40})」と(?:いう|総称する)[。.]?\)?"
)
_MEANS = re.compile(
    r"(?:^|[、。 ])(?:(?:この|本)[^、。「」]{1,6}(?:において|で)(?:いう)?、?)?"
    r"「?(?P<term>[^「」、。 ]{2,30}?)」?とは、(?P<of>.+?)(?:をいう|のことをいう|とする)"
)
_ITEM = re.compile(
    r"[「『]?(?P<term>[^「」『』、。\s]{2,30}?)[」』]?(?:[\s　:：]+|とは、?|…+|\n)(?P<of>.{6,})", re.DOTALL
)
_DEFINES = re.compile(r"用語の(?:意義|定義)|定義は|当該各号に定めるところ")
_HERE = re.compile(r"(?:この|本|次)(?:条|項|号|章|節)")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_BRACKETS = re.compile(r"\([^()]*\)$")
_PHRASE = re.compile(r"[^、。,\n]{1,60}$")
_QUOTED = re.compile(r"[「『]([^「」『』]+)[」』]$")
_LEAD = re.compile(
    r"^.*(?:において|について|に対し(?:て)?|により|に基づく|定める|掲げる|又は|及び|並びに|若しくは|は|が|を|に(?!関|係|お)|で)(?=[一-鿿ァ-ヶA-Z])"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and what it stands for.

    Attributes:
        clause: where it is defined.
        term: the word.
        of: what it stands for, as printed; shortened to the phrase before the brackets.
        here: it counts only in its own article or paragraph.
    """

    clause: str
    term: str
    of: str
    here: bool = False


def definitions(clauses: Sequence[Clause]) -> list[Definition]:
    """Every definition of the document, in order."""
    found: list[Definition] = []
    parent = ""
    for clause in clauses:
        if clause.kind in {Kind.SENTENCE, Kind.TITLE, Kind.HEADER}:
            continue
        if clause.kind in {Kind.ARTICLE, Kind.PARAGRAPH}:
            parent = clause.text
        found += _in(clause, listed=clause.kind is Kind.ITEM and bool(_DEFINES.search(fold(parent))))
    return found


def _in(clause: Clause, *, listed: bool) -> Iterator[Definition]:
    folded = fold(clause.text)
    if "以下" in folded:
        for match in _SHORT.finditer(folded):
            of = _phrase(clause.text[: match.start()], clause.text[match.start("inner") : match.end("inner")])
            yield Definition(
                clause.id, clause.text[match.start("term") : match.end("term")], of, bool(_HERE.search(match["scope"]))
            )
    item = _ITEM.match(folded) if listed else None
    if item is not None:
        yield Definition(
            clause.id, clause.text[: item.end("term")].strip("「『"), clause.text[item.start("of") :].strip()
        )
        return
    if "とは" in folded:
        for match in _MEANS.finditer(folded):
            yield Definition(
                clause.id,
                clause.text[match.start("term") : match.end("term")],
                clause.text[match.start("of") : match.end("of")],
            )


def _phrase(before: str, inner: str) -> str:
    """The phrase that a short name stands for: what stands before the bracket, remarks in brackets left out."""
    text = before.strip()
    while (found := _BRACKETS.search(fold(text))) is not None:
        text = text[: found.start()].strip()
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted[1]
    found = _PHRASE.search(_REMARK.sub("", text))
    phrase = found.group() if found else inner
    lead = _LEAD.match(phrase)
    short = phrase[lead.end() :] if lead else phrase
    return short if len(short) > 1 else phrase
