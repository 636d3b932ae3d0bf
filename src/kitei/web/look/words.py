"""The two languages of a page: Japanese first, English complete."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language

Language = Literal["ja", "en"]


def language() -> Language:
    """The language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "ja"


def t(ja: str, en: str) -> str:
    """A text in the language of the page: both stand side by side where they are used."""
    return en if language() == "en" else ja
