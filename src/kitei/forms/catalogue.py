"""Which forms there are: of a regulation, of a statute, and of the office itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
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


class NotInEdition(ValueError):
    """There is such a form, but not in the edition that governs the day of the paper.

    Attributes:
        edition: that edition of the regulation.
        editions: those whose form is at hand.
    """

    def __init__(self, name: str, edition: str, editions: tuple[str, ...]) -> None:
        self.name, self.edition, self.editions = name, edition, editions
        super().__init__(f"`{name}` is not at hand for the edition of {edition}, only for {', '.join(editions)}")


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

    def names(self, key: str, on: date | None = None) -> tuple[str, ...]:
        """Every form that an institution under this regulation can use: its own, its statutes', the office's.

        Args:
            on: only those of the editions that govern this day.

        Raises:
            NotInForce: no edition of the regulation governs that day.
        """
        home = self.library.get(key)
        own = tuple(each.name for each in _parents(home.folder / "forms") if _pick(each, _edition(home, on)))
        others = tuple(
            f"{statute.id}:{each.name}"
            for statute in self.library.statutes_of(home)
            for each in _parents(statute.folder / "forms")
            if (found := _pick(each, _edition(statute, on))) and _entity(found) in (None, home.identity.entity_type)
        )
        return own + others + _office(home.identity.entity_type)

    def get(self, key: str, name: str, on: date | None = None) -> FormFolder:
        """A form by the name an institution calls it: `form3`, `appi:…`, `office:…`.

        Args:
            on: the day of the paper, which picks the edition; without it the last one.

        Raises:
            UnknownForm: there is none of that name.
            NotInEdition: there is one, but not in the edition of that day.
            NotInForce: no edition of the regulation governs that day.
            BadRegulation, UnreadableFile: its folder cannot be read.
        """
        holder, parent = self._place(key, name)
        institution = _institution(self.library.get(key))
        if holder is None:
            return read_form(parent, OFFICE, institution)
        edition = _edition(holder, on)
        folder = _pick(parent, edition)
        if folder is None:
            raise NotInEdition(name, edition or "", _at_hand(parent))
        return read_form(folder, holder.id, institution)

    def every(self, key: str, on: date | None = None) -> Iterator[FormFolder]:
        """All forms of `names`, read."""
        for name in self.names(key, on):
            yield self.get(key, name, on)

    def editions(self, key: str, name: str) -> Iterator[FormFolder]:
        """The same form in each of its editions, oldest first.

        Raises:
            UnknownForm: there is none of that name.
            BadRegulation, UnreadableFile: a folder cannot be read.
        """
        holder, parent = self._place(key, name)
        for _, folder in _dated(parent):
            yield read_form(folder, holder.id if holder else OFFICE, _institution(self.library.get(key)))

    def _place(self, key: str, name: str) -> tuple[Regulation | None, Path]:
        """Whose form it is (nobody's: the office's), and its folder."""
        home = self.library.get(key)
        owner, _, slug = name.rpartition(":")
        if not slug or name.removeprefix(f"{home.id}:") not in self.names(key):
            raise UnknownForm(name, self.names(key))
        if owner == OFFICE:
            return None, LIBRARY / OFFICE / slug
        holder = self.library.get(owner) if owner else home
        return holder, holder.folder / "forms" / slug


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


def _parents(forms: Path) -> list[Path]:
    """The folders of forms, each with one edition in it or several below it."""
    found = {path.parent for path in forms.glob("*/form.yaml")}
    found |= {path.parent.parent for path in forms.glob("*/*/form.yaml")}
    return sorted(found, key=lambda path: path.name)


def _dated(parent: Path) -> list[tuple[str, Path]]:
    """The folders of a form's editions, each with the edition it begins with, oldest first."""
    found = [(path.parent.name, path.parent) for path in parent.glob("*/form.yaml")]
    if (parent / "form.yaml").is_file():
        found.append((min(_named(parent), default="") if found else "", parent))
    return sorted(found)


def _pick(parent: Path, edition: str | None) -> Path | None:
    """The folder of a form for an edition; without one, the last."""
    dated = [folder for since, folder in _dated(parent) if edition is None or since <= edition]
    last = dated[-1] if dated else None
    return last if last is None or edition is None or edition in (_named(last) or {edition}) else None


def _at_hand(parent: Path) -> tuple[str, ...]:
    return tuple(sorted({each for since, folder in _dated(parent) for each in _named(folder) or {since or "?"}}))


def _named(folder: Path) -> set[str]:
    """The editions that a form names. Read alone: listing forms must not cost reading all of them."""
    found = read_yaml(folder / "form.yaml").data.get("editions") or ()
    return {str(each) for each in found}


@cache
def _office(entity_type: str) -> tuple[str, ...]:
    """The office's own papers, less those that only another type of institution has."""
    parents = _parents(LIBRARY / OFFICE)
    return tuple(f"{OFFICE}:{each.name}" for each in parents if _entity(each) in (None, entity_type))


def _entity(folder: Path) -> str | None:
    found = read_yaml(folder / "form.yaml").data.get("entity")
    return None if found is None else str(found)


def _edition(holder: Regulation, on: date | None) -> str | None:
    return None if on is None else holder.edition_on(on).id


def _institution(home: Regulation) -> tuple[str, str]:
    return (home.identity.institution.ja, home.identity.institution.en)
