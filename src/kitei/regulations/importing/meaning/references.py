"""Cross-references: resolved to clause ids, to a statute, to a named document, or reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kitei.regulations.importing.meaning.instruments import Instruments
from kitei.regulations.importing.meaning.reading import Level, Token, compact, joint, tail_end, tokens
from kitei.regulations.importing.meaning.resolving import Resolver
from kitei.regulations.importing.meaning.tree import Path, Tree, place_of
from kitei.regulations.importing.model import Kind
from kitei.regulations.importing.structure.clauses import Clause

_NOT_PRINTED = frozenset({Kind.SENTENCE, Kind.TITLE, Kind.HEADER})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in the wording of a clause.

    Attributes:
        clause: where it stands.
        printed: as printed.
        targets: ids of this document, without its key; or of a statute, with its key (`appi:27(1)`).
        document: the instrument it points into, if that is not this one.
        corrected: the printed words fit nothing; the targets are what must be meant.
        why: for one that could not be resolved: the reason, in English, else empty.
    """

    clause: str
    printed: str
    targets: tuple[str, ...] = ()
    document: str = ""
    corrected: bool = False
    why: str = ""

    @property
    def resolved(self) -> bool:
        """Whether it is known what the reference points at."""
        return bool(self.targets) or bool(self.document)


@dataclass(slots=True)
class _Reading:
    """The state of reading one clause: what 同条, 同項 and a bare 第2項 go back to."""

    article: str
    path: Path
    last_article: str = ""
    last_paragraph: str = ""
    last_item: str = ""
    document: str = ""
    statute: str = ""
    found: list[Reference] = field(default_factory=list)


def references(clauses: Sequence[Clause], instruments: Instruments) -> list[Reference]:
    """Every reference in the document, in order; forms and tables included."""
    tree = Tree(clauses)
    found = []
    for clause in clauses:
        if clause.kind in _NOT_PRINTED or "~" in clause.id:
            continue
        text = _whole(clause)
        if text:
            found += _Reader(tree, instruments, clause, text).read()
    return found


def _whole(clause: Clause) -> str:
    if clause.kind in {Kind.FORM, Kind.ANNEX, Kind.TABLE}:
        cells = "\n".join(cell for grid in clause.node.grids for row in grid for cell in row)
        return "\n".join(part for part in (clause.node.caption, clause.text, cells) if part)
    return clause.text


class _Reader:
    """Reads one clause."""

    def __init__(self, tree: Tree, instruments: Instruments, clause: Clause, text: str) -> None:
        self._tree, self._instruments, self._clause = tree, instruments, clause
        self._printed, self._end = text, 0
        self._text, self._places = compact(text)
        article, path = place_of(clause)
        self._state = _Reading(article, path)

    def read(self) -> list[Reference]:
        found = tokens(self._text)
        at = 0
        while at < len(found):
            at = self._group(found, at)
        return self._state.found

    def _group(self, found: Sequence[Token], at: int) -> int:
        """One reference: its tokens from the article down to the sub-item; what follows a joint inherits from it."""
        group = [found[at]]
        at += 1
        while (
            at < len(found)
            and found[at].start == group[-1].end
            and found[at].level > group[-1].level
            and group[-1].level is not Level.OTHER
        ):
            group.append(found[at])
            at += 1
        if group[0].level is Level.OTHER and group[0].other == "supp":
            while at < len(found) and found[at].start == group[-1].end:
                group.append(found[at])
                at += 1
        before = self._before(group[0])
        if self._means_nothing(group, joined=before is not None):
            return at
        self._resolve(group, before)
        return at

    def _before(self, token: Token) -> str | None:
        """What joins this reference to the one before, `None` if nothing does."""
        return joint(self._text, self._end, token.start) if self._end else None

    def _means_nothing(self, group: Sequence[Token], *, joined: bool) -> bool:
        first = group[0]
        if first.level is Level.SUBITEM or (
            first.bare and not joined and not self._instruments.before(self._text, first.start)[1]
        ):
            return True
        if first.each and not joined:
            return True  # 次の各号: announces, refers to nothing
        follows_number = first.start > 0 and self._text[first.start - 1] in "0123456789一二三四五六七八九十百"
        if (
            first.level is Level.ITEM
            and first.number
            and not first.relative
            and not joined
            and self._text[max(0, first.start - 3) : first.start].endswith(("規程", "規則", "法律", "政令", "告示"))
        ):
            return True  # 平成15年法律第57号: a number of promulgation
        return follows_number and not first.relative

    def _resolve(self, group: list[Token], before: str | None) -> None:
        first, last = group[0], group[-1]
        end = tail_end(self._text, last.end)
        named = (first.level in {Level.ARTICLE, Level.OTHER} and not first.relative) or first.bare
        start, name = self._instruments.before(self._text, first.start) if named else (first.start, "")
        printed = self._cut(start, end)
        self._end = end
        if first.level is Level.OTHER:
            self._other(group, printed, name)
            return
        outside = self._outside(first, name, joined=before is not None)
        if outside:
            self._external(group, printed)
        else:
            self._internal(group, printed, before)

    def _outside(self, first: Token, name: str, *, joined: bool) -> bool:
        """Whether the reference points into another instrument; notes which."""
        state = self._state
        if name:
            meaning = self._instruments.meaning(name)
            if meaning.same_as_last:
                return bool(state.document)
            state.document, state.statute = ("", "") if meaning.own else (meaning.title, meaning.prefix)
            return bool(state.document)
        here = first.relative in {"前", "次", "本", "前各"} or (not first.relative and not joined)
        if first.level is Level.ARTICLE and here:
            state.document = ""
        elif first.level > Level.ARTICLE and not joined and first.relative != "同":
            return False
        return bool(state.document)

    def _external(self, group: Sequence[Token], printed: str) -> None:
        state = self._state
        for token in group:
            if token.level is Level.ARTICLE and token.relative != "同":
                state.last_article, state.last_paragraph, state.last_item = token.number, "", ""
            elif token.level is Level.PARAGRAPH and token.relative != "同":
                state.last_paragraph, state.last_item = token.number, ""
            elif token.level is Level.ITEM:
                state.last_item = token.number
        targets: tuple[str, ...] = ()
        if state.statute and state.last_article:
            pieces = [state.last_paragraph or ("1" if state.last_item else ""), state.last_item]
            targets = (state.statute + state.last_article + "".join(f"({piece})" for piece in pieces if piece),)
        self._note(printed, targets, document=state.document)

    def _internal(self, group: Sequence[Token], printed: str, before: str | None) -> None:
        resolver = Resolver(
            self._tree, self._state.article, self._state.path, self._memory(), joined=before is not None
        )
        found = resolver.resolve(group, until=before is not None and before.endswith("から"))
        self._state.last_article, self._state.last_paragraph, self._state.last_item = resolver.memory
        self._state.document = "" if group[0].level is Level.ARTICLE else self._state.document
        self._note(printed, found.targets, corrected=found.corrected, why=found.why)

    def _memory(self) -> tuple[str, str, str]:
        state = self._state
        return ("", "", "") if state.document else (state.last_article, state.last_paragraph, state.last_item)

    def _other(self, group: Sequence[Token], printed: str, name: str) -> None:
        """附則第2項, 別表第1, 様式第1号, 第3章."""
        token = group[0]
        if not token.number and token.other in {"table", "form", "annex"}:
            self._lone(token, printed)
            return
        meaning = self._instruments.meaning(name) if name else None
        if meaning is not None and not meaning.own:
            self._note(printed, (), document=meaning.title or self._state.document or name)
            return
        candidates = _other_targets(token, group[1:], self._tree, self._clause)
        why = "" if candidates else f"no {token.other}{token.number} in this document"
        self._note(printed, tuple(candidates), why=why)

    def _lone(self, token: Token, printed: str) -> None:
        """別表 without a number is the only one there is; where there are none or several, the word names a sort."""
        only = f"{token.other}1"
        if only in self._tree.ids and f"{token.other}2" not in self._tree.ids and only != self._clause.id:
            self._note(printed, (only,))

    def _note(
        self, printed: str, targets: Sequence[str], *, document: str = "", corrected: bool = False, why: str = ""
    ) -> None:
        self._state.found.append(Reference(self._clause.id, printed, tuple(targets), document, corrected, why))

    def _cut(self, start: int, end: int) -> str:
        if self._places is None:
            return self._printed[start:end]
        return self._printed[self._places[start] : self._places[end - 1] + 1].replace("\n", "")


def _other_targets(token: Token, deeper: Sequence[Token], tree: Tree, clause: Clause) -> list[str]:
    if token.other == "supp":
        own = re.match(r"supp\(\d+\)", clause.id)
        base = own.group() if own else "supp(1)"
        first = deeper[0] if deeper else None
        if first is None:
            return []
        own_id = f"{base}-{first.number}" if first.level is Level.ARTICLE else f"{base}({first.number})"
        return [own_id] if own_id in tree.ids else []
    if token.other in {"ch", "s"}:
        found = tree.division(place_of(clause)[0], token.other, token.relative, token.number)
        return [found] if found else []
    wanted = [f"{token.other}{number}" for number in (token.number, *token.more)]
    return wanted if all(own in tree.ids for own in wanted) else []
