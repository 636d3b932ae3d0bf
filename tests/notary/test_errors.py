"""Every error of the notary is in the drawing of all of them, and speaks both languages."""

from __future__ import annotations

import re

from kitei import notary
from kitei.notary import NotaryError, SigningKey, TileMissing


def test_the_drawing_shows_every_error() -> None:
    drawn = re.findall(r"[├└]─ (\w+)", str(NotaryError.__doc__))

    assert sorted(drawn) == sorted(error.__name__ for error in NotaryError.__subclasses__())
    assert set(drawn) <= set(notary.__all__)


def test_an_error_speaks_both_languages() -> None:
    error = TileMissing("tile/0/000")

    assert (error.ja, error.en, str(error)) == (
        "`tile/0/000` がありません",
        "`tile/0/000` is missing",
        "`tile/0/000` is missing",
    )


def test_what_is_public_is_there() -> None:
    assert [name for name in notary.__all__ if not hasattr(notary, name)] == []
    assert SigningKey.__module__.startswith("kitei.notary")
