"""A clause id as a person says it: 第８条第１項第２号, Article 8, paragraph 1, item 2."""

from __future__ import annotations

import re

_PIECE = re.compile(r"\(([^()]+)\)")
_SENTENCE = re.compile(r"\.(?:s(\d+)|proviso)$")
_NAMES = {
    "title": ("題名", "Title"),
    "header": ("題名の次の行", "Lines below the title"),
    "enacted": ("制定", "Enactment"),
    "amended": ("改正", "Amendment"),
    "pre": ("前文", "Preamble"),
    "footer": ("末尾", "Footer"),
}
_PREFIXES = (
    (re.compile(r"table([\d-]+)$"), "別表第{0}", "Appended Table {0}"),
    (re.compile(r"form([\d-]+)$"), "様式第{0}号", "Form {0}"),
    (re.compile(r"annex([\d-]+)$"), "別紙{0}", "Annex {0}"),
    (re.compile(r"policy-(.+)$"), "方針（{0}）", "Policy ({0})"),
    (re.compile(r"part(\d+)$"), "第{0}編", "Part {0}"),
    (re.compile(r"(?:part\d+-)?ch([\d-]+)$"), "第{0}章", "Chapter {0}"),
    (re.compile(r".*-?s+([\d-]+)$"), "第{0}節", "Section {0}"),
    (re.compile(r".*-?d([\d-]+)$"), "第{0}目", "Division {0}"),
)
_LEVELS = (("第{0}項", "paragraph {0}"), ("第{0}号", "item {0}"), ("{0}", "sub-item {0}"))


def cited(own: str) -> tuple[str, str]:
    """The clause in Japanese and in English; `own` is the id without the regulation's key."""
    sentence = _SENTENCE.search(own)
    base = own[: sentence.start()] if sentence else own
    ja, en = _cited(base)
    if sentence is None:
        return ja, en
    if sentence[1] is None:
        return f"{ja}ただし書", f"{en}, proviso"
    return f"{ja}第{sentence[1]}文", f"{en}, sentence {sentence[1]}"


def _cited(own: str) -> tuple[str, str]:
    if own.startswith("supp("):
        return _supplement(own)
    head, _, _ = own.partition("(")
    pieces = _PIECE.findall(own[len(head) :])
    if head in _NAMES:
        ja, en = _NAMES[head]
        return (f"{ja}{pieces[0]}", f"{en} {pieces[0]}") if pieces else (ja, en)
    for pattern, ja, en in _PREFIXES:
        found = pattern.match(head)
        if found:
            return _below(ja.format(found[1]), en.format(found[1]), pieces, start=1)
    return _below(_article(head), f"Article {head}", pieces, start=0)


def _article(number: str) -> str:
    main, *branches = number.split("-")
    return f"第{main}条" + "".join(f"の{branch}" for branch in branches)


def _supplement(own: str) -> tuple[str, str]:
    head = re.match(r"supp\((\d+)\)(?:-([\d-]+))?", own)
    if head is None:
        return own, own
    ja, en = f"附則（{head[1]}）", f"Supplementary provisions {head[1]}"
    if head[2]:
        ja, en = f"{ja}{_article(head[2])}", f"{en}, Article {head[2]}"
    return _below(ja, en, _PIECE.findall(own[head.end() :]), start=0)


def _below(ja: str, en: str, pieces: list[str], *, start: int) -> tuple[str, str]:
    for depth, piece in enumerate(pieces, start):
        level_ja, level_en = _LEVELS[min(depth, len(_LEVELS) - 1)]
        ja, en = ja + level_ja.format(piece), f"{en}, {level_en.format(piece)}"
    return ja, en
