"""The books of the five universities, and folders with one thing wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kitei.filings.book import Book
from kitei.filings.opening import open_book
from kitei.regulations.library import LIBRARY_FOLDER, Library

LIBRARY = Library()
UNIVERSITIES = LIBRARY.universities()


@cache
def book(key: str) -> Book:
    """The book of a university."""
    return open_book(LIBRARY, key)


def changed(tmp_path: Path, key: str, change: Callable[[Any], None]) -> Book:
    """The book of a university whose `filings.yaml` was changed."""
    folder = tmp_path / key
    shutil.copytree(LIBRARY_FOLDER / key, folder)
    file = folder / "filings.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return open_book(LIBRARY, folder)
