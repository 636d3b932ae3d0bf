"""Findings: what is wrong with a regulation folder, where, what was expected, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong at one place.

    Attributes:
        code: a stable name for the sort of fault (`unknown_key`, `dangling_clause` …).
        ja, en: one sentence for the author of the folder.
    """

    file: str
    line: int
    code: str
    ja: str
    en: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.en}"


class BadRegulation(ValueError):
    """A regulation folder that cannot be used.

    Attributes:
        findings: everything found, ordered by file and line.
    """

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


def short(file: Path) -> str:
    """The file's name as a person would say it: its folder and its name."""
    return f"{file.parent.name}/{file.name}"
