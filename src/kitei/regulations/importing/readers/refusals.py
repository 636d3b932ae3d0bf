"""Why a file cannot be imported, said so that its bearer knows what to do next."""

from __future__ import annotations


class CannotImport(ValueError):
    """The file cannot be imported.

    Attributes:
        code: a stable name for the reason.
        ja, en: what is wrong and what to do, one message in each language.
    """

    code = "cannot_import"

    def __init__(self, ja: str, en: str) -> None:
        self.ja, self.en = ja, en
        super().__init__(en)


class EmptyFile(CannotImport):
    """The file has no content at all, or none that could be wording."""

    code = "empty"


class NoTextLayer(CannotImport):
    """A PDF of pictures: a scan without a text layer."""

    code = "no_text_layer"


class Locked(CannotImport):
    """The file asks for a password."""

    code = "locked"


class NotProse(CannotImport):
    """A spreadsheet, a picture, an archive: no document of running text."""

    code = "not_prose"


class NotJapanese(CannotImport):
    """The wording is not Japanese."""

    code = "not_japanese"


class TooLong(CannotImport):
    """Far longer than a regulation: a whole collection."""

    code = "too_long"


class Damaged(CannotImport):
    """The file is not what its name or its first bytes say, or it is broken."""

    code = "damaged"
