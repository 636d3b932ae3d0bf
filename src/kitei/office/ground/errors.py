"""What every error of the office has in common."""

from __future__ import annotations


class OfficeError(Exception):
    """Something that the office does not do. Each kind is a small class beside the function that raises it.

    Attributes:
        ja: what is wrong, where, what was expected and the way out, for the person who asked, in Japanese.
        en: the same in English; also the exception's own text.
    """

    def __init__(self, *, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja = ja
        self.en = en

    def of(self, lang: str) -> str:
        """The message as a page says it, in a language: `ja`, or English for every other, as a sentence of its own."""
        return self.ja if lang == "ja" else self.en[:1].upper() + self.en[1:]
