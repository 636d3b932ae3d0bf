"""The facts of a case as inputs, and what was answered as facts. Unknown stays unknown: it is not no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from kitei.predicates.facts import FactFault
from kitei.regulations.schema.vocabulary import FactModel
from kitei.regulations.schema.words import Language
from kitei.regulations.vocabulary import Vocabulary
from kitei.web.look.days import in_wareki

PREFIX = "fact-"
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact as a page asks for it.

    Attributes:
        kind: flag (yes, no, not known), one, any, int, date or clause.
        known: whether it has a value; an `any` fact may be known to be empty.
        clause: the clause it is needed for.
    """

    id: str
    name: str
    kind: str
    label: str
    help: str
    value: Any
    known: bool
    options: tuple[tuple[str, str], ...]
    clause: str
    error: str


def asked(
    vocabulary: Vocabulary,
    names: Iterable[str],
    facts: Mapping[str, Any],
    language: Language,
    *,
    clauses: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> tuple[Asked, ...]:
    """The facts of these names, in this order.

    Args:
        facts: what is known of the case, as it is kept.
        clauses: for which clause each is needed.
    """
    return tuple(
        _asked(
            vocabulary,
            vocabulary.facts[name],
            facts,
            language,
            (clauses or {}).get(name, ""),
            (faults or {}).get(name, ""),
        )
        for name in names
        if name in vocabulary.facts
    )


def answered(vocabulary: Vocabulary, names: Iterable[str], data: QueryDict) -> dict[str, Any]:
    """What was answered, for the facts of these names; `None` for what is not known."""
    return {name: _answered(vocabulary.facts[name], data) for name in names if name in vocabulary.facts}


def said(vocabulary: Vocabulary, name: str, value: Any, language: Language) -> str:
    """A fact's value in words."""
    fact = vocabulary.facts.get(name)
    if fact is None:
        return str(value)
    labels = {each.id: each.ja if language == "ja" else each.en for each in vocabulary.values_of(fact)}
    match value:
        case bool():
            return ("はい" if value else "いいえ") if language == "ja" else ("yes" if value else "no")
        case list() | tuple() | frozenset():
            none = "該当なし" if language == "ja" else "none"
            return ("、" if language == "ja" else ", ").join(labels.get(each, str(each)) for each in value) or none
        case str() if fact.type == "date" and language == "ja":
            return _written(value)
        case str():
            return labels.get(value, value)
        case _:
            return str(value)


def _written(iso: str) -> str:
    try:
        return f"{in_wareki(date.fromisoformat(iso))}（{iso}）"
    except ValueError:
        return iso


def told(vocabulary: Vocabulary, faults: Iterable[FactFault], language: Language) -> dict[str, str]:
    """What to put right, by the id of the fact."""
    found = ((fault.path.removeprefix("facts."), fault.expected) for fault in faults)
    return {
        name: f"読み取れません（例 {expected}）" if language == "ja" else f"cannot be read; e.g. {expected}"
        for name, expected in found
        if name in vocabulary.facts
    }


def _asked(
    vocabulary: Vocabulary, fact: FactModel, facts: Mapping[str, Any], language: Language, clause: str, error: str
) -> Asked:
    value = facts.get(fact.id)
    options = tuple((each.id, each.ja if language == "ja" else each.en) for each in vocabulary.values_of(fact))
    return Asked(
        id=fact.id,
        name=PREFIX + fact.id,
        kind="flag" if fact.type in {"flag", "step"} else fact.type,
        label=fact.ask.of(language) if fact.ask else (fact.ja if language == "ja" else fact.en),
        help=fact.help.of(language) if fact.help else "",
        value=_shown(fact, value),
        known=value is not None,
        options=options,
        clause=clause,
        error=error,
    )


def _shown(fact: FactModel, value: Any) -> Any:
    if fact.type in {"flag", "step"}:
        return {True: "yes", False: "no"}.get(value, UNKNOWN)
    if fact.type == "any":
        return tuple(value) if value is not None else ()
    return "" if value is None else value


def _answered(fact: FactModel, data: QueryDict) -> Any:
    name = PREFIX + fact.id
    match fact.type:
        case "flag" | "step":
            return {"yes": True, "no": False}.get(data.get(name, ""))
        case "any":
            chosen = [each for each in data.getlist(name) if each != "-"]
            return chosen if chosen or "-" in data.getlist(name) else None
        case "int":
            text = data.get(name, "").strip()
            return int(text) if text.isascii() and text.isdigit() else (text or None)
        case _:
            return data.get(name, "").strip() or None
