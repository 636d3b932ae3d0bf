"""Which instrument an article belongs to: this one, a statute that Kitei carries, or one that is only named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kitei.regulations.importing.data import table
from kitei.regulations.importing.meaning.definitions import Definition
from kitei.regulations.importing.wording.folding import squeeze

_REACH = 70  # how far before an article its instrument may be named
_BRACKET = re.compile(r"\([^()]*\)$")
_NESTED = re.compile(r"\((?:[^()]|\([^()]*\))*\)$")
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』]{2,60})[」』]$")
_SAME = re.compile(r"同(?:法|令|政令|省令|規則|規程|規定|条例|内規|施行令|施行規則|要項|要領)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name of an instrument stands for."""

    own: bool = False
    same_as_last: bool = False
    title: str = ""
    prefix: str = ""  # of clause ids, for a statute that Kitei carries


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:[一-鿿々ァ-ヴー・]+(?:の|に関する|に係る|における|等の|及び))*[一-鿿々ァ-ヴー・]*)?{table('names')['instruments']}$"
    )


@cache
def _own() -> re.Pattern[str]:
    return re.compile(table("names")["own_instrument"])


@cache
def _no_instrument() -> re.Pattern[str]:
    return re.compile(table("names")["no_instrument"])


def _plain(name: str) -> str:
    return squeeze(name).replace("の", "")


class Instruments:
    """The instruments that a document names.

    Args:
        title: the document's own title.
        found: its definitions, some of which give instruments short names.
        statute: whether the document is a statute itself: then 法 without a definition is unknown.
    """

    def __init__(self, title: str, found: Sequence[Definition], *, statute: bool = False) -> None:
        self._title = _plain(title)
        self._statutes = {_plain(name): row["id"] for row in table("names")["statutes"] for name in row["names"]}
        self._short = {} if statute else dict(table("names")["default_short_names"])
        self._titles: dict[str, str] = {}
        pattern = re.compile(f"{table('names')['instruments']}$")
        for definition in found:
            if (
                pattern.search(squeeze(definition.term))
                and pattern.search(squeeze(definition.of))
                and len(definition.of) <= _REACH
            ):
                self._titles[squeeze(definition.term)] = definition.of

    def before(self, text: str, at: int) -> tuple[int, str]:
        """The instrument named right before a place in a compact text: where its name begins, and the name, if any."""
        reach = text[max(0, at - _REACH) : at]
        cut = reach
        while cut.endswith(")") and (found := _BRACKET.search(cut) or _NESTED.search(cut)):
            cut = cut[: found.start()]
        start = at - len(reach)
        quoted = _QUOTED.search(cut)
        if quoted and _ends_as_instrument(quoted["name"]):
            return start + quoted.start(), quoted["name"]
        for name in self._known():
            if cut.endswith(name) and not _no_instrument().search(cut):
                return start + len(cut) - len(name), name
        named = _named().search(cut)
        if named is None or _no_instrument().search(cut):
            return at, ""
        name = re.sub(r"^(?:及び|又は|並びに|若しくは|前項|次項|前条|第.{1,4}条)+", "", named.group())
        return start + len(cut) - len(name), name

    @property
    def named(self) -> dict[str, str]:
        """Short names and the titles they stand for."""
        return dict(self._titles)

    def _known(self) -> list[str]:
        whole = [row_name for row in table("names")["statutes"] for row_name in row["names"]]
        return sorted({*self._titles.values(), *whole}, key=len, reverse=True)

    def meaning(self, name: str) -> Meaning:
        """What the name stands for."""
        if _SAME.search(name):
            return Meaning(same_as_last=True)
        if _own().search(name):
            return Meaning(own=True)
        title = self._titles.get(name)
        plain = _plain(title or name)
        if plain in self._statutes:
            return Meaning(title=title or name, prefix=self._statutes[plain])
        if title is not None:
            return Meaning(title=title)
        if name in self._short:
            return Meaning(title=name, prefix=self._short[name])
        if self._title and self._title.endswith(plain):
            return Meaning(own=True)
        return Meaning(title=name)


def _ends_as_instrument(name: str) -> bool:
    return bool(re.search(f"{table('names')['instruments']}$", name)) or name.endswith("について")
