"""Errors of the record as one clear sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from kitei.cli.door import fail
from kitei.notary import NotaryError
from kitei.office.ground.errors import OfficeError


@contextmanager
def said(lang: str) -> Iterator[None]:
    """Say what went wrong in this block, and end with status 2."""
    try:
        yield
    except (OfficeError, NotaryError) as error:
        fail(error.ja if lang == "ja" else error.en)
    except OperationalError as error:
        fail(f"データベースに届きません / the database cannot be reached: {error}")
