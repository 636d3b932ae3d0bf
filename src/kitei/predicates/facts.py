"""The facts of a case: their types, how they are read, and what it means that one is not given."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kitei.calendar import DayError, parse_day
from kitei.text import nearest

Value = bool | str | int | date | frozenset[str]
"""A fact's value: flag and step `bool`, one `str`, any `frozenset[str]`, int `int`, date `date`."""

Facts = Mapping[str, Value]
"""What is known of a case. A fact that is not in the mapping is unknown; unknown is not false."""


class Kind(enum.Enum):
    """The type of a fact (contract §7)."""

    FLAG = "flag"
    STEP = "step"
    ONE = "one"
    ANY = "any"
    INT = "int"
    DATE = "date"
    CLAUSE = "clause"


class Absence(enum.Enum):
    """What it means that a fact is not given."""

    UNKNOWN = "unknown"
    OPEN = "open"  # a step: the institution can still take it
    NONE = "none"  # an event that has not happened, such as a withdrawal of consent


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vocabulary.

    Attributes:
        values: the allowed values of a `one` or `any` fact, in the order of the vocabulary; else empty.
        least, most: the bounds of an `int` fact, inclusive.
        rank: the fact's place in the vocabulary, which is the order in which facts are asked.
    """

    id: str
    kind: Kind
    rank: int
    values: tuple[str, ...] = ()
    absence: Absence = Absence.UNKNOWN
    least: int = 0
    most: int = 10**12

    @property
    def can_be_unknown(self) -> bool:
        """Whether an absent value leaves the question open (steps and absent events do not)."""
        return self.absence is Absence.UNKNOWN


@dataclass(frozen=True, slots=True)
class FactFault:
    """One thing wrong with the facts handed in: where, what, what was expected, and the nearest known name."""

    path: str
    problem: str
    expected: str
    nearest: str | None = None


class BadFacts(ValueError):
    """Facts that cannot be read. Nothing is decided.

    Attributes:
        faults: everything found wrong, in the order given.
    """

    def __init__(self, faults: Iterable[FactFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.problem}" for fault in self.faults))


def read_facts(raw: Mapping[str, object], allowed: Mapping[str, Fact], clauses: Iterable[str] = ()) -> Facts:
    """Read the facts of one case, strictly: a misspelt fact or value is an error, never a guess.

    Args:
        raw: names and values as they stand in JSON, YAML or a row; `None` means unknown.
        allowed: the facts of the question asked.
        clauses: known clause ids, for facts of kind `clause`.

    Raises:
        BadFacts: with one fault for each name or value that cannot be read.
    """
    known: dict[str, Value] = {}
    faults: list[FactFault] = []
    for name, value in raw.items():
        fact = allowed.get(name)
        if fact is None:
            faults.append(_unknown_fact(name, allowed))
        elif value is not None:
            read = read_value(fact, value, clauses)
            if isinstance(read, FactFault):
                faults.append(read)
            else:
                known[name] = read
    if faults:
        raise BadFacts(faults)
    return MappingProxyType(known)


def read_value(fact: Fact, value: object, clauses: Iterable[str] = ()) -> Value | FactFault:
    """Read one value by its fact's type, or say what is wrong with it."""
    match fact.kind:
        case Kind.FLAG | Kind.STEP:
            return value if isinstance(value, bool) else _fault(fact, value, "true / false")
        case Kind.INT:
            whole = isinstance(value, int) and not isinstance(value, bool) and fact.least <= value <= fact.most
            return value if whole and isinstance(value, int) else _fault(fact, value, f"{fact.least} … {fact.most}")
        case Kind.DATE:
            return _read_date(fact, value)
        case Kind.ONE:
            return _read_one(fact, value, fact.values)
        case Kind.CLAUSE:
            return _read_one(fact, value, tuple(clauses))
        case Kind.ANY:
            return _read_any(fact, value)


def _read_one(fact: Fact, value: object, allowed: tuple[str, ...]) -> str | FactFault:
    if isinstance(value, str) and value in allowed:
        return value
    expected = ", ".join(allowed) if len(allowed) <= 30 else f"{len(allowed)}"
    return _fault(fact, value, expected, nearest(str(value), allowed))


def _read_any(fact: Fact, value: object) -> frozenset[str] | FactFault:
    if not isinstance(value, list | tuple | set | frozenset):
        return _fault(fact, value, "[" + ", ".join(fact.values) + "]")
    for each in value:
        if not isinstance(each, str) or each not in fact.values:
            return _fault(fact, each, ", ".join(fact.values), nearest(str(each), fact.values))
    return frozenset(value)


def _read_date(fact: Fact, value: object) -> date | FactFault:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, str):
        try:
            return parse_day(value)
        except DayError as error:
            return FactFault(f"facts.{fact.id}", f"bad_day:{error.ja}|{error.en}", "2026-05-11 / 令和8年5月11日")
    return _fault(fact, value, "2026-05-11 / 令和8年5月11日")


def _unknown_fact(name: str, allowed: Mapping[str, Fact]) -> FactFault:
    return FactFault(f"facts.{name}", "unknown_fact", ", ".join(allowed), nearest(name, tuple(allowed)))


def _fault(fact: Fact, value: object, expected: str, near: str | None = None) -> FactFault:
    return FactFault(f"facts.{fact.id}", f"bad_value:{value!r}", expected, near)
