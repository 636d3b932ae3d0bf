"""A regulation, read: identity, clause tree, norms, registers, and the digest that names its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from kitei.regulations.findings import BadRegulation, Finding, short
from kitei.regulations.schema.clauses import Clause, Clauses
from kitei.regulations.schema.filings import Filings
from kitei.regulations.schema.identity import Body, Edition, Identity, Role, Trap
from kitei.regulations.schema.norms import Norms
from kitei.regulations.schema.procedures import ProcedureModel, Procedures
from kitei.regulations.schema.registers import Registers
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import Document, UnreadableFile, read_yaml

FILES = ("regulation", "clauses", "norms", "registers")
"""The files every regulation folder has."""

OPTIONAL = ("procedures", "filings")
"""Files a regulation folder may have."""


class NotInForce(ValueError):
    """No edition of the regulation governs the day asked for.

    Attributes:
        editions: the editions there are, oldest first.
    """

    def __init__(self, regulation: str, day: date, editions: tuple[Edition, ...]) -> None:
        self.regulation, self.day, self.editions = regulation, day, editions
        super().__init__(f"{regulation} was not in force on {day.isoformat()}")


class TextNotSupplied(NotInForce):
    """The edition of that day is known, but its text was not supplied, so nothing is decided from it."""

    def __init__(self, regulation: str, day: date, editions: tuple[Edition, ...], edition: Edition) -> None:
        super().__init__(regulation, day, editions)
        self.edition = edition


@dataclass(frozen=True)
class Regulation:
    """One regulation folder.

    Attributes:
        clauses: by id, in the order of the document.
        documents: the files as read, for findings with a line.
        digest: SHA-256 over the folder's files, hexadecimal; names the content.
    """

    folder: Path
    identity: Identity = field(repr=False)
    clauses: Mapping[str, Clause] = field(repr=False)
    norms: Norms = field(repr=False)
    registers: Registers = field(repr=False)
    procedures: tuple[ProcedureModel, ...] = field(repr=False)
    digest: str
    documents: Mapping[str, Document] = field(repr=False)
    filings: Filings = field(default_factory=Filings, repr=False)

    @property
    def id(self) -> str:
        """The key before the colon of its clause ids."""
        return self.identity.id

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """The parent of every clause: as written, or the nearest id above it."""
        return {name: clause.parent or self._above(name) for name, clause in self.clauses.items()}

    @cached_property
    def people(self) -> Mapping[str, Role | Body]:
        """Roles and bodies by own id and, where none has that id itself, by canonical id."""
        found: dict[str, Role | Body] = {}
        people: list[Role | Body] = [*self.identity.roles, *self.identity.bodies]
        for each in people:
            if each.canonical:
                found.setdefault(each.canonical, each)
        return found | {each.id: each for each in people}

    @cached_property
    def traps(self) -> Mapping[str, Trap]:
        """The traps of this text by id."""
        return {trap.id: trap for trap in self.identity.traps}

    def _above(self, name: str) -> str | None:
        for candidate in ids_above(name):
            if candidate in self.clauses:
                return candidate
        return None

    def edition_on(self, day: date) -> Edition:
        """The edition that governs a day, judged with today's knowledge of the texts.

        Raises:
            NotInForce: the first edition came later.
        """
        return edition_for(self, handled_on=day, known_at=date.max)

    def text_on(self, day: date) -> Edition:
        """The edition of a day, if its text was supplied.

        Raises:
            NotInForce: the first edition came later.
            TextNotSupplied: only the date of that edition is known.
        """
        edition = self.edition_on(day)
        if edition.text != "supplied":
            raise TextNotSupplied(self.id, day, self.identity.editions, edition)
        return edition


def edition_for(regulation: Regulation, *, handled_on: date, known_at: date) -> Edition:
    """The edition that governs a past handling, as far as the texts were known on a given day.

    An edition governs from `applies_from` (retroactive or not); it is known from the day it was made. Of the editions
    known, the latest that applies governs.

    Raises:
        NotInForce: no edition known on that day applies.
    """
    editions = regulation.identity.editions
    governing = [e for e in editions if e.known_from <= known_at and e.applies_from <= handled_on]
    if not governing:
        raise NotInForce(regulation.id, handled_on, editions)
    return governing[-1]


def ids_above(name: str) -> Iterator[str]:
    """The ids that could be a clause's parent, nearest first: `x:8(1)(2).s1` → `x:8(1)(2)`, `x:8(1)`, `x:8`."""
    rest = name
    while True:
        if "." in rest:
            rest = rest[: rest.rindex(".")]
        elif rest.endswith(")") and "(" in rest:
            rest = rest[: rest.rindex("(")]
        else:
            return
        yield rest


def load_regulation(folder: Path) -> Regulation:
    """Read a regulation folder.

    Raises:
        BadRegulation: with a finding for every fault of form.
        UnreadableFile: a file is missing, too large, or no YAML.
    """
    present = (*FILES, *(name for name in OPTIONAL if (folder / f"{name}.yaml").is_file()))
    documents = {name: read_yaml(folder / f"{name}.yaml") for name in present}
    clauses = read_model(Clauses, documents["clauses"]).root
    return Regulation(
        folder=folder,
        identity=read_model(Identity, documents["regulation"]),
        clauses=_by_id(clauses, documents["clauses"]),
        norms=read_model(Norms, documents["norms"]),
        registers=read_model(Registers, documents["registers"]),
        procedures=read_model(Procedures, documents["procedures"]).root if "procedures" in documents else (),
        filings=read_model(Filings, documents["filings"]) if "filings" in documents else Filings(),
        digest=digest(folder),
        documents=documents,
    )


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of the folder's files."""
    found = hashlib.sha256()
    for name in FILES:
        content = (folder / f"{name}.yaml").read_bytes()
        found.update(f"{name}:{len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _by_id(clauses: tuple[Clause, ...], document: Document) -> Mapping[str, Clause]:
    found: dict[str, Clause] = {}
    for index, clause in enumerate(clauses):
        if clause.id in found:
            file, line = short(document.file), document.line((index,))
            ja, en = f"条項 `{clause.id}` が二度あります。", f"clause `{clause.id}` is given twice"
            raise BadRegulation([Finding(file, line, "duplicate_clause", ja, en)])
        found[clause.id] = clause
    return found


__all__ = [
    "FILES",
    "BadRegulation",
    "NotInForce",
    "Regulation",
    "TextNotSupplied",
    "UnreadableFile",
    "digest",
    "edition_for",
    "ids_above",
    "load_regulation",
]
