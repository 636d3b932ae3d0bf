"""Two regulations beside each other, in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.decisions.explaining.wording import Wording
from kitei.office.cases.queries import terms
from kitei.office.lawbook import Law, law_of
from kitei.regulations.comparison import Side, compare_regulations
from kitei.regulations.library import Library
from kitei.regulations.schema.words import Language
from kitei.web.look.words import Said


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: `only` are duties and grounds that the other side does not have."""

    state: str
    clauses: tuple[str, ...]
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question."""

    question: str
    title: str
    differs: bool
    one: Cell
    other: Cell


def others(law: Law, language: Language) -> tuple[tuple[str, str], ...]:
    """The other regulations that ship with Kitei: key and institution."""
    library = Library()
    return tuple(
        (key, library.get(key).identity.institution.of(language)) for key in library.universities() if key != law.key
    )


def rows(law: Law, other: str, language: Language, *, only_differing: bool) -> tuple[Row, ...]:
    """Every question, or those on which the two part."""
    found = compare_regulations(law.regulation, law_of(other).regulation, law.vocabulary)
    return tuple(
        Row(
            each.question,
            law.vocabulary.questions[each.question].ja
            if language == "ja"
            else law.vocabulary.questions[each.question].en,
            each.differs,
            _cell(law, each.one, each.other, language),
            _cell(law, each.other, each.one, language),
        )
        for each in found
        if each.differs or not only_differing
    )


def _cell(law: Law, side: Side, against: Side, language: Language) -> Cell:
    wording = Wording(law.vocabulary)
    labels: list[Said] = [
        *(terms.ground(law, each) for each in side.grounds if each not in against.grounds),
        *(wording.kind(each) for each in side.duties if each not in against.duties),
    ]
    state = wording.term("topic", side.state)
    return Cell(
        state.ja if language == "ja" else state.en,
        side.clauses[:8],
        tuple(dict.fromkeys(each.ja if language == "ja" else each.en for each in labels)),
    )
