"""What is sent, and what is answered, about persons and units. A person is named by the end of the pseudonym."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from kitei.api.cases.forms import Words
from kitei.api.ground.days import Day
from kitei.regulations.schema.words import Language

Short = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]


class UnitIn(Schema):
    """A unit; it lies below its parent, which is named by its code."""

    title_ja: Short
    title_en: Short
    kind: Id = "other"
    parent: Id | None = None


class NewUnitIn(UnitIn):
    """A unit to add; its code stays."""

    code: Id


class UnitOut(Schema):
    """A unit."""

    code: str
    title: Words
    kind: str
    parent: str | None
    depth: int


class PersonIn(Schema):
    """A person."""

    name: Short
    kana: Short = ""
    email: Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")]
    unit: Id | None = None
    language: Language = "ja"


class LeaveIn(Schema):
    """The first day on which somebody no longer works here."""

    on: Day


class AccountIn(Schema):
    """Closing an account, or opening a closed or locked one again."""

    to: Literal["closed", "open"]


class AppointIn(Schema):
    """An appointment; a deputy names the appointment whose powers are used, and the procedures passed on."""

    role: Id
    unit: Id | None = None
    capacity: Literal["holder", "chair", "vice_chair", "member", "secretary"] = "holder"
    from_on: Day
    to_on: Day | None = None
    deputy_for: Id | None = None
    covers: Annotated[list[Id], Field(max_length=200)] = []


class EndIn(Schema):
    """The first day on which an appointment gives nothing more."""

    on: Day


class AppointmentOut(Schema):
    """An appointment, in force or not."""

    id: str
    role: str
    title: Words
    unit: str | None
    capacity: str
    from_on: date
    to_on: date | None
    deputy_for: str | None
    covers: list[str]


class PersonLine(Schema):
    """A person in a list, with the roles held today."""

    person: str
    name: str
    kana: str
    email: str
    unit: str | None
    left_on: date | None
    account: Literal["none", "invited", "open", "locked", "closed"]
    roles: list[str]


class PersonPage(Schema):
    """Persons, and the mark at which the next ones begin; `null` on the last page."""

    people: list[PersonLine]
    after: str | None


class PersonOut(PersonLine):
    """A person in full."""

    language: str
    invited_at: datetime | None
    appointments: list[AppointmentOut]


class GrantOut(Schema):
    """One line of the table of access: who may do what, how far, by which clause."""

    role: str
    act: str
    reach: str
    procedure: str | None
    step: str | None
    actor: str | None
    capacities: list[str]
    clauses: list[str]
