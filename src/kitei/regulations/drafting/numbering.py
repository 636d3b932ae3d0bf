"""Numbers for named clauses: articles in the order of the frame, paragraphs and items as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kitei.regulations.drafting.choices import Clause, Frame, Titled

_NAMED = re.compile(r"^@([a-z0-9-]+(?:/[a-z0-9_-]+)*)$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """Clauses with their ids.

    Attributes:
        rows: the entries of `clauses.yaml`, in order.
        ids: the id of every named clause.
    """

    rows: tuple[dict[str, Any], ...]
    ids: Mapping[str, str]

    def resolve(self, value: Any) -> Any:
        """Put ids for names, everywhere in a value.

        Raises:
            KeyError: a name that no chosen clause has.
        """
        if isinstance(value, str):
            found = _NAMED.match(value)
            return self.ids[found[1]] if found else value
        if isinstance(value, Mapping):
            return {key: self.resolve(self._there(each) if key == "yields_to" else each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolve(each) for each in value]
        return value

    def _there(self, names: list[str]) -> list[str]:
        """Those a permission yields to, as far as they were chosen."""
        return [name for name in names if not name.startswith("@") or name[1:] in self.ids]


def number(key: str, frame: Frame, clauses: tuple[Clause, ...]) -> Numbered:
    """Give every clause its id.

    Args:
        key: the key of the regulation.
        clauses: as chosen; the articles without any are left out.
    """
    return _Numberer(key, frame, clauses).number()


@dataclass(slots=True)
class _Numberer:
    key: str
    frame: Frame
    clauses: tuple[Clause, ...]

    def number(self) -> Numbered:
        rows: list[dict[str, Any]] = []
        ids: dict[str, str] = {}
        used = [article for article in self.frame.articles if self._below(article.id)]
        for chapter in self.frame.chapters:
            inside = [article for article in used if article.chapter == chapter.id]
            if inside:
                rows.append(self._heading(chapter))
            for article in inside:
                rows.extend(self._article(article, used.index(article) + 1, ids))
        return Numbered(tuple(rows), ids)

    def _below(self, name: str) -> list[Clause]:
        depth = name.count("/") + 1
        found = [c for c in self.clauses if c.at.startswith(f"{name}/") and c.at.count("/") == depth]
        return sorted(found, key=lambda clause: clause.order)

    def _heading(self, chapter: Titled) -> dict[str, Any]:
        title = chapter.title.model_dump()
        says = {"ja": f"{chapter.title.ja}を定める章。", "en": f"The chapter on: {chapter.title.en}."}
        return {"id": f"{self.key}:{chapter.id}", "kind": "chapter", "title": title, "says": says, "force": "organises"}

    def _article(self, article: Titled, index: int, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
        name, parent = f"{self.key}:{index}", f"{self.key}:{article.chapter}"
        ids[article.id] = name
        paragraphs = self._below(article.id)
        if len(paragraphs) == 1:
            only = paragraphs[0]
            ids[only.at] = name
            yield {**_row(only, name, "article"), "parent": parent, "title": article.title.model_dump()}
            yield from self._items(only, f"{name}(1)", ids)
            return
        says = {"ja": f"{article.title.ja}を定める。", "en": f"Rules on: {article.title.en}."}
        title = article.title.model_dump()
        yield {"id": name, "kind": "article", "parent": parent, "title": title, "says": says, "force": "organises"}
        for count, paragraph in enumerate(paragraphs, 1):
            ids[paragraph.at] = f"{name}({count})"
            yield _row(paragraph, f"{name}({count})", "paragraph")
            yield from self._items(paragraph, f"{name}({count})", ids)

    def _items(self, paragraph: Clause, above: str, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
        for count, item in enumerate(self._below(paragraph.at), 1):
            ids[item.at] = f"{above}({count})"
            yield _row(item, f"{above}({count})", "item")


def _row(clause: Clause, name: str, kind: str) -> dict[str, Any]:
    title = clause.title or clause.says
    row: dict[str, Any] = {"id": name, "kind": kind, "title": title.model_dump(), "says": clause.says.model_dump()}
    row["force"] = clause.force
    if clause.topics:
        row["topics"] = list(clause.topics)
    if clause.no_norm:
        row["no_norm"] = clause.no_norm
    return row
