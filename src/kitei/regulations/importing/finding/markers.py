"""List numbers at the beginning of a line, read by the numbering systems of `data/numbering.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kitei.regulations.importing.data import table
from kitei.regulations.importing.model import Line
from kitei.regulations.importing.wording.numerals import number_of


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that may begin a list member.

    Attributes:
        system: the numbering system.
        value: its place in the list, from 1.
        branch: 2 for (3)の2, 0 for none.
        piece: what it contributes to a clause id: `3`, `3-2`, `ア`.
        label: as printed.
        body: where the wording begins in the line.
        spaced: a space, a full stop or the like, or nothing follows it.
    """

    system: str
    value: int
    branch: int
    piece: str
    label: str
    body: int
    spaced: bool

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in its list."""
        return (self.value, self.branch)


@dataclass(frozen=True, slots=True)
class _System:
    id: str
    pattern: re.Pattern[str]
    value: Callable[[str], int | None]
    keep: bool
    shown: str
    needs_no_unit: bool


_SPACES = re.compile(" *")


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(table("numbering")["bullets"])


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(table("numbering")["quoted"])


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"{table('numbering')['units']}|{table('numbering')['units_after_space']}")


@cache
def _deleted() -> re.Pattern[str]:
    return re.compile(table("numbering")["deleted"])


@cache
def _systems() -> tuple[_System, ...]:
    return tuple(_system(row) for row in table("numbering")["systems"])


def _system(row: dict[str, Any]) -> _System:
    places = {sign: place for place, sign in enumerate(row.get("signs", ()), 1)}
    return _System(
        id=row["id"],
        pattern=re.compile(row["pattern"]),
        value=places.get if row["values"] in {"sign", "word"} else number_of,
        keep=row.get("keep", False),
        shown=row.get("shown", ""),
        needs_no_unit=row["after"] == "number",
    )


@cache
def _by_first() -> dict[str, tuple[_System, ...]]:
    """The systems whose pattern can begin with a sign, for every sign a number can begin with."""
    probes = (
        "(0123456789第["
        + "".join("".join(row.get("signs", ())) for row in table("numbering")["systems"])
        + "一二三四五六七八九十"
    )
    return {sign: tuple(each for each in _systems() if _may_begin(each, sign)) for sign in probes}


def _may_begin(system: _System, sign: str) -> bool:
    inner = {"(": ("1)", "一)", "ア)", "a)", "i)", "ロ)"), "[": ("1]",), "第": ("1 ", "一 ")}
    tails = inner.get(sign, ("", " ", ".", "、", ")", ". "))
    return any(system.pattern.match(sign + tail) for tail in tails)


def markers(line: Line) -> tuple[Marker, ...]:
    """Every number that the line may begin with; the list that is open decides which of them it is."""
    folded = line.folded
    if not folded:
        return ()
    start = 0
    if folded[0] not in _by_first():
        bullet = _bullet().match(folded)
        if bullet is None or folded[bullet.end() : bullet.end() + 1] not in _by_first():
            return ()
        start = bullet.end()
    found = (_read(system, line, start) for system in _by_first()[folded[start]])
    return tuple(marker for marker in found if marker is not None)


def _read(system: _System, line: Line, start: int) -> Marker | None:
    folded = line.folded
    match = system.pattern.match(folded, start)
    if match is None:
        return None
    end = match.end()
    if _quoted().match(folded, end) or (system.needs_no_unit and _unit().match(folded, end)):
        return None
    sign = match.group(1)
    value = system.value(sign)
    if value is None or value == 0:
        return None
    branch = number_of(match.group(2)) or 0 if match.lastindex and match.lastindex > 1 and match.group(2) else 0
    spaces = _SPACES.match(folded, end)
    body = spaces.end() if spaces else end
    piece = (system.shown[value - 1] if system.shown else sign) if system.keep else str(value)
    return Marker(
        system=system.id,
        value=value,
        branch=branch,
        piece=f"{piece}-{branch}" if branch else piece,
        label=line.text[start:end].strip(),
        body=body,
        spaced=body > end or end == len(folded) or folded[end - 1] in " .、):",
    )


def is_deleted(folded: str) -> bool:
    """Whether the wording says nothing but 削除."""
    return bool(_deleted().fullmatch(folded.strip()))
