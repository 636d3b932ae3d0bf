"""What an office for practice is made of, read from its file: units, seats, and the people who sit in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, RootModel

from kitei.regulations.schema.words import Model
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

FOLDER = Path(__file__).parent / "offices"
NAMES = Path(__file__).parent / "names.yaml"

_FROM_ABROAD = 0.06
_SURNAME_FIRST_SPACE = " "


class UnitPlan(Model):
    """A unit; `parent` is the code of one named before."""

    code: str
    ja: str
    en: str
    kind: str
    parent: str | None = None


class SeatPlan(Model):
    """Seats of one kind.

    Attributes:
        units: one seat in each of these; otherwise `count` seats for the whole institution.
        sits_in: the body in which the holder also sits, with `capacity`. also: another role of the same person.
        first: the capacity of the first of several. home: the unit to which holders without a unit belong.
    """

    role: str
    units: tuple[str, ...] = ()
    count: int = 0
    sits_in: str | None = None
    capacity: Literal["holder", "chair", "vice_chair", "member", "secretary"] = "holder"
    first: str | None = None
    also: str | None = None
    home: str | None = None


class OfficePlan(Model):
    """One office.

    Attributes:
        desk: the unit of the privacy desk. receiving: the units to which requests go.
        people: how many persons the institution knows.
    """

    units: tuple[UnitPlan, ...]
    desk: str
    receiving: tuple[str, ...]
    seats: tuple[SeatPlan, ...]
    people: int = Field(ge=10)


class NamePlan(Model):
    """Parts of invented names, each with its reading."""

    surnames: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, str], ...]
    abroad: tuple[tuple[str, str], ...]


class Offices(RootModel[tuple[str, ...]]):
    """The offices for practice, by the key of their regulation."""


OFFICES: Final = read_model(Offices, read_yaml(FOLDER.with_suffix(".yaml"))).root
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    name: str
    kana: str


def office_plan(key: str) -> OfficePlan:
    """The plan of one office."""
    return read_model(OfficePlan, read_yaml(FOLDER / f"{key}.yaml"))


@lru_cache(maxsize=1)
def name_plan() -> NamePlan:
    """The parts of names."""
    return read_model(NamePlan, read_yaml(NAMES))


def invented(dice: random.Random) -> Iterator[Invented]:
    """People who do not exist, without end."""
    parts = name_plan()
    while True:
        if dice.random() < _FROM_ABROAD:
            name, kana = dice.choice(parts.abroad)
        else:
            surname, given = dice.choice(parts.surnames), dice.choice(parts.given)
            name = surname[0] + _SURNAME_FIRST_SPACE + given[0]
            kana = surname[1] + _SURNAME_FIRST_SPACE + given[1]
        yield Invented(name, kana)
