"""The importer's one way in: a file's bytes in, everything that could be read from them out."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from kitei.regulations.importing.meaning.actors import Actor, actors
from kitei.regulations.importing.meaning.definitions import Definition, definitions
from kitei.regulations.importing.meaning.editions import Edition, editions
from kitei.regulations.importing.meaning.fields import FormField, form_fields
from kitei.regulations.importing.meaning.instruments import Instruments
from kitei.regulations.importing.meaning.references import Reference, references
from kitei.regulations.importing.meaning.topics import Topic, topics
from kitei.regulations.importing.model import Document, Doubt, Kind, Source
from kitei.regulations.importing.readers.detect import read
from kitei.regulations.importing.structure.clauses import Clause, clauses_of
from kitei.regulations.importing.structure.recognise import recognise


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A document as far as the importer understands it. Topics are proposals; everything else is read, not judged."""

    file: str
    sha256: str
    document: Document
    clauses: tuple[Clause, ...]
    references: tuple[Reference, ...]
    definitions: tuple[Definition, ...]
    editions: tuple[Edition, ...]
    actors: tuple[Actor, ...]
    forms: dict[str, tuple[FormField, ...]]
    topics: dict[str, tuple[Topic, ...]]
    doubts: tuple[Doubt, ...]

    @property
    def unresolved(self) -> tuple[Reference, ...]:
        """References that point at nothing known."""
        return tuple(each for each in self.references if not each.resolved)

    @property
    def counts(self) -> dict[str, int]:
        """How many clauses of each kind there are."""
        return dict(Counter(str(clause.kind) for clause in self.clauses))


def import_regulation(data: bytes, name: str, *, pages: range | None = None) -> Imported:
    """Read a regulation, a policy or a notice from a file.

    Args:
        data: the file's bytes.
        name: the file's name.
        pages: for a PDF, the pages wanted, counted from 0.

    Raises:
        CannotImport: the file is none that can be read; the error says what to do.
    """
    found = read(data, name, pages)
    document, doubts = recognise(found) if isinstance(found, Source) else (found, [])
    return understand(document, doubts, name=name, sha256=hashlib.sha256(data).hexdigest())


def understand(document: Document, doubts: list[Doubt] | tuple[Doubt, ...], *, name: str, sha256: str) -> Imported:
    """Read from a tree what it says about itself."""
    clauses = clauses_of(document)
    defined = definitions(clauses)
    instruments = Instruments(document.title, defined, statute=document.sort == "statute")
    referred = references(clauses, instruments)
    forms = {clause.id: form_fields(clause.node) for clause in clauses if clause.kind in {Kind.FORM, Kind.ANNEX}}
    return Imported(
        file=name,
        sha256=sha256,
        document=document,
        clauses=tuple(clauses),
        references=tuple(referred),
        definitions=tuple(defined),
        editions=tuple(editions(clauses)),
        actors=tuple(actors(clauses, defined)),
        forms=forms,
        topics=topics(clauses),
        doubts=(*doubts, *_doubtful(referred, clauses)),
    )


def _doubtful(referred: list[Reference], clauses: list[Clause]) -> list[Doubt]:
    """Doubts about references: the ones that fit nothing, and the ones read against their letter."""
    lines = {clause.id: clause.node.lines[0] for clause in clauses}
    found = []
    for each in referred:
        if not each.resolved:
            found.append(
                Doubt(
                    lines[each.clause],
                    "reference_unresolved",
                    f"{each.clause} の「{each.printed}」の指す条項が見つかりません",
                    f"`{each.printed}` in {each.clause} points at nothing: {each.why or 'unknown'}",
                )
            )
        elif each.corrected:
            read = "、".join(each.targets)
            found.append(
                Doubt(
                    lines[each.clause],
                    "reference_corrected",
                    f"{each.clause} の「{each.printed}」は {read} と読みました",
                    f"`{each.printed}` in {each.clause} was read as {read}",
                )
            )
    return found
