"""What a form's folder says: `form.yaml`, `wording.yaml`, and the terms that all papers share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field as Default
from pydantic import model_validator

from kitei.regulations.schema.words import ClauseId, ClauseIds, Language, Model, Predicate, Slug, TrapId, Words

CitationMode = Literal["verbatim", "corrected"]
"""`verbatim`: clause numbers and slips as the regulation prints them; `corrected`: as they must be read."""

FieldType = Literal["line", "text", "date", "choice", "choices", "flag", "number", "seal", "stamp", "code", "table"]
"""`line` and `text` differ in length only; `seal` is a name, `stamp` a unit and a day, `code` becomes a QR code."""

Place = Literal["head", "to", "from", "row", "list", "office", "none"]
"""Where a shared layout prints a field; a form with a layout of its own needs none."""

Height = Annotated[float, Default(ge=4, le=240)]
"""Millimetres."""


class Label(Words):
    """A printed text.

    Attributes:
        corrected: the Japanese without the slip that the form prints.
    """

    corrected: str | None = None

    def says(self, language: Language, mode: CitationMode) -> str:
        """The text in one language; a translation carries no slips."""
        return self.corrected if self.corrected and language == "ja" and mode == "corrected" else self.of(language)


class Choice(Label):
    """One of the answers a form offers.

    Attributes:
        mark: the letter printed before it.
        text: the field that takes what is written beside it, `その他(  )`.
    """

    id: Slug
    mark: str = ""
    clause: ClauseId | None = None
    text: Slug | None = None


class Column(Label):
    """A column of a table.

    Attributes:
        width: millimetres; 0 takes what is left.
        key: the column that a label's QR code holds.
    """

    id: Slug
    type: FieldType = "line"
    width: float = 0
    height: float = 0
    required: bool = False
    max_length: int = 200
    clause: ClauseId | None = None


class Field(Label):
    """One entry of a form.

    Attributes:
        required: true, false, or a predicate over the form's own fields.
        office: filled in by the institution; never shown to the public.
        printed: false for what is kept beside the paper because the paper has no box for it.
        max_length: characters; a longer entry is refused by the web page and continued on a sheet by the printer.
        rows: the lines printed in an empty table.
        seal: the field whose seal stands beside this one.
        honorific: what an addressee is given instead of 殿: 御中 for a body.
    """

    id: Slug
    type: FieldType = "line"
    clause: ClauseId | None = None
    required: bool | Predicate = False
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    office: bool = False
    printed: bool = True
    max_length: int = 2000
    help: Words | None = None
    place: Place = "none"
    height: Height = 9
    rows: int = 0
    seal: Slug | None = None
    honorific: Words | None = None
    sep: str = "・"

    @model_validator(mode="after")
    def _parts_fit_the_type(self) -> Field:
        if (self.type in ("choice", "choices")) != bool(self.choices):
            raise ValueError("`choices` belong to a choice, and a choice has some")
        if (self.type == "table") != bool(self.columns):
            raise ValueError("`columns` belong to a table, and a table has some")
        return self


class Citation(Model):
    """A reference that the form prints, as printed and as it must be read.

    Attributes:
        read: the clauses that are meant; always these are stored.
        warning: the trap that explains the difference.
    """

    id: Slug
    verbatim: Words
    corrected: Words | None = None
    read: ClauseIds
    warning: TrapId | None = None

    def says(self, language: Language, mode: CitationMode) -> str:
        """The reference as it stands on the paper. A translation always says what is meant."""
        right = self.corrected and (mode == "corrected" or language == "en")
        return (self.corrected if right and self.corrected else self.verbatim).of(language)


class Beside(Words):
    """What the clerk should know of a weakness of the paper; it is told beside the form and never printed on it."""

    warning: TrapId | None = None


class Form(Model):
    """`form.yaml`.

    Attributes:
        id: the part after the colon: `form3`, `annex4`, `letter-consent`.
        clause: the clause that prints or requires the form.
        prescribed: the regulation prints this form itself; otherwise the paper says that it does not.
        layout: a shared layout; `own` means the folder's `layout.typ`.
        editions: the editions of the regulation that have this form; empty: all.
        era: the era printed in an empty date; empty: none. `printed_era` is the one on the original.
        omit_empty: once a paper is filled in, entries not made leave no empty rows (shared layout `letter`).
        sheet: the word for a sheet that continues an entry.
        entity: a statute's paper for one type of institution only.
        filled_by: role or body of the regulation, or `principal`, `recipient`, `office`.
    """

    id: Slug
    clause: ClauseId | None = None
    clauses: ClauseIds = ()
    title: Label
    number: Label | None = None
    prescribed: bool = False
    layout: Literal["own", "letter", "ledger", "labels"] = "own"
    editions: tuple[Slug | str, ...] = ()
    filled_by: Slug = "office"
    entity: Slug | None = None
    era: bool = True
    printed_era: str = ""
    omit_empty: bool = False
    sheet: str = "別紙"
    seal: Literal["", "seal_required"] = ""
    handwritten: bool = False
    citations: tuple[Citation, ...] = ()
    fields: tuple[Field, ...]
    beside: tuple[Beside, ...] = ()

    @model_validator(mode="after")
    def _names_fit(self) -> Form:
        ids = [field.id for field in self.fields]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"fields given twice: {', '.join(twice)}")
        for field in self.fields:
            named = [choice.text for choice in field.choices if choice.text] + [field.seal] * bool(field.seal)
            lost = [each for each in named if each not in ids]
            if lost:
                raise ValueError(f"`{field.id}` names fields that are not there: {', '.join(map(str, lost))}")
        return self

    def field(self, name: str) -> Field:
        """A field by id."""
        return next(each for each in self.fields if each.id == name)


Paragraphs = str | tuple[str, ...]
Piece = Mapping[Literal["ja", "en", "corrected"], Paragraphs]


class Wording(Model):
    """`wording.yaml`: the sentences between the boxes, by name.

    `{field}` stands for an entry, `{field.choice}` for one answer (struck out where another was given), `{@citation}`
    for a reference, `{@institution}` for whoever issues the paper. An institution may put its own words here.
    """

    pieces: dict[Slug, Piece] = Default(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, data: Any) -> Any:
        return data if isinstance(data, dict) and set(data) == {"pieces"} else {"pieces": data or {}}

    @model_validator(mode="after")
    def _both_languages(self) -> Wording:
        for name, piece in self.pieces.items():
            if not {"ja", "en"} <= set(piece):
                raise ValueError(f"`{name}` needs `ja` and `en`")
        return self

    def paragraphs(self, name: str, language: Language, mode: CitationMode) -> tuple[str, ...]:
        """The paragraphs of one piece."""
        piece = self.pieces[name]
        if language == "ja" and mode == "corrected" and "corrected" in piece:
            found = piece["corrected"]
        else:
            found = piece[language]
        return (found,) if isinstance(found, str) else found
