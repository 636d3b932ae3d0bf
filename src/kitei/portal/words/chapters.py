"""The clauses of the institution's text, in its order, set in by their depth."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.office.lawbook import Law
from kitei.portal.shared.citing import anchor, citation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.words import Language

_CHAPTERS = frozenset({"chapter", "part", "section", "policy", "header", "title", "supplementary", "preamble"})
_PAPERS = frozenset({"form", "annex", "table"})


@dataclass(frozen=True, slots=True)
class Line:
    """One clause on the page.

    Attributes:
        depth: 0 for a chapter, 1 for an article, 2 for a paragraph, 3 for an item and below.
        deleted: the number is kept; nothing stands there any more.
        cautions: weaknesses of the text that change what is decided; those of its wording alone are left out.
    """

    id: str
    anchor: str
    label: str
    title: str
    says: str
    depth: int
    deleted: bool
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An article and what stands below it, or a chapter's heading alone."""

    head: Line
    below: tuple[Line, ...]


def parts(law: Law, language: Language) -> tuple[Part, ...]:
    """The whole text: one part for each heading and each article."""
    found: list[tuple[Line, list[Line]]] = []
    for clause in law.regulation.clauses.values():
        line = _line(law, clause, language)
        if line.depth <= 1 or not found:
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return tuple(Part(head, tuple(below)) for head, below in found)


def _line(law: Law, clause: Clause, language: Language) -> Line:
    cited = citation(law, clause.id, language)
    traps = law.regulation.traps
    return Line(
        id=clause.id,
        anchor=anchor(clause.id),
        label=cited.label,
        title=cited.title,
        says=cited.says,
        depth=_depth(law, clause),
        deleted=clause.deleted,
        cautions=tuple(
            traps[name].says.of(language) for name in clause.warnings if name in traps and traps[name].severity == "A"
        ),
    )


def _depth(law: Law, clause: Clause) -> int:
    if clause.kind in _CHAPTERS:
        return 0
    depth, at = 1, law.regulation.parents.get(clause.id)
    while at is not None and law.regulation.clauses[at].kind not in _CHAPTERS:
        depth, at = depth + 1, law.regulation.parents.get(at)
    return min(depth, 3)
