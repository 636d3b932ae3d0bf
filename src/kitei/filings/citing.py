"""A clause as a paper cites it: 第14条第1項第2号 of one’s own text, after the name of the law if of a statute."""

from __future__ import annotations

from collections.abc import Iterable

from kitei.regulations.importing.folder.citing import cited
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.words import Language

_UNDER = {"order-": ("施行令", "Cabinet Order under the "), "rule-": ("施行規則", "Rules under the ")}
"""What stands under a statute, by how its clauses begin."""


def label(texts: tuple[Regulation, ...], clause: str, language: Language) -> str:
    """How a clause is cited.

    Args:
        texts: the institution's own text first, then its statutes.
    """
    key, _, own = clause.partition(":")
    if key == texts[0].id:
        notice = texts[0].identity.kind == "notice" and own[:1].isdigit()
        return own if notice else cited(own)[language == "en"]
    begins = next((each for each in _UNDER if own.startswith(each)), "")
    place = cited(own.removeprefix(begins))[language == "en"]
    named = next((text.clauses[f"{key}:title"].title for text in texts if f"{key}:title" in text.clauses), None)
    name = named.of(language) if named else key
    under = _UNDER.get(begins, ("", ""))
    return f"{name}{under[0]}{place}" if language == "ja" else f"{place} of the {under[1]}{name}"


def labels(texts: tuple[Regulation, ...], clauses: Iterable[str], language: Language) -> str:
    """How several clauses are cited, each once."""
    found = [label(texts, clause, language) for clause in dict.fromkeys(clauses)]
    return ("、" if language == "ja" else "; ").join(found)
