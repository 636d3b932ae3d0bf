"""The project's own Python, as the house checks read it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file of ours: where it lies, its text and its syntax tree."""

    path: str  # from the project's root, with forward slashes
    text: str
    tree: ast.Module


def read_sources() -> tuple[Source, ...]:
    """Every Python file under `src`, in the order of their paths."""
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in sorted((ROOT / "src").rglob("*.py"))
    )
