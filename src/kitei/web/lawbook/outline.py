"""A regulation as a tree of clauses to read, and what else of the regulation rests on a clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kitei.office.lawbook import Law
from kitei.procedures.procedure import Procedure, Step
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.identity import Trap
from kitei.regulations.schema.words import Language
from kitei.text import fold
from kitei.web.look.showing.clauses import citation

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A clause with those below it."""

    clause: Clause
    below: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as a page shows it.

    Attributes:
        above: from the outermost clause down to the one above it.
        traps: contradictions and pitfalls of the text that concern it.
        steps: steps of procedures that rest on it or on a clause below it.
    """

    text: Regulation
    node: Node
    above: tuple[Clause, ...]
    before: Clause | None
    after: Clause | None
    traps: tuple[Trap, ...]
    steps: tuple[tuple[Procedure, tuple[Step, ...]], ...]


def tree(text: Regulation, root: str | None = None) -> tuple[Node, ...]:
    """The clauses below one, or, without one, the whole text."""
    below: dict[str | None, list[Clause]] = {}
    for name, above in text.parents.items():
        below.setdefault(above, []).append(text.clauses[name])

    def grown(clause: Clause) -> Node:
        return Node(clause, tuple(grown(each) for each in below.get(clause.id, ())))

    return tuple(grown(each) for each in below.get(root, ()))


def reading(law: Law, name: str) -> Reading:
    """A clause with all around it.

    Raises:
        NoSuchClause: neither the regulation nor its statutes have it.
    """
    clause = law.clause(name)
    text = next(each for each in law.texts if name in each.clauses)
    node = Node(clause, tree(text, name))
    inside = {each.id for each in _flat(node)}
    peers = [each for each in text.clauses.values() if each.kind == clause.kind]
    at = peers.index(clause)
    return Reading(
        text=text,
        node=node,
        above=tuple(reversed(list(_above(text, name)))),
        before=peers[at - 1] if at else None,
        after=peers[at + 1] if at + 1 < len(peers) else None,
        traps=tuple(
            trap
            for trap in text.identity.traps
            if inside & set(trap.clauses) or any(trap.id in each.warnings for each in _flat(node))
        ),
        steps=tuple(
            (procedure, steps)
            for procedure in law.procedures.values()
            if (steps := tuple(step for step in procedure.steps.values() if inside & set(step.clauses)))
        ),
    )


def heading(clause: Clause, language: Language) -> str:
    """Place and title: 第13条 開示の請求; one of them where it says the other as well, as titles of chapters do."""
    title, place = clause.title.of(language), citation(clause.id)
    bare = place.removeprefix("規程")
    if clause.kind in {"chapter", "part", "section"} or title.startswith(bare):
        return title
    if bare.rstrip("」").endswith(title):
        return bare
    return f"{bare}　{title}" if language == "ja" else f"{bare} {title}"


def search(law: Law, words: str) -> tuple[Clause, ...]:
    """The clauses whose title or content has all the words, in either language."""
    wanted = [fold(word) for word in words.split()]
    if not wanted:
        return ()
    found = [
        each for text in law.texts for each in text.clauses.values() if all(word in _haystack(each) for word in wanted)
    ]
    return tuple(found[:MOST_FOUND])


def _haystack(clause: Clause) -> str:
    return fold(f"{clause.id} {clause.title.ja} {clause.title.en} {clause.says.ja} {clause.says.en}")


def _flat(node: Node) -> Iterator[Clause]:
    yield node.clause
    for each in node.below:
        yield from _flat(each)


def _above(text: Regulation, name: str) -> Iterator[Clause]:
    above = text.parents[name]
    while above is not None:
        yield text.clauses[above]
        above = text.parents[above]
