"""Where regulations are found: the library that ships with Kitei, or a folder given by path."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kitei.regulations.regulation import Regulation, load_regulation
from kitei.regulations.vocabulary import Vocabulary, load_vocabulary
from kitei.regulations.yamlfile import read_yaml
from kitei.text import nearest

LIBRARY_FOLDER = Path(__file__).parent / "library"


class UnknownRegulation(ValueError):
    """No regulation of that name in the library, and no such folder."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known, self.nearest = name, known, nearest(name, known)
        super().__init__(f"unknown regulation `{name}`")


@dataclass(slots=True)
class Library:
    """Reads regulations once each. Not shared between processes; holds no clock."""

    folder: Path = LIBRARY_FOLDER
    vocabulary: Vocabulary = field(default_factory=load_vocabulary, repr=False)
    _read: dict[Path, Regulation] = field(default_factory=dict, repr=False)

    def names(self) -> tuple[str, ...]:
        """The keys of the regulations that ship with Kitei, universities before statutes."""
        return tuple(sorted(self._folders(), key=lambda name: (self._is_statute(name), name)))

    def universities(self) -> tuple[str, ...]:
        """The keys of the regulations that are not statutes."""
        return tuple(name for name in sorted(self._folders()) if not self._is_statute(name))

    def has(self, name: str) -> bool:
        """Whether a regulation of that key ships with Kitei."""
        return name in self._folders()

    def _folders(self) -> frozenset[str]:
        return frozenset(path.parent.name for path in self.folder.glob("*/regulation.yaml"))

    def _is_statute(self, name: str) -> bool:
        """Read from the identity alone: telling texts apart must not cost reading all of them."""
        return bool(read_yaml(self.folder / name / "regulation.yaml").data.get("kind") == "statute")

    def get(self, name: str | Path) -> Regulation:
        """A regulation by key, or by the path of its folder.

        Raises:
            UnknownRegulation: there is neither.
            BadRegulation, UnreadableFile: the folder cannot be read.
        """
        candidates = (self.folder / str(name), Path(name))
        folder = next((each for each in candidates if (each / "regulation.yaml").is_file()), None)
        if folder is None:
            raise UnknownRegulation(str(name), tuple(sorted(self._folders())))
        folder = folder.resolve()
        if folder not in self._read:
            self._read[folder] = load_regulation(folder)
        return self._read[folder]

    def statutes_of(self, regulation: Regulation) -> tuple[Regulation, ...]:
        """The statutes a regulation stands on."""
        return tuple(self.get(name) for name in regulation.identity.statutes)
