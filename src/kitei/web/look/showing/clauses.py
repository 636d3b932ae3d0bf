"""Clauses on a page: cited as a person says them, linked to where they are read."""

from __future__ import annotations

import re
from functools import lru_cache

from django.urls import reverse
from markupsafe import Markup

from kitei.office.lawbook import NoSuchClause, current, law_of
from kitei.regulations.importing.folder.citing import cited as cite
from kitei.regulations.library import UnknownRegulation
from kitei.regulations.schema.clauses import Clause
from kitei.web.look.words import Language, language

_LAWS = {
    "": ("個人情報保護法", "APPI"),
    "order-": ("個人情報保護法施行令", "APPI Cabinet Order"),
    "rule-": ("個人情報保護法施行規則", "APPI Rules"),
    "aaa": ("行政不服審査法", "Administrative Complaint Review Act"),
}
"""Statutes by how the clause's own id begins, or by key where the statute has one of its own."""
_STATUTE = re.compile(r"(order-|rule-|)(\d.*)")


def citation(name: str) -> str:
    """How a clause is cited: 「規程第13条第2項」, with the name of the text it stands in."""
    return _citation(current().key, name, language())


def link(name: str) -> Markup:
    """A link to a clause, with its title; plain text if neither the regulation nor its statutes have it."""
    found = _find(name)
    if found is None:
        return Markup('<span class="clause">{}</span>').format(citation(name))
    return Markup('<a class="clause" href="{}" title="{}">{}</a>').format(
        reverse("lawbook:clause", args=[name]), found.title.of(language()), citation(name)
    )


def title(name: str) -> str:
    """The short title of a clause; nothing if there is no such clause."""
    found = _find(name)
    return found.title.of(language()) if found else ""


def says(name: str) -> str:
    """What a clause says, in one sentence; nothing if there is no such clause."""
    found = _find(name)
    return found.says.of(language()) if found else ""


def _find(name: str) -> Clause | None:
    try:
        return current().clause(name)
    except NoSuchClause:
        return None


@lru_cache(maxsize=8192)
def _citation(home: str, name: str, tongue: Language) -> str:
    key, _, own = name.rpartition(":")
    if own.startswith("policy"):
        return _policy(name, tongue)
    if key in {"", home}:
        place = own if _is_notice(own) else cite(own)[tongue == "en"]
        return f"規程{place}" if tongue == "ja" and place.startswith("第") else place
    part = _STATUTE.fullmatch(own)
    if part is None or key not in {*_LAWS, *(text.id for text in current().statutes)}:
        return cite(own)[tongue == "en"]  # of another institution
    text = _LAWS[key] if key in _LAWS else _LAWS[part[1]]
    place = cite(part[2])[tongue == "en"]
    return f"{text[0]}{place}" if tongue == "ja" else f"{text[1]}, {place}"


def _policy(name: str, tongue: Language) -> str:
    """A part of a policy has no number: it is known by its heading."""
    found = _find(name) or _elsewhere(name)
    if found is None:
        return "ポリシー" if tongue == "ja" else "Policy"
    return f"ポリシー「{found.title.ja}」" if tongue == "ja" else f"Policy: {found.title.en}"


def _elsewhere(name: str) -> Clause | None:
    """A clause of a regulation that this one is compared with."""
    try:
        return law_of(name.rpartition(":")[0]).clause(name)
    except (NoSuchClause, UnknownRegulation):
        return None


def _is_notice(own: str) -> bool:
    """A notice to the public has no articles: its own numbering is what people see."""
    return current().regulation.identity.kind == "notice" and own[:1].isdigit()
