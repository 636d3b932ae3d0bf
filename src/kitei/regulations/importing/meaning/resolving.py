"""From the words of one reference to clause ids of the same document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kitei.regulations.importing.meaning.reading import Level, Token
from kitei.regulations.importing.meaning.tree import Path, Tree, last


@dataclass(frozen=True, slots=True)
class _Found:
    targets: tuple[str, ...] = ()
    corrected: bool = False
    why: str = ""


class Resolver:
    """Finds the clauses that the tokens of one reference name.

    Args:
        tree: the clauses there are.
        article, path: where the reference stands.
        memory: article, paragraph and item named last; updated.
        joined: nothing but a joint (及び, から) stands between the reference named last and this one.
    """

    def __init__(self, tree: Tree, article: str, path: Path, memory: tuple[str, str, str], *, joined: bool) -> None:
        self._tree, self._article, self._path, self._joined = tree, article, path, joined
        self.memory = memory

    def resolve(self, group: Sequence[Token], *, until: bool = False) -> _Found:
        """The targets of a reference; with `until`, everything from the one named last to this one."""
        levels: Mapping[Level, Token] = {token.level: token for token in group}
        articles = self._articles(levels.get(Level.ARTICLE), group[0])
        if not articles:
            return _Found(why="no such article")
        if until and group[0].level is Level.ARTICLE and len(group) == 1:
            return self._article_range(articles[0])
        article = articles[-1]
        if Level.PARAGRAPH not in levels and Level.ITEM not in levels:
            self.memory = (article, "", "")
            return _Found(tuple(articles))
        paragraphs, corrected = self._paragraphs(article, levels, group[0])
        if not paragraphs:
            self.memory = (article, "", "")
            return _Found(why=f"no such paragraph in {article}")
        item = levels.get(Level.ITEM)
        if item is None:
            return self._whole_paragraphs(article, paragraphs, corrected=corrected, until=until)
        return self._items(article, paragraphs, item, levels.get(Level.SUBITEM), corrected=corrected, until=until)

    def _articles(self, token: Token | None, first: Token) -> list[str]:
        if token is None:
            if first.relative == "同" and self.memory[0]:
                return [self.memory[0]]
            inherited = self.memory[0] if first.level is Level.ITEM and not first.relative and self.memory[1] else ""
            return [self._inherited(first) or inherited or self._article]
        prefix = re.match(r"supp\(\d+\)-", self._article)
        if not token.relative:
            scoped = f"{prefix.group()}{token.number}" if prefix else token.number
            own = scoped if scoped in self._tree.ids else token.number
            return [own] if own in self._tree.ids else []
        if token.relative == "同":
            return [self.memory[0]] if self.memory[0] else []
        if token.relative == "本":
            return [self._article]
        steps = range(-int(token.number or "1"), 0) if token.relative == "前" else range(1, 2)
        found = [self._tree.neighbour(self._article, step) for step in steps]
        return [own for own in found if own is not None] if all(found) else []

    def _inherited(self, first: Token) -> str:
        """第1項又は第2項: the second paragraph is of the article named before; alone, of this one."""
        return self.memory[0] if self._joined and not first.relative else ""

    def _paragraphs(self, article: str, levels: Mapping[Level, Token], first: Token) -> tuple[list[str], bool]:
        token = levels.get(Level.PARAGRAPH)
        own = self._path[0] if self._path else "1"
        if token is None:
            if first.level is Level.ITEM and first.relative == "同" and self.memory[1]:
                return [self.memory[1]], False
            if first.level is Level.ITEM:
                same = article == self._article and not (self.memory[0] == article and self.memory[1] and self._joined)
                return [own if same else self.memory[1] or "1"], False
            return ["1"], False
        if token.each:
            return self._tree.paragraphs(article), False
        if not token.relative:
            exists = self._tree.find(article, (token.number,))
            return ([token.number] if exists else []), False
        if token.relative == "同":
            return ([self.memory[1]] if self.memory[1] else []), False
        if token.relative == "本":
            return [own], False
        return self._near_paragraphs(article, token, own)

    def _near_paragraphs(self, article: str, token: Token, own: str) -> tuple[list[str], bool]:
        numbers = self._tree.paragraphs(article)
        here = numbers.index(own) if own in numbers else 0
        if token.relative == "次":
            return (numbers[here + 1 : here + 2]), False
        if token.relative == "前各":
            return numbers[:here], False
        count = int(token.number or "1")
        if here >= count:
            return numbers[here - count : here], False
        # 前項 in an item of a first paragraph: the drafter counted the items above as paragraphs.
        return ([own], True) if here == 0 and len(self._path) > 1 else ([], False)

    def _whole_paragraphs(self, article: str, paragraphs: list[str], *, corrected: bool, until: bool) -> _Found:
        if until and self.memory[1].isdigit() and paragraphs[-1].isdigit():
            paragraphs = [str(number) for number in range(int(self.memory[1]), int(paragraphs[-1]) + 1)]
        self.memory = (article, paragraphs[-1], "")
        found = tuple(own for each in paragraphs if (own := self._tree.find(article, (each,))))
        return _Found(found, corrected, "" if found else "no such paragraph")

    def _items(
        self, article: str, paragraphs: list[str], item: Token, sub: Token | None, *, corrected: bool, until: bool
    ) -> _Found:
        found: list[str] = []
        for paragraph in paragraphs:
            there = self._tree.items(article, paragraph)
            found += self._chosen(
                there, item, until=until, own=corrected or paragraph == (self._path[0] if self._path else "")
            )
        self.memory = (article, paragraphs[-1], item.number if not item.relative else "")
        if corrected and item.each and len(self._path) > 1:
            numbers = [last(own) for own in found]
            found = found[: numbers.index(self._path[1])] if self._path[1] in numbers else found
        if sub is not None:
            deeper = [f"{own}({sub.number})" for own in found]
            found = [own for own in deeper if own in self._tree.ids] or found
        return _Found(
            tuple(found), corrected and bool(found), "" if found else f"no such item in {article}({paragraphs[-1]})"
        )

    def _chosen(self, there: list[str], item: Token, *, until: bool, own: bool) -> list[str]:
        numbers = [last(each) for each in there]
        if item.each:
            return there
        if not item.relative:
            if item.number not in numbers:
                return []
            end = numbers.index(item.number)
            start = numbers.index(self.memory[2]) if until and self.memory[2] in numbers else end
            return there[start : end + 1]
        here = numbers.index(self._path[1]) if own and len(self._path) > 1 and self._path[1] in numbers else -1
        if here < 0:
            return []
        if item.relative == "次":
            return there[here + 1 : here + 2]
        if item.relative in {"本", "同"}:
            return there[here : here + 1]
        count = here if item.relative == "前各" else int(item.number or "1")
        return there[max(0, here - count) : here]

    def _article_range(self, article: str) -> _Found:
        order, first = self._tree.order, self.memory[0]
        if first not in order or article not in order:
            return _Found((article,))
        self.memory = (article, "", "")
        return _Found(tuple(self._tree.articles[order[first] : order[article] + 1]))
