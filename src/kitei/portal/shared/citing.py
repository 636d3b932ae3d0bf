"""A clause as a person finds it: 第13条第2項 of the institution's text, 個人情報保護法第33条第2項 of a statute."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kitei.office.lawbook import Law
from kitei.regulations.importing.folder.citing import cited
from kitei.regulations.schema.words import Language

_LAWS = {
    "": ("個人情報保護法", "APPI"),
    "order-": ("個人情報保護法施行令", "APPI Cabinet Order"),
    "rule-": ("個人情報保護法施行規則", "APPI Rules"),
    "aaa": ("行政不服審査法", "Administrative Complaint Review Act"),
}
"""Statutes by the beginning of the clause's own id, or by key where the statute has one of its own."""

_NUMBERS = re.compile(r"\([1-9]\d*\)")
_STATUTE = re.compile(r"(order-|rule-|)(\d.*)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause, named and paraphrased.

    Attributes:
        label: its place: 第13条第2項.
        title, says: its short title and what it says in our own words; empty where the text is not in the library.
        own: whether it is a clause of the institution's own text, which the portal shows.
    """

    id: str
    label: str
    title: str
    says: str
    own: bool

    @property
    def anchor(self) -> str:
        """The name of the clause's place on the page of all clauses."""
        return anchor(self.id)


def anchor(clause: str) -> str:
    """A clause's id as the id of an element of a page."""
    own = clause.partition(":")[2]
    return "c-" + re.sub(r"[^0-9A-Za-zァ-ヶ-]+", "-", own).strip("-")


def citation(law: Law, clause: str, language: Language) -> Citation:
    """Name a clause of the institution's text or of a statute."""
    key, _, own = clause.partition(":")
    home = key == law.regulation.id
    texts = law.texts
    found = next((text.clauses[clause] for text in texts if clause in text.clauses), None)
    label = _own_label(law, clause, own, language) if home else _statute_label(key, own, language)
    return Citation(
        id=clause,
        label=label,
        title=found.title.of(language) if found else "",
        says=found.says.of(language) if found else "",
        own=home and found is not None,
    )


def citations(law: Law, clauses: tuple[str, ...], language: Language) -> tuple[Citation, ...]:
    """Name several clauses, each once."""
    return tuple(citation(law, clause, language) for clause in dict.fromkeys(clauses))


def _own_label(law: Law, clause: str, own: str, language: Language) -> str:
    """A notice and a policy are no articles: they are named by their own numbering and headings."""
    text = law.regulation
    if own.startswith("policy"):
        head = text.clauses.get(clause.partition("(")[0])
        number = "".join(_NUMBERS.findall(own))
        if head is None:
            return own
        return (
            f"ポリシー「{head.title.ja}」{number}"
            if language == "ja"
            else f"Policy, “{head.title.en}” {number}".strip()
        )
    if text.identity.kind == "notice":
        return own if own[0].isdigit() else cited(own)[language == "en"]
    return cited(own)[language == "en"]


def _statute_label(key: str, own: str, language: Language) -> str:
    part = _STATUTE.fullmatch(own)
    if part is None:
        return own
    name = _LAWS[key] if key in _LAWS else _LAWS[part[1]]
    place = cited(part[2])[language == "en"]
    return f"{name[0]}{place}" if language == "ja" else f"{name[1]}, {place}"
