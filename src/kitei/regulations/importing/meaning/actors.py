"""Roles, bodies and offices that the wording mentions, each with the clause that sets it up or names it first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.meaning.definitions import Definition
from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause
from kitei.regulations.importing.wording.folding import squeeze

_SETS_UP = re.compile(r"(?:を置く|を設ける|を設置する|をもって充て|とする。)")
_ELSEWHERE = re.compile(r"別に定める")
_OTHERS = re.compile(r"国の|内閣府")


@dataclass(frozen=True, slots=True)
class Actor:
    """A role, body or office.

    Attributes:
        name: as the text calls it.
        sort: `role`, `body` or `office`.
        canonical: the role of the vocabulary it resembles; empty if none.
        clause: where it is set up, else where it is named first.
        elsewhere: its rules are said to stand in another document.
    """

    name: str
    sort: str
    canonical: str
    clause: str
    elsewhere: bool = False


@cache
def _names() -> re.Pattern[str]:
    names = table("names")
    roles, posts, bodies = "|".join(names["role_suffixes"]), "|".join(names["posts"]), "|".join(names["body_suffixes"])
    word = r"[一-鿿々ァ-ヴー]"
    return re.compile(
        rf"(?P<role>{word}{{0,12}}?(?:{roles})|(?:{posts}))(?!{word})|(?P<body>{word}{{1,30}}?(?:{bodies}))(?!規則|規程|{word}{{0,3}}(?:長|委員))|(?P<office>{names['offices']})"
    )


@cache
def _canonical(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), own) for pattern, own in table("names")[kind])


def actors(clauses: Sequence[Clause], found: Sequence[Definition]) -> list[Actor]:
    """Every role, body and office, in the order in which they appear; short names count as the name they stand for."""
    short = {definition.term: definition.of for definition in found if _names().fullmatch(squeeze(definition.of))}
    made: dict[str, Actor] = {}
    set_up: set[str] = set()
    for clause in clauses:
        if clause.kind in {Kind.SENTENCE, Kind.TITLE, Kind.FORM, Kind.ANNEX, Kind.HEADER}:
            continue
        text = squeeze(clause.text)
        for match in _names().finditer(text):
            sort = match.lastgroup or "role"
            name = _trimmed(short.get(match.group(), match.group()))
            if len(name) <= 2 or _OTHERS.match(name):
                continue
            sets_up = bool(_SETS_UP.match(text, match.end())) or (sort != "office" and f"{name}(以下" in text)
            if name not in made or (sets_up and name not in set_up):
                elsewhere = made[name].elsewhere if name in made else False
                made[name] = Actor(name, sort, canonical(name, sort), clause.id, elsewhere)
            if sets_up:
                set_up.add(name)
    general = {suffix for name in ("role_suffixes", "body_suffixes") for suffix in table("names")[name]}
    kept = [actor for actor in made.values() if actor.name not in general or not _longer(actor.name, made)]
    return [_elsewhere(actor, clauses) for actor in kept]


def _longer(name: str, made: Mapping[str, Actor]) -> bool:
    """Whether a more exact name of the same sort is known."""
    return any(other != name and other.endswith(name) for other in made)


def _trimmed(name: str) -> str:
    return re.sub(r"^(?:当該|各|本|他の?|前記|同|[前次]?項|号|条)+", "", squeeze(name))


def canonical(name: str, sort: str) -> str:
    """The role of the vocabulary that a name resembles, empty if none."""
    kind = "canonical_bodies" if sort == "body" else "canonical_roles"
    return next((own for pattern, own in _canonical(kind) if sort != "office" and pattern.search(name)), "")


def _elsewhere(actor: Actor, clauses: Sequence[Clause]) -> Actor:
    """Whether the rules of a body are said to stand in a document of their own."""
    if actor.sort != "body":
        return actor
    article = re.split(r"[(.]", actor.clause, maxsplit=1)[0]
    near = (clause for clause in clauses if clause.id == article or clause.id.startswith(f"{article}("))
    elsewhere = any(
        _ELSEWHERE.search(clause.text) and re.search(r"委員会|規程|細部|組織|運営", clause.text) for clause in near
    )
    return Actor(actor.name, actor.sort, actor.canonical, actor.clause, elsewhere)
