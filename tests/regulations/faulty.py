"""A copy of the invented regulation with one thing wrong."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from kitei.regulations.checks import Checker
from kitei.regulations.findings import Finding
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation

TEXTS = Path(__file__).parents[1] / "decisions/texts"


@dataclass(frozen=True)
class Copy:
    """The two invented texts, copied to a folder of their own."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Copy:
        shutil.copytree(TEXTS, folder / "texts")
        return cls(folder / "texts")

    def edit(self, file: str, old: str, new: str) -> Copy:
        """Replace a passage that stands exactly once in `school/<file>.yaml` (or in `law/…`)."""
        path = self.path(file)
        written = path.read_text(encoding="utf-8")
        assert written.count(old) == 1, f"{written.count(old)} times: {old}"
        path.write_text(written.replace(old, new), encoding="utf-8")
        return self

    def path(self, file: str) -> Path:
        return self.folder / f"{file if '/' in file else f'school/{file}'}.yaml"

    def line(self, file: str, passage: str) -> int:
        """The line of a passage that stands exactly once."""
        written = self.path(file).read_text(encoding="utf-8")
        assert written.count(passage) == 1, f"{written.count(passage)} times: {passage}"
        return written[: written.index(passage)].count("\n") + 1

    @property
    def library(self) -> Library:
        return Library(folder=self.folder)

    @property
    def school(self) -> Regulation:
        return self.library.get("school")

    def findings(self) -> list[Finding]:
        library = self.library
        school = library.get("school")
        return Checker(school, library.vocabulary, library.statutes_of(school)).findings()
