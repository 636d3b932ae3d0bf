"""The clauses of a document as an index: which exist, and what stands before and after each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause

_PIECES = re.compile(r"\(([^()]+)\)")
_LISTS = ("table", "form", "annex", "policy")
Path = tuple[str, ...]  # ("18-2", "3", "5"): article, paragraph, item …; ("supp(1)", "2") in a supplementary provision


class Tree:
    """An index over the clauses of one document."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.ids = {clause.id for clause in clauses}
        self.articles = [clause.id for clause in clauses if clause.kind is Kind.ARTICLE]
        self.divisions = [clause.id for clause in clauses if clause.kind in {Kind.CHAPTER, Kind.SECTION, Kind.PART}]
        self.order = {own: place for place, own in enumerate(self.articles)}
        self._containers = {clause.id: clause.parent for clause in clauses if clause.parent}
        self.below: dict[str, list[str]] = {}
        for clause in clauses:
            if clause.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}:
                self.below.setdefault(clause.id[: clause.id.rindex("(")], []).append(clause.id)

    def find(self, article: str, pieces: Path) -> str | None:
        """The id of a clause, a one-paragraph article standing for its first paragraph."""
        own = article + "".join(f"({piece})" for piece in pieces)
        if own in self.ids:
            return own
        return article if pieces == ("1",) and article in self.ids and article not in self.below else None

    def paragraphs(self, article: str) -> list[str]:
        """The numbers of an article's paragraphs; "1" alone for an article of one paragraph."""
        return [last(own) for own in self.below[article]] if article in self.below else ["1"]

    def items(self, article: str, paragraph: str) -> list[str]:
        """The items of a paragraph; the members of a table, which has no paragraphs."""
        return (
            self.below.get(article, []) if article.startswith(_LISTS) else self.below.get(f"{article}({paragraph})", [])
        )

    def neighbour(self, article: str, step: int) -> str | None:
        """The article so many places before or after."""
        place = self.order.get(article)
        if place is None or not 0 <= place + step < len(self.articles):
            return None
        other = self.articles[place + step]
        return other if other.startswith("supp") == article.startswith("supp") else None

    def division(self, article: str, sign: str, relative: str, number: str) -> str | None:
        """The chapter or section of that number, or the one before, after or around an article."""
        same = [own for own in self.divisions if re.search(rf"(?:^|-){sign}[\d-]+$", own)]
        if not relative:
            around = self._around(article, sign)
            near = f"{around.rpartition('-')[0]}-{sign}{number}" if around and "-" in around else ""
            return (
                near
                if near in self.divisions
                else next((own for own in same if re.search(rf"(?:^|-){sign}{number}$", own)), None)
            )
        here = self._around(article, sign)
        place = same.index(here) if here in same else None
        step = {"前": -1, "次": 1}.get(relative, 0)
        return same[place + step] if place is not None and 0 <= place + step < len(same) else None

    def _around(self, own: str, sign: str) -> str:
        """The division of a sort in which a clause stands, empty if there is none."""
        while own and not re.search(rf"(?:^|-){sign}[\d-]+$", own):
            own = self._containers.get(own, "")
        return own


def place_of(clause: Clause) -> tuple[str, Path]:
    """The article (or table, or supplementary provision) a clause stands in, and the path below it."""
    own = re.sub(r"\.(?:s\d+|proviso)$", "", clause.id)
    if own.startswith("supp("):
        head = re.match(r"supp\(\d+\)(?:-[\d-]+)?", own)
        base = head.group() if head else own
        return base, tuple(_PIECES.findall(own[len(base) :]))
    base, _, _ = own.partition("(")
    pieces = tuple(_PIECES.findall(own[len(base) :]))
    return base, ("1", *pieces) if base.startswith(_LISTS) else pieces


def last(own: str) -> str:
    """The last piece of an id in brackets."""
    return own[own.rindex("(") + 1 : -1]
