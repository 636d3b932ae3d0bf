"""Who acts, in words for somebody outside: a role of the text by its title, a statute's as the institution itself."""

from __future__ import annotations

from typing import Protocol

from kitei.office.lawbook import OFFICE_ROLES, Law
from kitei.procedures.procedure import REQUESTER
from kitei.regulations.schema.identity import Body
from kitei.regulations.schema.words import Language

_YOU = ("あなた", "You")
_INSTITUTION = ("大学", "The university")


def who_acts(law: Law, role: str, language: Language) -> str:
    """The name of whoever takes a step.

    A statute calls the institution by names such as 個人情報取扱事業者; a person knows it as the university, or by whom
    the institution says signs for it.
    """
    if role == REQUESTER:
        return _YOU[language == "en"]
    signs = law.regulation.filings.signs.get(role)
    if signs is not None:
        return signs.of(language)
    own = role in law.regulation.people or role in OFFICE_ROLES or isinstance(law.people.get(role), Body)
    return law.role_title(role, language) if own else _INSTITUTION[language == "en"]


class Bilingual(Protocol):
    """Anything that says the same in Japanese and English."""

    @property
    def ja(self) -> str:
        """In Japanese."""

    @property
    def en(self) -> str:
        """In English."""


def say(words: Bilingual, language: Language) -> str:
    """The text in one language."""
    return words.ja if language == "ja" else words.en
