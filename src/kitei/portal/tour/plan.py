"""The tours as their file says them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import RootModel

from kitei.regulations.schema.words import Model, Slug, Words
from kitei.regulations.validation import read_model
from kitei.regulations.yamlfile import read_yaml

FILE: Final = Path(__file__).with_name("tours.yaml")


class Stop(Words):
    """One step of a tour.

    Attributes:
        to: the name of a place; empty if there is none to go to.
        refused: that the page refuses is what is to be seen.
        command: what to type in a terminal; `{home}` is the office's folder.
    """

    to: str = ""
    refused: bool = False
    command: str = ""


class TourPlan(Model):
    """A tour.

    Attributes:
        meant_for: names of office roles, or ways to serve (see the file).
        does: what such a person does here. after: said behind the last step.
    """

    id: Slug
    meant_for: tuple[str, ...]
    title: Words
    does: Words
    steps: tuple[Stop, ...]
    after: Words | None = None


class Tours(RootModel[tuple[TourPlan, ...]]):
    """All tours, in the order in which they are shown."""


@lru_cache(maxsize=1)
def tours() -> tuple[TourPlan, ...]:
    """Every tour.

    Raises:
        BadRegulation: the file has a fault.
    """
    return read_model(Tours, read_yaml(FILE)).root


def tour_for(way: str) -> TourPlan:
    """The tour for an office role or a way to serve."""
    return next(each for each in tours() if way in each.meant_for)
