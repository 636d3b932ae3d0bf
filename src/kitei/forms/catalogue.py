"""Which forms there are: of a regulation, of a statute, and of the office itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kitei.forms.definition import Form, Wording
from kitei.regulations.library import Library
from kitei.regulations.regulation import Regulation
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import Document, read_text, read_yaml
from kitei.text import nearest

LIBRARY = Path(__file__).parent / "library"
LAYOUTS = LIBRARY / "layouts"
OFFICE = "office"
"""The key before the colon of the office's own papers."""


class UnknownForm(ValueError):
    """There is no such form.

    Attributes:
        nearest: the form most like the one asked for.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.known, self.nearest = name, known, nearest(name, known)
        super().__init__(f"unknown form `{name}`")


@dataclass(frozen=True, slots=True)
class FormFolder:
    """A form as its folder gives it.

    Attributes:
        home: the regulation's key, or `office`.
        layout: the typst source that prints it.
        institution: who issues it, in Japanese and English; empty for a paper of no institution.
    """

    home: str
    folder: Path
    form: Form
    wording: Wording
    layout: str
    institution: tuple[str, str]

    @property
    def name(self) -> str:
        """The name by which the form is called: `form3`, `appi:disclosure-request`, `office:minutes`."""
        return f"{self.home}:{self.form.id}"

    def example(self) -> Mapping[str, Any]:
        """The values of a typical case."""
        data = read_yaml(self.folder / "example.yaml").data
        return data if isinstance(data, dict) else {}


@dataclass(slots=True)
class Catalogue:
    """Finds forms by the regulation they belong to."""

    library: Library

    def names(self, key: str) -> tuple[str, ...]:
        """Every form that an institution under this regulation can use: its own, its statutes', the office's."""
        home = self.library.get(key)
        own = tuple(each.name for each in _folders(home.folder / "forms"))
        others = tuple(
            f"{statute.id}:{each.name}"
            for statute in self.library.statutes_of(home)
            for each in _folders(statute.folder / "forms")
            if _entity(each) in (None, home.identity.entity_type)
        )
        return own + others + tuple(f"{OFFICE}:{each.name}" for each in _folders(LIBRARY / OFFICE))

    def get(self, key: str, name: str) -> FormFolder:
        """A form by the name an institution calls it: `form3`, `appi:…`, `office:…`.

        Raises:
            UnknownForm: there is none of that name.
            BadRegulation, UnreadableFile: its folder cannot be read.
        """
        home = self.library.get(key)
        owner, _, slug = name.rpartition(":")
        if not slug or name.removeprefix(f"{home.id}:") not in self.names(key):
            raise UnknownForm(name, self.names(key))
        if owner == OFFICE:
            return read_form(LIBRARY / OFFICE / slug, OFFICE, _institution(home))
        holder = self.library.get(owner) if owner else home
        return read_form(holder.folder / "forms" / slug, holder.id, _institution(home))

    def every(self, key: str) -> Iterator[FormFolder]:
        """All forms of `names`, read."""
        for name in self.names(key):
            yield self.get(key, name)


def read_form(folder: Path, home: str, institution: tuple[str, str]) -> FormFolder:
    """Read one form's folder.

    Raises:
        BadRegulation, UnreadableFile: it cannot be read.
    """
    form = read_model(Form, read_yaml(folder / "form.yaml"))
    shared = folder / "layout.typ" if form.layout == "own" else LAYOUTS / f"{form.layout}.typ"
    wording = read_model(Wording, _wording(folder / "wording.yaml"))
    return FormFolder(home, folder, form, wording, read_text(shared), institution)


def _wording(file: Path) -> Document:
    return read_yaml(file) if file.is_file() else Document(file, {}, {})


def _folders(parent: Path) -> list[Path]:
    return sorted((path.parent for path in parent.glob("*/form.yaml")), key=lambda path: path.name)


def _entity(folder: Path) -> str | None:
    """Read alone: listing forms must not cost reading all of them."""
    found = read_yaml(folder / "form.yaml").data.get("entity")
    return None if found is None else str(found)


def _institution(home: Regulation) -> tuple[str, str]:
    return (home.identity.institution.ja, home.identity.institution.en)
