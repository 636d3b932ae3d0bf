"""Folding: one form for texts that differ only in width, case or composition."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return the form under which two texts are compared; it is for comparing, not for showing.

    Full-width letters and digits become plain, half-width kana full, composed signs (㈱, ㋿) their parts,
    capitals small, and any run of blanks one space. Folding twice changes nothing more.

    Source: Unicode Standard 3.13, D146, compatibility caseless match.
    """
    # Case folding and normalisation can each undo the other, so both are done twice, as the standard says.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold()).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())
