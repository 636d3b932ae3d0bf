"""The two languages of a page: Japanese first, English complete."""

from __future__ import annotations

from typing import Literal, Protocol

from django.utils.translation import get_language

Language = Literal["ja", "en"]


class Said(Protocol):
    """A text in both languages: labels, words, errors."""

    @property
    def ja(self) -> str:
        """In Japanese."""
        ...

    @property
    def en(self) -> str:
        """In English."""
        ...


def language() -> Language:
    """The language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "ja"


def t(ja: str, en: str) -> str:
    """A text in the language of the page: both stand side by side where they are used."""
    return en if language() == "en" else ja


def say(label: Said) -> str:
    """Something that carries both languages, in the language of the page."""
    return t(label.ja, label.en)
